"""The list of jobs with its views and their counts: two queries, whatever the number of jobs and views."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

from django.core.paginator import Page
from django.db.models import BooleanField, Case, CharField, Count, JSONField, QuerySet, Subquery, Value, When
from django.db.models.functions import JSONObject

from herringbone.clients.models import Client
from herringbone.core.compiled import compiled_once
from herringbone.core.names.text import fold
from herringbone.people.models import Person
from herringbone.people.rules import Standing, visible
from herringbone.work.models import Job, JobKind, SavedView
from herringbone.work.queries.filters import BUILT_IN, LIST, SHAPES, Filters, filters_in
from herringbone.work.queries.job_rows import PAGE, JobRow, page_of_values, row_of
from herringbone.work.queries.narrowing import Chip, Choice, Column, chips, columns
from herringbone.work.queries.paging import page_of

MOST_VIEWS = 12
JOBS = "jobs"


@dataclass(frozen=True)
class View:
    """A saved view, or one of those that everybody has, with how many jobs it holds. `id` where it may be deleted."""

    label: str
    url: str
    count: int | str
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
    def shapes(self) -> list[View]:
        """The ways to show the same jobs."""
        here = self.filters
        ways = ((str(label), here.query(shape=shape), shape == here.shape) for shape, label in SHAPES.items())
        return [View(label, f"?{query}", "", "", current) for label, query, current in ways]

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
    def no_job(self) -> bool:
        """Whether one sees no job at all: the last of the built-in views is all of them."""
        return not self.views[len(BUILT_IN) - 1].count

    @property
    def own_view(self) -> int | None:
        """The view that is shown, if it is the reader's own."""
        return next((view.id for view in self.views if view.current), None)


def job_list(person: Person, here: Standing, filters: Filters, number: str) -> JobList:
    """A page of the jobs that somebody sees, as the filters say. Two queries; two more where that page is empty."""
    choices, saved = _choices(person, here)
    views = [*((str(label), one, None) for label, one in BUILT_IN), *saved]
    wanted = (filters, *(one for _label, one, _pk in views))
    at = int(number) if number.isascii() and number.isdigit() and len(number) < 7 else 1
    listed = filters.shape == LIST  # a board and a calendar have rows of their own
    found = _page(here, filters=filters, wanted=wanted, first=max(at - 1, 0) * PAGE) if listed else []
    told = found or _counts(person.pk, here, wanted=wanted)
    counts: Mapping[str, int] = told[0]["counts"] or {}  # nothing to count gives no counts
    page = page_of(visible(here, Job).order_by("pk"), PAGE, number, counts.get("n0", 0))
    if listed and page.number != at:  # beyond the end: the last page there is
        found = _page(here, filters=filters, wanted=(), first=(page.number - 1) * PAGE)
    shown = [_view(one, counts.get(f"n{n}", 0), filters) for n, one in enumerate(views, start=1)]
    return JobList(filters, page, [row_of(one, here) for one in found], shown, chips(filters, choices, here.on))


def all_jobs(here: Standing, filters: Filters) -> Iterator[JobRow]:
    """All lines of the same list, for a file. One query."""
    rows = page_of_values(visible(here, Job), here, filters, 0, most=None)
    return (row_of(one, here) for one in rows.iterator(chunk_size=500))


@compiled_once
def _page(here: Standing, *, filters: Filters, wanted: tuple[Filters, ...], first: int) -> QuerySet[Job, Any]:
    more: dict[str, Any] = {"counts": _counting(here, wanted)} if wanted else {}
    return page_of_values(visible(here, Job), here, filters, first, **more)


@compiled_once
def _counts(person: int, here: Standing, *, wanted: tuple[Filters, ...]) -> QuerySet[Person, Any]:
    return Person.objects.filter(pk=person).annotate(counts=_counting(here, wanted)).values("counts")


def _counting(here: Standing, wanted: Sequence[Filters]) -> Subquery:
    """How many jobs each of these filters leaves, as one column of another query: {"n0": 12, "n1": 4}."""
    counts = {f"n{n}": Count("pk", filter=one.where(here) or None) for n, one in enumerate(wanted)}
    whole = visible(here, Job).order_by().annotate(whole=Value(1)).values("whole").annotate(counts=JSONObject(**counts))
    return Subquery(whole.values("counts"), output_field=JSONField())


def _view(one: tuple[str, Filters, int | None], count: int, here: Filters) -> View:
    label, filters, pk = one
    state = "soon" if filters.stepless and count and pk is None else ""
    return View(
        label,
        f"?{filters.query(shape=here.shape, month=here.month)}",
        count,
        state,
        filters.narrowing == here.narrowing,
        pk,
    )


def views_of(person: int) -> QuerySet[SavedView]:
    """The saved views of the list that the person of this id sees."""
    return SavedView.objects.of(person).filter(list=JOBS)


def _choices(person: Person, here: Standing) -> tuple[dict[str, list[Choice]], list[tuple[str, Filters, int | None]]]:
    """What the list can be narrowed to, and the saved views. One query."""
    found: dict[str, list[Choice]] = {"client": [], "kind": [], "lead": []}
    saved: list[tuple[str, Filters, int | None]] = []
    for what, pk, name, told, own in sorted(_offered(person.pk, here), key=lambda row: fold(row[2])):
        if what != "view":
            found[what].append(Choice(pk, name))
        elif (kept := filters_in(told)) and len(saved) < MOST_VIEWS:
            saved.append((name, kept, pk if own else None))
    return found, saved


@compiled_once
def _offered(person: int, here: Standing) -> QuerySet[Any, tuple[str, int, str, str, bool]]:
    leads = Person.objects.filter(pk__in=visible(here, Job).order_by().values("lead"))
    views = views_of(person)
    return _part(visible(here, Client), "client").union(
        _part(JobKind.objects.filter(active=True), "kind"), _part(leads, "lead"),
        views.annotate(what=Value("view", CharField()), own=Case(When(person=person, then=True), default=False))
        .values_list("what", "pk", "name", "query", "own").order_by(),
        all=True,
    )  # fmt: skip


def _part(rows: QuerySet[Any], what: str) -> Any:
    told, own = Value("", CharField()), Value(False, BooleanField())
    return rows.annotate(what=Value(what, CharField()), told=told, own=own).values_list(
        "what", "pk", "name", "told", "own"
    ).order_by()  # fmt: skip
