"""The same for several jobs at once: seen beforehand, done to those that it can be done to, and taken back (B4).

What is free to edit is done; what was promised is drafted on a change form for each job.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from herringbone.core import clock
from herringbone.core.models import WorkingDay
from herringbone.people.models import Person
from herringbone.people.rules import may_work_on
from herringbone.record.action import Denied, Done, Refused, action, refuse_unless
from herringbone.work.actions.changing import draft_change
from herringbone.work.actions.forms import discard_form
from herringbone.work.actions.jobs import change_lead, set_next_step, set_status_line
from herringbone.work.models import Batch, BatchLine, Change, Job
from herringbone.work.queries.changes import open_draft
from herringbone.work.queries.next_step import either_side, next_step_values
from herringbone.work.queries.promised import open_milestones
from herringbone.work.queries.stages import steps

What = Batch.What
MOST = 100
FARTHEST = 250  # working days
EDITED = (
    "lead", "status", "next_step", "next_person", "next_contact", "next_on", "stage", "milestone", "milestone_on",
    "stamp",
)  # fmt: skip


@dataclass(frozen=True)
class Outcome:
    """What becomes of one job: `reason` where it cannot be done, `paper` where it was put on a change form."""

    job: Job
    was: Any
    now: Any
    reason: str = ""
    paper: Change | None = None


class _Seen(Exception):
    """Takes a preview back."""


def preview(*, by: Person, jobs: Sequence[Job], what: str, **values: Any) -> list[Outcome]:
    """What `edit_jobs` would do, found by doing it and taking it back. Raises what that raises."""
    outcomes: list[Outcome] = []
    try:
        with transaction.atomic():
            outcomes += _each(by, jobs, What(what), values)
            raise _Seen
    except _Seen:
        return outcomes


def _may_edit(*, by: Any, jobs: Sequence[Job], **_: Any) -> bool:
    return isinstance(by, Person) and all(may_work_on(by, job.client) for job in jobs)


@action("jobs edited", may=_may_edit)
def edit_jobs(*, by: Person, jobs: Sequence[Job], what: str, **values: Any) -> Done[Batch]:
    """Do the same to several jobs. What cannot be done to one is left out, as `preview` has said.

    STEP takes step, person, on; STATUS status; LEAD to; MILESTONE days (working days to move the next one by) and why;
    HOLD why. Refused where it can be done to none.
    """
    done = [one for one in _each(by, jobs, What(what), values) if not one.reason]
    refuse_unless(done, _("It can be done to none of these jobs"))
    batch = Batch.objects.create(by=by, at=clock.now(), what=what)
    BatchLine.objects.bulk_create(
        BatchLine(batch=batch, job=one.job, was=one.was, now=one.now, change=one.paper) for one in done
    )
    return Done(batch, {"what": what, "jobs": [one.job.pk for one in done]})


def _own(*, by: Any, batch: Batch, **_: Any) -> bool:
    return isinstance(by, Person) and by.is_active and batch.by_id == by.pk


@action("jobs edited back", may=_own)
def undo_batch(*, by: Person, batch: Batch) -> Done[Batch]:
    """Take back what was done to several jobs, where it stands as it was done; what somebody changed since stays."""
    batch.refresh_from_db()
    refuse_unless(batch.taken_back is None, _("That was taken back already"))
    lines = batch.lines.select_related("job__client__office", "job__kind", "change__form").order_by("job__client", "pk")
    back = [line.job_id for line in lines if _taken_back(by, line, What(batch.what))]
    refuse_unless(back, _("Every one of these jobs was changed since"))
    batch.taken_back = clock.now()
    batch.save(update_fields=["taken_back"])
    return Done(batch, {"what": batch.what, "jobs": back})


def _each(by: Person, jobs: Sequence[Job], what: Batch.What, values: Mapping[str, Any]) -> Iterator[Outcome]:
    """Each in a savepoint of its own. In the order of their clients, whose chains are locked one after the other."""
    refuse_unless(jobs, _("Choose the jobs first"))
    refuse_unless(len(jobs) <= MOST, _("No more than %(most)d jobs at once") % {"most": MOST})
    for job in sorted(jobs, key=lambda one: (one.client_id, one.pk)):
        job.refresh_from_db(fields=EDITED)
        try:
            with transaction.atomic():
                yield _DEEDS[what](by, job, values)
        except Denied:
            yield Outcome(job, {}, {}, _("That is for whoever runs the job"))
        except Refused as refused:
            yield Outcome(job, {}, {}, str(refused))


def _step(by: Person, job: Job, values: Mapping[str, Any]) -> Outcome:
    was = dict(next_step_values(job))
    now = set_next_step(
        by=by, job=job, step=values["step"], person=values.get("person"), on=values.get("on"), original=was
    )
    return Outcome(job, was, _different(was, dict(next_step_values(now))))


def _status(by: Person, job: Job, values: Mapping[str, Any]) -> Outcome:
    was = {"status": job.status}
    set_status_line(by=by, job=job, status=values["status"], original=job.status)
    return Outcome(job, was, _different(was, {"status": job.status}))


def _lead(by: Person, job: Job, values: Mapping[str, Any]) -> Outcome:
    was = {"lead": job.lead_id}
    change_lead(by=by, job=job, to=values["to"])
    return Outcome(job, was, {"lead": job.lead_id})


def _different(was: dict[str, Any], now: dict[str, Any]) -> dict[str, Any]:
    refuse_unless(was != now, _("It says that already"))
    return now


def _milestone(by: Person, job: Job, values: Mapping[str, Any]) -> Outcome:
    refuse_unless(job.milestone_id and job.milestone_on, _("No milestone is planned"))
    assert job.milestone_on
    to = _later(job, job.milestone_on, int(values["days"]))
    change = draft_change(by=by, job=job, why=values["why"], milestones={str(job.milestone_id): to})
    was, now = {"milestone": job.milestone_on.isoformat()}, {"milestone": to.isoformat()}
    return Outcome(job, was, now, paper=change)


def _later(job: Job, on: date, days: int) -> date:
    """So many working days of the client's office later, or earlier."""
    refuse_unless(days and abs(days) <= FARTHEST, _("By how many working days?"), "days")
    rows = WorkingDay.objects.filter(office=job.client.office_id, working=True)
    at = rows.filter(date__lte=on).order_by("-date").values_list("number", flat=True).first()
    found = rows.filter(number=at + days).first() if at else None
    if found is None:
        raise Refused(_("The calendar of %(office)s does not reach that day") % {"office": job.client.office}, "days")
    today = job.client.office.local(clock.now()).date()
    refuse_unless(found.date >= today, _("That day has passed"), "days")
    return found.date


