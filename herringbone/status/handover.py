"""What somebody who leaves was asked, and how it goes to an heir."""

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from herringbone.people.handover import Belonging
from herringbone.people.models import Person
from herringbone.status.actions import hand_over_ask
from herringbone.status.queries.asking import asked_of


def questions(person: Person) -> Iterator[Belonging]:
    """The questions that wait for somebody's lines."""
    for ask in asked_of(person):
        yield Belonging(ask, _("Says how jobs of %(client)s stand") % {"client": ask.client}, ask.client_id)


def give_questions(*, by: Person, person: Person, to: Person, belongings: Iterable[Belonging]) -> None:
    """The heir answers them, by the same moments."""
    for one in belongings:
        hand_over_ask(by=by, ask=one.subject, to=to)
