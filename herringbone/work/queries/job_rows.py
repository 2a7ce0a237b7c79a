"""One line of a list of jobs, and how a job stands by the worst that can be said of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.utils.translation import gettext as _

from herringbone.core.compiled import compiled_once
from herringbone.core.wording import durations
from herringbone.core.wording.dates import days_between
from herringbone.people.rules import Standing, visible
from herringbone.record.models import Duty
from herringbone.work.marks import marks, owed_on_job
from herringbone.work.models import Job, Routing, Stage, StepGap
from herringbone.work.queries.filters import OPEN, ORDERS, Filters
from herringbone.work.wording import stage_word

PAGE = 50
VALUES = (
    "number", "name", "client__name", "lead__name", "stage", "status", "next_step", "next_on", "next_person__name",
    "next_contact__name", "milestone__name", "milestone_on", "delivered_by", "waiting_since", "unheard",
    "step_due",
)  # fmt: skip


@dataclass(frozen=True)
class Owed:
    """What is owed on a job and marks it in the list: in words, and by when."""

    says: str
    due: datetime
    late: bool


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
    milestone: str  # the next one; where none is planned, the delivery
    milestone_on: date | None
    late: bool  # the milestone has passed
    owed: tuple["Owed", ...] = ()


def open_jobs() -> QuerySet[Job]:
    """Every job that is not over, for counts on other pages: the reader narrows it to what they see."""
    return Job.objects.exclude(stage__in=Stage.OVER)


def open_rows_of(client: int, here: Standing) -> list[JobRow]:
    """The first page of a client's open jobs, by their milestone. One query."""
    return [row_of(one, here) for one in _open_of(client, here)]


@compiled_once
def _open_of(client: int, here: Standing) -> QuerySet[Job, dict[str, Any]]:
    return page_of_values(visible(here, Job), here, Filters(client=client, stage=OPEN), 0)


def page_of_values(
    visible: QuerySet[Job], here: Standing, filters: Filters, first: int, *, most: int | None = PAGE, **more: Any
) -> QuerySet[Job, dict[str, Any]]:
    """One page of jobs with all that a line shows, and `more` annotations; with `most` None all that follow.

    The subquery cuts the page out first, so that what hangs on a job is asked for these alone.
    """
    order = ORDERS[filters.order]
    cut = visible.filter(filters.where(here)).order_by(*order).values("pk")
    cut = cut[first:] if most is None else cut[first : first + most]
    return values_of(Job.objects.filter(pk__in=cut).annotate(**more).order_by(*order), *more)


def values_of(jobs: QuerySet[Job], *more: str) -> QuerySet[Job, dict[str, Any]]:
    """These jobs with all that a line shows, and `more` of what they are annotated with."""
    unheard = Routing.objects.filter(form=OuterRef("form"), acknowledgement=None)
    owed = {_owed(kind): Subquery(owed_on_job(kind).order_by("due").values("due")[:1]) for kind in marks()}
    step = Subquery(step_due().values("due")[:1])
    return jobs.annotate(unheard=Exists(unheard), step_due=step, **owed).values(*VALUES, *owed, *more)


def step_due() -> QuerySet[Duty]:
    """The open duty to write the next step of a job, for a subquery over jobs."""
    gaps = StepGap.objects.filter(job=OuterRef(OuterRef("pk")), ended=None).values("pk")
    return Duty.objects.filter(kind="job_next_step", done=None, subject__in=gaps).order_by("due")


def _owed(kind: str) -> str:
    return f"owed_{kind}"


def row_of(row: Mapping[str, Any], here: Standing) -> JobRow:
    """The line of a row that `page_of_values` gave."""
    is_open = row["stage"] not in Stage.OVER
    late = is_open and row["milestone_on"] is not None and row["milestone_on"] < here.on
    overdue = row["step_due"] is not None and row["step_due"] < here.at
    state, says = standing_of(
        row["stage"], late, row["waiting_since"], row["next_step"], row["unheard"], here.at, overdue=overdue,
        theirs=bool(row["next_contact__name"]),
    )  # fmt: skip
    milestone, on = coming(row["stage"], row["milestone__name"], row["milestone_on"], row["delivered_by"])
    return JobRow(
        row["number"], row["name"], row["client__name"], row["lead__name"], state, says, row["status"],
        row["next_step"], row["next_person__name"] or row["next_contact__name"] or "", row["next_on"],
        milestone, on, late,
        tuple(
            Owed(label, due, due < here.at) for kind, label in marks().items() if (due := row[_owed(kind)]) is not None
        ),
    )  # fmt: skip


def coming(stage: str, milestone: str | None, on: date | None, delivered_by: date | None) -> tuple[str, date | None]:
    """The date that a job goes towards, and what is then: its next milestone, else its delivery until it has been."""
    if on is None and delivered_by and stage not in (Stage.Key.DELIVERED, *Stage.OVER):
        return _("Delivery"), delivered_by
    return milestone or "", on


def standing_of(
    stage: str, late: bool, waits: datetime | None, step: str, unheard: bool, at: datetime, *, overdue: bool,
    theirs: bool,
) -> tuple[str, str]:  # fmt: skip
    """How a job stands, by the worst that can be said of it: a state and its words. `overdue`: its next step should
    have been written by now, as the desk of its lead says too. `theirs`: the next step is the client's."""
    if stage in Stage.OVER:
        return "off" if stage == Stage.Key.CANCELLED else "done", stage_word(stage)
    if late:
        return "late", _("Milestone passed")
    if stage == Stage.Key.ON_HOLD:
        return "stopped", stage_word(stage)
    if waits:
        return "waiting", _("Waiting, %(days)s") % {"days": durations.waited(days_between(waits, at))}
    if not step and stage in Stage.NEEDS_STEP:
        return "late" if overdue else "soon", _("No next step")
    if unheard and stage == Stage.Key.SUBMITTED:
        return "soon", _("Not acknowledged")
    if step and theirs:
        return "waiting", _("With the client")
    return "open", stage_word(stage)
