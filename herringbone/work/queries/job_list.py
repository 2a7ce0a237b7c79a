"""The list of jobs: three queries, whatever the number of jobs and views."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import parse_qsl

from django.core.paginator import Page
from django.db.models import BooleanField, Case, CharField, Count, Exists, OuterRef, QuerySet, Value, When
from django.utils.translation import gettext as _

from herringbone.clients.models import Client
from herringbone.core.wording import durations
from herringbone.people.models import Person
from herringbone.people.rules import Standing
from herringbone.work.models import Job, JobKind, Routing, SavedView, Stage
from herringbone.work.queries.filters import BUILT_IN, ORDERS, Filters, filters_in
from herringbone.work.queries.narrowing import Chip, Choice, Column, chips, columns
from herringbone.work.queries.paging import page_of
from herringbone.work.wording import stage_word

PAGE = 50
MOST_VIEWS = 12
JOBS = "jobs"


@dataclass(frozen=True)
class JobRow:
    """One line of the list."""

    number: str
    name: str
    client: str
    lead: str
    state: str  # late, soon, open, waiting, stopped, done, off
    says: str
    status: str
    step: str
    step_who: str
    step_on: date | None
    milestone: str
    milestone_on: date | None
    late: bool  # the milestone has passed


@dataclass(frozen=True)
class View:
    """A saved view, or one of those that everybody has, with how many jobs it holds. `id` where it may be deleted."""

    label: str
    url: str
    count: int
    state: str
    current: bool
    id: int | None = None


@dataclass(frozen=True)
class JobList:
    """One page of the list, its views, and what it can be narrowed to."""

    filters: Filters
    page: Page
    rows: list[JobRow]
    views: list[View]
    chips: list[Chip]

    @property
    def columns(self) -> list[Column]:
        """The head of the table."""
        return columns(self.filters)

    @property
    def kept(self) -> list[tuple[str, str]]:
        """The filters that a search keeps, for its hidden fields."""
        return [(name, value) for name, value in parse_qsl(self.filters.query(text="")) if name != "text"]

    @property
    def may_save(self) -> bool:
        """Whether these filters are no view yet."""
        return not any(view.current for view in self.views)

    @property
    def own_view(self) -> int | None:
        """The view that is shown, if it is the reader's own."""
        return next((view.id for view in self.views if view.current), None)


def job_list(person: Person, here: Standing, filters: Filters, number: str) -> JobList:
    """A page of the jobs that somebody sees, as the filters say."""
    visible = Job.objects.filter(here.sees("client"))
    choices, saved = _choices(person, here)
    views = [*((str(label), one, None) for label, one in BUILT_IN), *saved]
    counts = _counts(visible, here, [filters, *(one for _label, one, _pk in views)])
    page = page_of(visible, PAGE, number, counts[0])
    first = (page.number - 1) * PAGE
    rows = _rows(visible, here, filters, first) if counts[0] else []
    shown = [_view(one, count, filters) for one, count in zip(views, counts[1:], strict=True)]
    return JobList(filters, page, rows, shown, chips(filters, choices, here.on))


def open_jobs() -> QuerySet[Job]:
    """Every job that is not over, for counts on other pages: the reader narrows it to what they see."""
    return Job.objects.exclude(stage__in=Stage.OVER)


def rows_of(here: Standing, filters: Filters) -> list[JobRow]:
    """The first page of a list, for another page. One query."""
    return _rows(Job.objects.filter(here.sees("client")), here, filters, 0)


def _counts(visible: QuerySet[Job], here: Standing, wanted: Sequence[Filters]) -> list[int]:
    """How many jobs each of these filters leaves. One query for all."""
    asked = {f"n{at}": Count("pk", filter=one.where(here) or None) for at, one in enumerate(wanted)}
    found = visible.order_by().aggregate(**asked)
    return [found[name] for name in asked]


def _view(one: tuple[str, Filters, int | None], count: int, here: Filters) -> View:
    label, filters, pk = one
    state = "late" if filters.stepless and count and pk is None else ""
    return View(
        label,
        f"?{filters.query()}",
        count,
        state,
        filters.query(order="milestone") == here.query(order="milestone"),
        pk,
    )


