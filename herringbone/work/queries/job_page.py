"""The page of one job: everything that hangs on it, in four queries beside the job itself."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from django.db.models import CharField, DateField, DateTimeField, F, IntegerField, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Cast

from herringbone.core import clock
from herringbone.core.compiled import compiled_once
from herringbone.core.wording.dates import days_between
from herringbone.people.models import Person
from herringbone.people.rules import Standing, visible
from herringbone.record.models import ThreadEntry
from herringbone.record.wording import Words, words_of
from herringbone.work.models import (
    Change,
    Deliverable,
    Job,
    Milestone,
    MilestoneMove,
    Stage,
    Task,
    Waiting,
)
from herringbone.work.queries.job_rows import standing_of, step_due
from herringbone.work.queries.sent_form import Stop, routes_of
from herringbone.work.queries.stages import ASIDE, USUAL_WAY
from herringbone.work.queries.was_is import ChangeRow, in_words, names_of_milestones
from herringbone.work.wording import stage_word

LATELY = 6
COLUMNS = ("what", "pk", "words", "who", "day", "was", "since", "ended", "number", "rounds")


@dataclass(frozen=True)
class Line:
    """A milestone, a task, a wait or a deliverable of a job. `was`: the day it had at first, if it was moved."""

    what: str
    pk: int
    words: str
    who: str
    day: date | None
    was: date | None
    since: datetime | None
    ended: datetime | None
    number: int
    rounds: int

    @property
    def open(self) -> bool:
        """Whether it is still to come."""
        return self.ended is None

    @property
    def late(self) -> bool:
        """Whether its day has passed and it is still to come."""
        return self.open and self.day is not None and self.day < clock.now().date()

    @property
    def waited(self) -> int:
        """The days since it was asked, or until it came."""
        return days_between(self.since, self.ended or clock.now()) if self.since else 0


@dataclass(frozen=True)
class StagePlace:
    """One stage of the way, and whether the job has passed it: "past", "now" or "ahead"."""

    label: str
    place: str


@dataclass(frozen=True)
class Lately:
    """Something that passed on this job."""

    at: datetime
    words: Words


@dataclass(frozen=True)
class Bag:
    """Everything about a job, ready to be shown."""

    state: str
    says: str
    stage: str
    stages: list[StagePlace]
    stops: list[Stop]
    milestones: list[Line]
    tasks: list[Line]
    waits: list[Line]
    deliverables: list[Line]
    lately: list[Lately]
    changes: list[ChangeRow] = field(default_factory=list)
    people: list[tuple[Person, str]] = field(default_factory=list)
    theirs: bool = False  # the next step is the client's
    no_step: str = "off"  # how pressing it is that there is none: late, soon, or off where none is needed

    @property
    def waits_open(self) -> list[Line]:
        """What the client owes now, the oldest first."""
        return [one for one in self.waits if one.open]

    @property
    def next_milestone(self) -> Line | None:
        """The first that is still to come."""
        return next((one for one in self.milestones if one.open), None)


@compiled_once
def job_with_all(number: str, here: Standing) -> QuerySet[Job]:
    """The job of a number, if it is visible, with the records and the moments that its page names. One query."""
    held = Stage.objects.filter(job=OuterRef("pk")).order_by("-at", "-pk")
    left = held.exclude(key__in=ASIDE)
    return visible(here, Job).filter(number=number).select_related(
        "client__office", "kind", "brand", "lead__department", "next_person", "next_contact", "form__submission__by",
        "form__asked_by", "form__kind",
    ).annotate(
        step_due=Subquery(step_due().values("due")[:1]),
        entered=Subquery(held.values("at")[:1]), entered_by=Subquery(held.values("by__name")[:1]),
        entered_why=Subquery(held.values("note")[:1]), left=Subquery(left.values("key")[:1]),
    )  # fmt: skip


def job_page(job: Any, here: Standing) -> Bag:
    """What hangs on a job that `job_with_all` has loaded. Three queries, four where a change dropped a milestone."""
    routed: dict[int, list[Stop]] = {}
    for stop in routes_of(job.pk, job.form_id, here):
        routed.setdefault(stop.routing.form_id, []).append(stop)
    stops = routed.get(job.form_id, [])
    forms = {stop.routing.form_id: stop.routing.form for stops in routed.values() for stop in stops}
    changes = sorted((one.change for one in forms.values() if hasattr(one, "change")), key=lambda one: one.number or 0)
    lines = _lines(job.pk)
    milestones = sorted(lines.get("milestone", []), key=lambda one: (one.day or date.max, one.pk))
    late = job.stage not in Stage.OVER and any(one.late for one in milestones)
    unheard = any(stop.acknowledgement is None for stop in stops)
    theirs = bool(job.next_step and job.next_contact_id) and job.stage not in Stage.OVER
    state, says = standing_of(
        job.stage, late, job.waiting_since, job.next_step, unheard, here.at, overdue=_overdue(job, here), theirs=theirs
    )  # fmt: skip
    tasks = sorted(lines.get("task", []), key=lambda one: (not one.open, one.day or date.max, one.pk))
    waits = sorted(lines.get("wait", []), key=lambda one: (not one.open, one.since or here.at, one.pk))
    return Bag(
        state, says, stage_word(job.stage), _stages(job), stops, milestones, tasks, waits,
        lines.get("deliverable", []), _lately(job.pk), _told(changes, milestones, routed), _people(job, stops),
        theirs, _no_step(job, here),
    )  # fmt: skip


def _no_step(job: Any, here: Standing) -> str:
    """By the duty to write one, as its lead's desk says it."""
    if _overdue(job, here):
        return "late"
    return "soon" if job.stage in Stage.NEEDS_STEP else "off"


