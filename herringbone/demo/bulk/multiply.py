"""Makes the demo agency larger: people by actions, their clients and everything that was done for these as rows."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import transaction

from herringbone.core import clock
from herringbone.core.models import Agency
from herringbone.demo import cast
from herringbone.demo.bulk import issuing, meetings, work  # noqa: F401  # each says what its steps do
from herringbone.demo.bulk.clients import open_book
from herringbone.demo.bulk.dispatch import do
from herringbone.demo.bulk.rows import Rows
from herringbone.demo.cast.more import more_accounts, more_people
from herringbone.demo.history import history
from herringbone.demo.moments import Moments
from herringbone.demo.players import Players
from herringbone.people.actions import add_person
from herringbone.people.models import Person
from herringbone.record.duties import keeping

PEOPLE, CLIENTS = 3.9, 15  # for each step of the scale beyond the first
TOGETHER = 8  # clients whose rows are written together
TALKED_LAST, STILL_IN_WORK = 2, 2


def multiply(scale: int, players: Players, moments: Moments, began: datetime, say: Callable[[str], None]) -> None:
    """Add people and clients for each step of the scale beyond the first. Duties are left to `keeping.rebuild`."""
    staff = more_people(max(15, round(PEOPLE * (scale - 1))))
    with clock.clock_at(began + timedelta(hours=6)), transaction.atomic(), keeping.put_off():
        _hire(players, staff)
    rows, agency = Rows(), Agency.objects.get()
    count = CLIENTS * (scale - 1) - 1
    everybody = [*cast.people(), *staff]
    for number, account in enumerate(more_accounts(count, staff, moments.today), start=1):
        opened = began + timedelta(hours=7, minutes=number)
        book = open_book(account, rows, players, agency, moments.offices[account.office], opened)
        script = history(
            account, moments, opened, forms={}, quiet_days=TALKED_LAST, left=STILL_IN_WORK, people=everybody
        )
        for step in script:
            do(step, book)
        if number % TOGETHER == 0:
            rows.write()
        if number % (TOGETHER * 5) == 0:
            say(f"{number} of {count} further clients")
    rows.finish()


def _hire(players: Players, staff: list[cast.Someone]) -> None:
    """They come in by the same password as everybody in the demo."""
    head = players.people["constance"]
    for one in staff:
        players.people[one.key] = add_person(
            by=head, name=one.name, email=one.email, office=players.offices[one.office], title=one.title,
            department=players.departments[one.department], reports_to=players.people[one.reports_to], language="en",
        )  # fmt: skip
    Person.objects.filter(pk__in=[players.people[one.key].pk for one in staff]).update(password=head.password)
