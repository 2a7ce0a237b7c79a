"""Milestones: planned and reached freely; moved and dropped on a change form (B4, B2)."""

from datetime import date

from django.utils.translation import gettext as _

from herringbone.core import clock
from herringbone.people.models import Person
from herringbone.record.action import Done, Thread, action, refuse_unless
from herringbone.work.actions.kept import keep_milestone
from herringbone.work.actions.paper import refuse_without_paper
from herringbone.work.actions.written import day, line
from herringbone.work.models import Change, Job, Milestone, MilestoneMove, Reached, Stage
from herringbone.work.rules import may_work_on_job, may_work_on_milestone


@action("milestone planned", may=may_work_on_job)
def plan_milestone(*, by: Person, job: Job, name: str, on: date) -> Done[Milestone]:
    """Plan what is to be reached on a job by the close of a date at the client's office."""
    job.refresh_from_db()
    now = clock.now()
    refuse_unless(job.stage not in Stage.OVER, _("That job is over"))
    name = line(name, "name", 120, _("Name what is to be reached"))
    on = day(job.client.office, on, "on", now)
    milestone = Milestone.objects.create(job=job, name=name, on=on, planned=now)
    MilestoneMove.objects.create(milestone=milestone, to=on, by=by, at=now)
    keep_milestone(job)
    return Done(milestone, {"job": job.pk, "on": on})


@action("milestone moved", may=may_work_on_milestone)
def move_milestone(*, by: Person, milestone: Milestone, to: date, why: str, paper: Change) -> Done[Milestone]:
    """Promise another date, and say why: the promise that stood until now is answered by the new one."""
    _refuse_unless_open(milestone)
    refuse_without_paper(paper, milestone.job)
    now = clock.now()
    to = day(milestone.job.client.office, to, "to", now)
    refuse_unless(to != milestone.on, _("That is the day it has already"), "to")
    why = line(why, "why", 200, _("Say why it moves"))
    was, milestone.on = milestone.on, to
    milestone.save(update_fields=["on"])
    MilestoneMove.objects.create(milestone=milestone, was=was, to=to, why=why, by=by, at=now)
    keep_milestone(milestone.job)
    facts = {"name": milestone.name, "was": was, "to": to, "why": why, "number": milestone.job.number}
    return Done(
        milestone, {"job": milestone.job_id, "was": was, "to": to, "change": paper.pk},
        thread=Thread("agency", facts, job=milestone.job),
    )  # fmt: skip


@action("milestone reached", may=may_work_on_milestone)
def reach_milestone(*, by: Person, milestone: Milestone) -> Done[Reached]:
    """Note that a milestone is reached, now."""
    _refuse_unless_open(milestone)
    reached = Reached.objects.create(milestone=milestone, by=by, at=clock.now())
    keep_milestone(milestone.job)
    facts = {"name": milestone.name, "on": milestone.on, "number": milestone.job.number}
    return Done(
        reached,
        {"job": milestone.job_id, "milestone": milestone.pk, "on": milestone.on},
        thread=Thread("agency", facts, job=milestone.job),
    )


@action("milestone dropped", may=may_work_on_milestone)
def drop_milestone(*, by: Person, milestone: Milestone, paper: Change) -> Done[Milestone]:
    """It is no longer part of the job."""
    _refuse_unless_open(milestone)
    refuse_without_paper(paper, milestone.job)
    milestone.dropped = clock.now()
    milestone.save(update_fields=["dropped"])
    keep_milestone(milestone.job)
    return Done(milestone, {"job": milestone.job_id, "on": milestone.on, "change": paper.pk})


def _refuse_unless_open(milestone: Milestone) -> None:
    milestone.refresh_from_db()
    reached = Reached.objects.select_related("by").filter(milestone=milestone).first()
    refuse_unless(reached is None, _("%(person)s noted it as reached already") % {"person": reached and reached.by})
    refuse_unless(milestone.dropped is None, _("It is no longer part of the job"))