def _overdue(job: Any, here: Standing) -> bool:
    return job.step_due is not None and job.step_due < here.at


def _told(changes: list[Change], milestones: list[Line], routed: Mapping[int, list[Stop]]) -> list[ChangeRow]:
    """The change forms, the newest first, each with its route; milestones that are dropped have their names from it."""
    names = {one.pk: one.words for one in milestones}
    moved = {int(key) for one in changes for key in one.wanted.get("milestones", {})}
    if moved - names.keys():
        names |= names_of_milestones(changes)
    rows = (replace(row, stops=routed.get(row.change.form_id, [])) for row in in_words(changes, names))
    return [*rows][::-1]


def _stages(job: Any) -> list[StagePlace]:
    way = [*(job.kind.way or USUAL_WAY)]
    here = job.stage if job.stage in way else job.left
    at = way.index(here) if here in way else 0
    shown = [
        StagePlace(stage_word(key), "past" if n < at else "now" if n == at and job.stage in way else "ahead")
        for n, key in enumerate(way)
    ]
    if job.stage in ASIDE:
        shown.insert(at + 1, StagePlace(stage_word(job.stage), "now"))
        shown[at] = StagePlace(shown[at].label, "past")
    return shown


def _lines(job: int) -> dict[str, list[Line]]:
    found: dict[str, list[Line]] = {}
    for row in _columned(job):
        line = Line(*row)
        found.setdefault(line.what, []).append(line)
    return found


@compiled_once
def _columned(job: int) -> QuerySet[Any, Any]:
    """Milestones, tasks, waits and deliverables in one query."""
    first = MilestoneMove.objects.filter(milestone=OuterRef("pk"), was=None).values("to")[:1]
    milestones = _columns(
        Milestone.objects.filter(job=job, dropped=None), "milestone", words=F("name"), day=F("on"),
        was=Subquery(first, output_field=DateField()), ended=F("reached__at"),
    )  # fmt: skip
    tasks = _columns(
        Task.objects.filter(job=job, dropped=None), "task", words=F("title"), who=F("owner__name"), day=F("due"),
        since=F("made"), ended=F("done__at"),
    )  # fmt: skip
    waits = _columns(
        Waiting.objects.filter(job=job), "wait", words=F("what"), who=F("contact__name"), day=F("wanted_on")
    )
    promised = _columns(Deliverable.objects.filter(job=job), "deliverable", words=F("what"), number=F("quantity"))
    return milestones.union(tasks, waits, promised, all=True).order_by("pk")


def _columns(rows: QuerySet[Any], what: str, **told: Any) -> Any:
    """The same columns for each kind of line, in the same order; what a kind has not is empty."""
    own = {one.name for one in rows.model._meta.get_fields()}
    empty: Mapping[str, Any] = {
        "words": Value("", CharField()), "who": Value("", CharField()), "day": Cast(Value(None), DateField()),
        "was": Cast(Value(None), DateField()), "since": Cast(Value(None), DateTimeField()),
        "ended": Cast(Value(None), DateTimeField()), "number": Value(0, IntegerField()),
        "rounds": Value(0, IntegerField()),
    }  # fmt: skip
    given = {name: told.get(name, F(name) if name in own else blank) for name, blank in empty.items()}
    columns = {f"c_{name}": value for name, value in {"what": Value(what, CharField()), **given}.items()}
    names: Iterable[str] = ("pk" if name == "pk" else f"c_{name}" for name in COLUMNS)
    return rows.order_by().annotate(**columns).values_list(*names)


def _lately(job: int) -> list[Lately]:
    return [Lately(entry.at, words_of(entry)) for entry in _entries(job)]


@compiled_once
def _entries(job: int) -> QuerySet[ThreadEntry]:
    return ThreadEntry.objects.filter(job=job).order_by("-at", "-pk")[:LATELY]


def _people(job: Any, stops: Iterable[Stop]) -> list[tuple[Any, str]]:
    """Who works on it, each once, and for what."""
    found: dict[int, tuple[Any, str]] = {job.lead_id: (job.lead, "")}
    for stop in stops:
        routing = stop.routing
        found.setdefault(routing.person_id, (routing.person, str(routing.department or "")))
    if job.next_person:
        found.setdefault(job.next_person_id, (job.next_person, ""))
    return list(found.values())