def _hold(by: Person, job: Job, values: Mapping[str, Any]) -> Outcome:
    holds = "on hold" in {step.to for step in steps(job)}
    refuse_unless(holds, _("The job cannot go there from where it stands"))
    change = draft_change(by=by, job=job, why=values["why"], stage="on hold")
    return Outcome(job, {"stage": job.stage}, {"stage": "on hold"}, paper=change)


_DEEDS: Mapping[Batch.What, Callable[[Person, Job, Mapping[str, Any]], Outcome]] = {
    What.STEP: _step, What.STATUS: _status, What.LEAD: _lead, What.MILESTONE: _milestone, What.HOLD: _hold,
}  # fmt: skip


def _taken_back(by: Person, line: BatchLine, what: Batch.What) -> bool:
    """Whether it could be: nothing of the line was changed since, and nobody refuses it."""
    try:
        with transaction.atomic():
            return _back(by, line, what)
    except (Denied, Refused):
        return False


def _back(by: Person, line: BatchLine, what: Batch.What) -> bool:
    job = line.job
    if line.change:
        return _off_paper(by, line)
    if what == What.STEP and dict(next_step_values(job)) == line.now:
        person, contact = either_side(line.was["person"])
        on = date.fromisoformat(line.was["on"]) if line.was["on"] else None
        set_next_step(by=by, job=job, step=line.was["step"], person=person, contact=contact, on=on, past=True)
        return True
    if what == What.STATUS and job.status == line.now["status"]:
        set_status_line(by=by, job=job, status=line.was["status"])
        return True
    if what == What.LEAD and job.lead_id == line.now["lead"]:
        change_lead(by=by, job=job, to=Person.objects.get(pk=line.was["lead"]))
        return True
    return False


def _off_paper(by: Person, line: BatchLine) -> bool:
    """Take it off the change form that it was drafted on, and discard the form where nothing else stands there."""
    change = open_draft(by, line.job)
    if change is None or change.pk != line.change_id:
        return False
    if "milestone" in line.now:
        stands = {str(one.pk): one.on for one in open_milestones(line.job)}
        moved = [key for key, to in change.wanted.get("milestones", {}).items() if to == line.now["milestone"]]
        change = draft_change(by=by, job=line.job, milestones={key: stands[key] for key in moved if key in stands})
    else:
        change = draft_change(by=by, job=line.job, stage="")
    if not change.wanted:
        discard_form(by=by, form=change.form)
    return True