def _rows(visible: QuerySet[Job], here: Standing, filters: Filters, first: int) -> list[JobRow]:
    """One page. The subquery cuts it out, so that what hangs on a job is asked for these alone."""
    order = ORDERS[filters.order]
    cut = visible.filter(filters.where(here)).order_by(*order).values("pk")[first : first + PAGE]
    unheard = Routing.objects.filter(form=OuterRef("form"), acknowledgement=None)
    rows = (
        Job.objects.filter(pk__in=cut)
        .annotate(unheard=Exists(unheard))
        .order_by(*order)
        .values(
            "number", "name", "client__name", "lead__name", "stage", "status", "next_step", "next_on",
            "next_person__name", "next_contact__name", "milestone__name", "milestone_on", "waiting_since", "unheard",
        )
    )  # fmt: skip
    return [_row(row, here) for row in rows]


def _row(row: Mapping[str, Any], here: Standing) -> JobRow:
    is_open = row["stage"] not in Stage.OVER
    late = is_open and row["milestone_on"] is not None and row["milestone_on"] < here.on
    state, says = standing_of(row["stage"], late, row["waiting_since"], row["next_step"], row["unheard"], here.at)
    return JobRow(
        row["number"], row["name"], row["client__name"], row["lead__name"], state, says, row["status"],
        row["next_step"], row["next_person__name"] or row["next_contact__name"] or "", row["next_on"],
        row["milestone__name"] or "", row["milestone_on"], late,
    )  # fmt: skip


def standing_of(
    stage: str, late: bool, waits: datetime | None, step: str, unheard: bool, at: datetime
) -> tuple[str, str]:
    """How a job stands, by the worst that can be said of it: a state and its words."""
    if stage in Stage.OVER:
        return "off" if stage == Stage.Key.CANCELLED else "done", stage_word(stage)
    if late:
        return "late", _("Milestone passed")
    if stage == Stage.Key.ON_HOLD:
        return "stopped", stage_word(stage)
    if waits:
        return "waiting", _("Waiting, %(days)s") % {"days": durations.days((at - waits).days)}
    if not step and stage in Stage.NEEDS_STEP:
        return "late", _("No next step")
    if unheard and stage == Stage.Key.SUBMITTED:
        return "soon", _("Not acknowledged")
    return "open", stage_word(stage)


def views_of(person: Person) -> QuerySet[SavedView]:
    """The saved views of the list that somebody sees."""
    return SavedView.objects.of(person).filter(list=JOBS)


def _choices(person: Person, here: Standing) -> tuple[dict[str, list[Choice]], list[tuple[str, Filters, int | None]]]:
    """What the list can be narrowed to, and the saved views. One query."""
    jobs = Job.objects.filter(here.sees("client"))
    clients = Client.objects.filter(here.sees("pk"))
    leads = Person.objects.filter(pk__in=jobs.order_by().values("lead"))
    views = views_of(person)
    parts = [
        _part(clients, "client"), _part(JobKind.objects.filter(active=True), "kind"), _part(leads, "lead"),
        views.annotate(what=Value("view", CharField()), own=Case(When(person=person, then=True), default=False))
        .values_list("what", "pk", "name", "query", "own").order_by(),
    ]  # fmt: skip
    found: dict[str, list[Choice]] = {"client": [], "kind": [], "lead": []}
    saved: list[tuple[str, Filters, int | None]] = []
    rows = parts[0].union(*parts[1:], all=True)
    for what, pk, name, told, own in sorted(rows, key=lambda row: row[2].casefold()):
        if what != "view":
            found[what].append(Choice(pk, name))
        elif (kept := filters_in(told)) and len(saved) < MOST_VIEWS:
            saved.append((name, kept, pk if own else None))
    return found, saved


def _part(rows: QuerySet[Any], what: str) -> Any:
    told, own = Value("", CharField()), Value(False, BooleanField())
    return rows.annotate(what=Value(what, CharField()), told=told, own=own).values_list(
        "what", "pk", "name", "told", "own"
    ).order_by()  # fmt: skip
