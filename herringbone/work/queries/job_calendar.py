"""The jobs of the list as a calendar: a month with the milestones and the deliveries that fall into it (B4)."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import BooleanField, Case, CharField, F, QuerySet, Value, When
from django.utils.translation import gettext as _

from herringbone.people.rules import Standing, visible
from herringbone.work.models import Job, Milestone, Stage
from herringbone.work.queries.filters import Filters

MOST = 400  # of one month: more than anybody reads
IN_A_DAY = 6
AT_MOST = 60  # of one day, when one asks for the rest


@dataclass(frozen=True)
class Mark:
    """A milestone or a delivery on its day."""

    number: str
    job: str
    what: str
    state: str  # late, open, done


@dataclass(frozen=True)
class Day:
    """One day of the month, or of the weeks around it (`beside`)."""

    on: date
    today: bool
    beside: bool
    marks: list[Mark] = field(default_factory=list)

    @property
    def shown(self) -> list[Mark]:
        """The first of them."""
        return self.marks[:IN_A_DAY]

    @property
    def rest(self) -> list[Mark]:
        """Those that are shown when one asks for them."""
        return self.marks[IN_A_DAY:AT_MOST]

    @property
    def more(self) -> int:
        """How many are not among the first."""
        return len(self.marks) - len(self.shown)

    @property
    def unshown(self) -> int:
        """How many are not even shown when one asks."""
        return len(self.marks[AT_MOST:])


@dataclass(frozen=True)
class Month:
    """A month in whole weeks from Monday, with the queries that lead to those before and after."""

    first: date
    days: list[Day]
    before: str
    after: str
    count: int


def month(here: Standing, filters: Filters) -> Month:
    """The month that the filters name, else this one. One query."""
    first = (filters.month or here.on).replace(day=1)
    after = (first + timedelta(days=32)).replace(day=1)
    begin = first - timedelta(days=first.weekday())
    end = after + timedelta(days=-after.weekday() % 7)
    marks: dict[date, list[Mark]] = {}
    for on, number, job, what, done in _marks(here, filters, begin, end):
        state = "done" if done else "late" if on < here.on else "open"
        marks.setdefault(on, []).append(Mark(number, job, what or _("To be delivered"), state))
    days = [begin + timedelta(days=n) for n in range((end - begin).days)]
    return Month(
        first, [Day(on, on == here.on, on.month != first.month, marks.get(on, [])) for on in days],
        f"?{filters.query(month=first - timedelta(days=1))}", f"?{filters.query(month=after)}",
        sum(len(found) for on, found in marks.items() if on.month == first.month),
    )  # fmt: skip


def _marks(here: Standing, filters: Filters, begin: date, end: date) -> QuerySet[Any, Any]:
    jobs = visible(here, Job).filter(filters.where(here))
    planned = Milestone.objects.filter(job__in=jobs.order_by().values("pk"), dropped=None, on__gte=begin, on__lt=end)
    over = Case(When(stage__in=[*Stage.OVER, Stage.Key.DELIVERED], then=True), default=False)
    milestones = planned.annotate(
        day=F("on"), of=F("job__number"), called=F("job__name"), what=F("name"),
        over=Case(When(reached__isnull=False, then=True), default=False, output_field=BooleanField()),
    )  # fmt: skip
    deliveries = jobs.filter(delivered_by__gte=begin, delivered_by__lt=end).annotate(
        day=F("delivered_by"), of=F("number"), called=F("name"), what=Value("", CharField()), over=over
    )
    columns = ("day", "of", "called", "what", "over")
    found = milestones.order_by().values_list(*columns).union(deliveries.order_by().values_list(*columns), all=True)
    return found.order_by("day", "of")[:MOST]
