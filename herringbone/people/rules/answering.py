"""Who answers for a client: the point person, else the supervisor, else the director. With nobody, the head (R1).

`standing` says for which clients one person answers. What concerns all clients is asked here, in SQL.
"""

from collections.abc import Iterable
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from herringbone.core import clock
from herringbone.people.models import Person, Role

Kind = Role.Kind
ANSWERING = (Kind.POINT, Kind.SUPERVISOR, Kind.DIRECTOR)  # in this order


def has_somebody(client: str, on: date) -> Exists:
    """For a filter: the client at path `client` has somebody at the agency who answers for it on that date.

    `Duty.objects.filter(~has_somebody("client", here.on), owner=None)` is what falls to the head.
    """
    return Exists(_held(on, *ANSWERING).filter(client=OuterRef(client)))


def has_director(client: str, on: date) -> Exists:
    """For a filter: the client at path `client` has a director; without one, things climb to the head."""
    return Exists(_held(on, Kind.DIRECTOR).filter(client=OuterRef(client)))


def who_answers(clients: Iterable[int], on: date) -> dict[int, int]:
    """For each of these clients the id of the person who answers for it; those with nobody are left out. One query."""
    rows = _held(on, *ANSWERING).filter(client__in=clients).order_by("pk").values_list("client", "kind", "person")
    return first_in_line((client, kind, holder) for client, kind, holder in rows if client)


def reads_answers(author: Person, client: int) -> Person:
    """To whom an answer to what somebody wrote goes: to them, else, where they have left, to whoever answers for the
    client. No query, save for those who have left.
    """
    if author.is_active:
        return author
    found = who_answers([client], clock.now().date()).get(client)
    return Person.objects.get(pk=found) if found else author


def first_in_line(rows: Iterable[tuple[int, str, int]]) -> dict[int, int]:
    """Of running roles as (client, kind, holder), the holder who answers for each client."""
    found: dict[int, int] = {}
    ordered = list(rows)
    for wanted in ANSWERING:
        for client, kind, holder in ordered:
            if kind == wanted:
                found.setdefault(client, holder)
    return found


def _held(on: date, *kinds: Kind) -> QuerySet[Role]:
    return Role.objects.running(on).filter(kind__in=kinds, person__is_active=True)
