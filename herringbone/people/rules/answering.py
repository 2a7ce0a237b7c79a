"""Who answers for a client: the point person, else the supervisor, else the director. With nobody, the head (R1).

`standing` says for which clients one person answers, `people.rules.whoever` who it is for some clients. What
concerns all clients is asked here, in SQL.
"""

from collections.abc import Iterable
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from herringbone.people.models import Role

Kind = Role.Kind
ANSWERING = (Kind.POINT, Kind.SUPERVISOR, Kind.DIRECTOR)  # in this order


def has_somebody(client: str, on: date) -> Exists:
    """For a filter: the client at path `client` has somebody at the agency who answers for it on that date.

    `Duty.objects.filter(~has_somebody("client", here.on), owner=None)` is what falls to the head.
    """
    return Exists(holding(on, *ANSWERING).filter(client=OuterRef(client)))


def has_director(client: str, on: date) -> Exists:
    """For a filter: the client at path `client` has a director; without one, things climb to the head."""
    return Exists(holding(on, Kind.DIRECTOR).filter(client=OuterRef(client)))


def first_in_line(rows: Iterable[tuple[int, str, int]]) -> dict[int, int]:
    """Of running roles as (client, kind, holder), the holder who answers for each client."""
    found: dict[int, int] = {}
    ordered = list(rows)
    for wanted in ANSWERING:
        for client, kind, holder in ordered:
            if kind == wanted:
                found.setdefault(client, holder)
    return found


def holding(on: date, *kinds: Kind) -> QuerySet[Role]:
    """The roles of these kinds that run on a date, of persons who are still there."""
    return Role.objects.running(on).filter(kind__in=kinds, person__is_active=True)
