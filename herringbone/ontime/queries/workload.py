"""What persons and teams have before them now: open duties, those that are late, those due within a week."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet

from herringbone.core.compiled import compiled_once
from herringbone.people.models import Person
from herringbone.people.rules import Standing
from herringbone.people.rules.holding import Holders
from herringbone.record.models import Duty

WEEK = timedelta(days=7)
LOOKED_AT = 500


@dataclass(frozen=True)
class Load:
    """So many duties are open, so many of them late, and so many due within seven days."""

    open: int = 0
    late: int = 0
    soon: int = 0

    def __add__(self, other: "Load") -> "Load":
        return Load(self.open + other.open, self.late + other.late, self.soon + other.soon)


@dataclass(frozen=True)
class Share:
    """What one person (None: nobody) has to see to for one client now."""

    person: int | None
    client: int
    name: str
    code: str
    load: Load


@dataclass(frozen=True)
class Late:
    """A late duty, and who has it now (None: nobody)."""

    duty: Duty
    person: int | None


def loads(here: Standing, at: datetime, clients: Collection[int] | None) -> tuple[list[Share], Holders]:
    """Who has what now, the cover where somebody is away: of these clients, or (None) of all that this person sees;
    and who holds what else is open for them.

    Four queries. A duty that was taken over is with whoever took it; one behind a wall with the next who sees it, as on
    the desks.
    """
    rows = list(_open(here, at, at + WEEK, clients))
    owners = {one for row in rows for one in row[:2] if one}

    def keeps(person: int, client: int, *_: object) -> bool:
        return here.keeps_from(person, client)

    holders = Holders.over({row[2] for row in rows}, owners, at, at, keeps)
    found: dict[tuple[int | None, int], Share] = {}
    for taker, owner, client, name, code, *counts in rows:
        person = holders.of((taker, owner), client, at, here.on)
        known = found.get((person, client))
        load = Load(*counts)
        found[person, client] = Share(person, client, name, code, known.load + load if known else load)
    return list(found.values()), holders


def add_up(parts: Iterable[Load]) -> Load:
    """All of it together."""
    return sum(parts, Load())


@compiled_once
def _open(
    here: Standing, at: datetime, soon: datetime, clients: Collection[int] | None
) -> QuerySet[Duty, tuple[Any, ...]]:
    rows = Duty.objects.filter(here.sees("client"), done=None, started__lte=at)
    if clients is not None:
        rows = rows.filter(client__in=clients)
    columns = ("taken_by", "owner", "client", "client__name", "client__code")
    return (
        rows.order_by().values(*columns)
        .annotate(
            number=Count("pk"), late=Count("pk", filter=Q(due__lt=at)),
            soon=Count("pk", filter=Q(due__gte=at, due__lt=soon)),
        )
        .values_list(*columns, "number", "late", "soon")
    )  # fmt: skip


def late_now(
    here: Standing, at: datetime, clients: Collection[int], holders: Holders, person: int | None = None
) -> list[Late]:
    """The late duties of these clients, the worst first, at most LOOKED_AT of them; those alone that somebody has now,
    where a person is given. One query; `holders` are those that `loads` gave."""
    rows = Duty.objects.filter(here.sees("client"), client__in=clients, done=None, started__lte=at, due__lt=at)
    found = list(rows.select_related("client").order_by("due", "pk")[:LOOKED_AT])
    late = [Late(one, holders.of((one.taken_by_id, one.owner_id), one.client_id, at, here.on)) for one in found]
    return [one for one in late if person is None or one.person == person]


def names_of(people: Collection[int]) -> dict[int, str]:
    """The names of these persons. One query."""
    return dict(Person.objects.filter(pk__in=people).values_list("pk", "name"))
