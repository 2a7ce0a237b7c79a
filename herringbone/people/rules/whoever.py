"""Who answers for some clients now: as for the desk, the first in line whom no wall keeps from the client (J1)."""

from collections.abc import Iterable
from datetime import date

from herringbone.core import clock
from herringbone.people.models import Person
from herringbone.people.rules.answering import ANSWERING, first_in_line, holding
from herringbone.people.rules.sight import pair
from herringbone.people.rules.standing import Standing, kept_from_at


def who_answers(clients: Iterable[int], on: date, here: Standing | None = None) -> dict[int, int]:
    """For each of these clients the id of the person who answers for it; those with nobody are left out.

    One query where somebody's standing is at hand, since it knows the walls; else two, and a third where walls stand.
    """
    shut = here.kept_from if here else kept_from_at(clock.now(), on)
    rows = holding(on, *ANSWERING).filter(client__in=clients).order_by("pk").values_list("client", "kind", "person")
    return first_in_line(
        (client, kind, holder) for client, kind, holder in rows if client and pair(holder, client) not in shut
    )


def reads_answers(author: Person, client: int) -> Person:
    """To whom an answer to what somebody wrote goes: to them, else, where they have left, to whoever answers for the
    client. No query, save for those who have left.
    """
    if author.is_active:
        return author
    found = who_answers([client], author.office.local(clock.now()).date()).get(client)
    return Person.objects.get(pk=found) if found else author
