"""What persons and teams have before them now: open duties, those that are late, those due within a week."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Case, Count, F, Q, QuerySet, When

from herringbone.core.compiled import compiled_once
from herringbone.people.models import Person, Role
from herringbone.people.rules import Standing
from herringbone.people.rules.holding import Holders
from herringbone.record.models import Duty

WEEK = timedelta(days=7)


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


def loads(here: Standing, at: datetime, clients: Collection[int] | None) -> list[Share]:
    """Who has what now, the cover where somebody is away: of these clients, or (None) of all that this person sees.

    Four queries. A duty that was taken over is with whoever took it.
    """
    rows = list(_open(here, at, at + WEEK, clients))
    owners = {row[0] for row in rows if row[0]}
    holders = Holders.over({row[1] for row in rows}, owners, at, at)
    found: dict[tuple[int | None, int], Share] = {}
    for owner, client, name, code, *counts in rows:
        person = holders.of(owner, client, at, here.on)
        known = found.get((person, client))
        load = Load(*counts)
        found[person, client] = Share(person, client, name, code, known.load + load if known else load)
    return list(found.values())


def add_up(shares: Iterable[Share]) -> Load:
    """All of it together."""
    total = Load()
    for share in shares:
        total += share.load
    return total


@compiled_once
def _open(
    here: Standing, at: datetime, soon: datetime, clients: Collection[int] | None
) -> QuerySet[Duty, tuple[Any, ...]]:
    rows = Duty.objects.filter(here.sees("client"), done=None, started__lte=at)
    if clients is not None:
        rows = rows.filter(client__in=clients)
    taken = When(taken_by__is_active=True, then=F("taken_by"))
    columns = ("with_whom", "client", "client__name", "client__code")
    return (
        rows.annotate(with_whom=Case(taken, default=F("owner"))).order_by().values(*columns)
        .annotate(
            number=Count("pk"), late=Count("pk", filter=Q(due__lt=at)),
            soon=Count("pk", filter=Q(due__gte=at, due__lt=soon)),
        )
        .values_list(*columns, "number", "late", "soon")
    )  # fmt: skip


def late_now(here: Standing, at: datetime, clients: Collection[int] | None) -> QuerySet[Duty]:
    """The late duties of these clients, or of all that this person sees, the worst first."""
    rows = Duty.objects.filter(here.sees("client"), done=None, started__lte=at, due__lt=at)
    if clients is not None:
        rows = rows.filter(client__in=clients)
    return rows.select_related("client").order_by("due", "pk")


def names_of(people: Collection[int]) -> dict[int, str]:
    """The names of these persons. One query."""
    return dict(Person.objects.filter(pk__in=people).values_list("pk", "name"))


def on_teams_of(here: Standing, person: int) -> bool:
    """Whether somebody is on the team of an account that this person leads."""
    return Role.objects.running(here.on).filter(person=person, client__in=here.led).exists()
