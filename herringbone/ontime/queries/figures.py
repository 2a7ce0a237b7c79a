"""How many duties fell due, and how many were met in time: the one query behind page, export and command.

A duty counts in the month on whose date its due moment fell, for whoever held it then (`record.duties.holding`). It was
in time if it was done at its due moment or before.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Literal

from django.db.models import Count, Q, QuerySet

from herringbone.core.compiled import compiled_once
from herringbone.ontime.month import Month
from herringbone.ontime.queries.ends import KINDS, End, ended, how_ended
from herringbone.ontime.rules import readable, reads_all
from herringbone.people.rules import Standing
from herringbone.record.models import Duty

FEW = 10  # under so many duties a share would say too much
HUNDREDTH = Decimal("0.001")
NEARLY_ALL = Decimal("0.999")

By = Literal["client", "person", "kind"]
Outcome = Literal["all", "in_time", "late", "moved", "moved_late", "withdrawn"]
COLUMNS: dict[str, tuple[str, ...]] = {
    "client": ("client", "client__name", "client__code"),
    "person": ("held_by", "held_by__name"),
    "kind": ("kind",),
}
IN_TIME, AFTER = Q(in_time=True), Q(in_time=False)
LATE = Q(in_time=None) | AFTER


@dataclass(frozen=True)
class Figures:
    """So many fell due, so many of them were done in time, so many after their moment; the others are still open.

    `moved` and `withdrawn` of them ended without being met: by another date, or since they need not be done any more.
    `moved_late` of the moved ones got their other date only after their moment: they are among the late.
    """

    fell: int = 0
    in_time: int = 0
    after: int = 0
    moved: int = 0
    moved_late: int = 0
    withdrawn: int = 0

    @property
    def late(self) -> int:
        """Not in time, done since or not."""
        return self.fell - self.in_time

    @property
    def open(self) -> int:
        """Late, and not done yet."""
        return self.fell - self.in_time - self.after

    @property
    def share(self) -> Decimal | None:
        """In time, of all, to a tenth of a hundredth; never a whole while something was late. None where none fell."""
        if not self.fell:
            return None
        share = (Decimal(self.in_time) / self.fell).quantize(HUNDREDTH, ROUND_HALF_UP)
        return min(share, NEARLY_ALL) if self.late else share

    def number(self, outcome: "Outcome") -> int:
        """How many of them had this outcome: as many cases as the figure opens."""
        return self.fell if outcome == "all" else int(getattr(self, outcome))

    @property
    def few(self) -> bool:
        """Whether there are too few for a share to say something."""
        return self.fell < FEW


def sum_of(figures: Iterable[Figures]) -> Figures:
    """All of them together."""
    told = [(one.fell, one.in_time, one.after, one.moved, one.moved_late, one.withdrawn) for one in figures]
    return Figures(*map(sum, zip(*told, strict=True))) if told else Figures()


@dataclass(frozen=True)
class Which:
    """Which duties are counted: those of some months; of a client, a person, a team's clients or a kind where given.

    `nobody`: those that nobody held.
    """

    first: Month
    last: Month
    client: int | None = None
    person: int | None = None
    team: frozenset[int] | None = None
    kind: str | None = None
    nobody: bool = False

    @property
    def values(self) -> tuple[date, date, int | None, int | None, frozenset[int] | None, str | None]:
        """As the query takes them: the first date and the first one after the last, then what narrows it."""
        return self.first.first, self.last.end, self.client, self.person, self.team, self.kind


def counted(here: Standing, which: Which, by: By) -> list[tuple[tuple[Any, ...], Figures]]:
    """The figures that this person may read, by client, person or kind of duty: the columns that COLUMNS names for
    these, and the figures; most duties first. One query."""
    rows = _counted(here, *which.values, by=by, nobody=which.nobody, whole=reads_all(here))
    return [(tuple(row[:-3]), Figures(*row[-3:])) for row in rows]


def counted_days(here: Standing, which: Which) -> dict[date, Figures]:
    """The same by the day on which the duties fell due, in order. One query."""
    outcomes: dict[date, dict[bool | None, int]] = {}
    for day, in_time, number in _counted_days(here, *which.values, nobody=which.nobody, whole=reads_all(here)):
        outcomes.setdefault(day, {})[in_time] = number
    return {
        day: Figures(sum(numbers.values()), numbers.get(True, 0), numbers.get(False, 0))
        for day, numbers in outcomes.items()
    }


def cases(here: Standing, which: Which, outcome: Outcome) -> QuerySet[Duty]:
    """The duties behind a figure, in the order in which they fell due."""
    rows = _which(here, *which.values, nobody=which.nobody, whole=reads_all(here))
    if outcome in ("moved", "moved_late", "withdrawn"):
        rows = ended(rows, outcome)
    else:
        rows = rows.filter({"all": Q(), "in_time": IN_TIME, "late": LATE}[outcome])
    return rows.select_related("client", "held_by").order_by("due", "pk")


@dataclass(frozen=True)
class Ended:
    """So many duties of a client, a person and a kind ended so; those moved late are not counted among the moved."""

    client: int
    person: int | None
    kind: str
    end: End
    number: int


def counted_ends(here: Standing, which: Which) -> list[Ended]:
    """The duties that were moved or withdrawn, by client, person and kind together. One query."""
    rows = _counted_ends(here, *which.values, nobody=which.nobody, whole=reads_all(here))
    return [Ended(*row) for row in rows]


@compiled_once
def _counted_ends(
    here: Standing, first: date, end: date, client: int | None, person: int | None, team: frozenset[int] | None,
    kind: str | None, *, nobody: bool, whole: bool,
) -> QuerySet[Duty, Any]:  # fmt: skip
    rows = _which(here, first, end, client, person, team, kind, nobody=nobody, whole=whole)
    there = rows.filter(kind__in=KINDS, in_time__isnull=False).annotate(end=how_ended()).exclude(end="")
    columns = ("client", "held_by", "kind", "end")
    return there.order_by().values(*columns).annotate(number=Count("*")).values_list(*columns, "number")


@compiled_once
def _counted(
    here: Standing, first: date, end: date, client: int | None, person: int | None, team: frozenset[int] | None,
    kind: str | None, *, by: By, nobody: bool, whole: bool,
) -> QuerySet[Duty, Any]:  # fmt: skip
    rows = _which(here, first, end, client, person, team, kind, nobody=nobody, whole=whole)
    columns = COLUMNS[by]
    return (
        rows.order_by().values(*columns)
        .annotate(fell=Count("*"), met=Count("in_time", filter=IN_TIME), after=Count("in_time", filter=AFTER))
        .order_by("-fell", *reversed(columns)).values_list(*columns, "fell", "met", "after")
    )  # fmt: skip


@compiled_once
def _counted_days(
    here: Standing, first: date, end: date, client: int | None, person: int | None, team: frozenset[int] | None,
    kind: str | None, *, nobody: bool, whole: bool,
) -> QuerySet[Duty, Any]:  # fmt: skip
    """As the index has them, a year's duties are counted without being sorted, and without their moments being read."""
    rows = _which(here, first, end, client, person, team, kind, nobody=nobody, whole=whole)
    by = ("fell_on", "in_time")
    return rows.order_by().values(*by).annotate(number=Count("*")).order_by(*by).values_list(*by, "number")


def _which(
    here: Standing, first: date, end: date, client: int | None, person: int | None, team: frozenset[int] | None,
    kind: str | None, *, nobody: bool, whole: bool,
) -> QuerySet[Duty]:  # fmt: skip
    rows = Duty.objects.filter(readable(here, whole=whole), fell_on__gte=first, fell_on__lt=end)
    if client is not None:
        rows = rows.filter(client=client)
    if person is not None:
        rows = rows.filter(held_by=person)
    if team is not None:
        rows = rows.filter(client__in=team)
    if kind is not None:
        rows = rows.filter(kind=kind)
    return rows.filter(held_by=None) if nobody else rows
