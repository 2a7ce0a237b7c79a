"""Jobs that come from files: each one a form that stands as submitted, with the file and row as its evidence (K3)."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from herringbone.clients.models import Client, Post
from herringbone.core import clock
from herringbone.core.search import keeping as searching
from herringbone.people.models import Person
from herringbone.people.rules import may_see
from herringbone.record.action import Done, Thread, action, refuse_unless
from herringbone.work.actions.kept import keep_gap, keep_milestone
from herringbone.work.actions.submitting import open_job
from herringbone.work.actions.written import line, lines
from herringbone.work.brought import BroughtJob, BroughtRemark, BroughtStep
from herringbone.work.default_kinds import USUAL
from herringbone.work.models import (
    Form,
    Job,
    JobKind,
    Milestone,
    MilestoneMove,
    Reached,
    Stage,
    Submission,
    Task,
    TaskDone,
    TaskMove,
)
from herringbone.work.rules import may_bring_in_job

ELSEWHERE = "elsewhere"  # the key of the kind of jobs that bear no kind of ours


@action("job brought in", may=may_bring_in_job)
def bring_in_job(*, by: Person, client: Client, brought: BroughtJob) -> Done[Job]:
    """Take over a job that was begun elsewhere. Its form is submitted, and asks nobody to acknowledge it: they know.

    What is over owes nothing. What is done below it is on file as done, and nothing that was due before today is owed;
    what is open is owed from today.
    """
    words = {"person": brought.lead}
    seen = brought.lead.is_active and may_see(brought.lead, client)
    refuse_unless(seen, _("%(person)s is not on the client's team and could not open it") % words, "lead")
    now = clock.now()
    form = Form.objects.create(
        client=client, kind=brought.kind or _kind_of_elsewhere(), begun=now, saved=now, by=by, lead=brought.lead,
        name=line(brought.name, "name", 200, _("The job needs a name that people will call it")),
        asked_how=line(brought.evidence, "evidence", 200, _("Say where it comes from")), begins=brought.begins,
        delivered_by=brought.due, budget=brought.budget, currency=client.currency, scope=lines(brought.scope, "scope"),
    )  # fmt: skip
    Submission.objects.create(form=form, by=by, at=now)
    job = open_job(by, form)
    Stage.objects.create(job=job, key=Stage.Key.SUBMITTED, by=by, at=now)
    if brought.stage != Stage.Key.SUBMITTED:
        Stage.objects.create(job=job, key=brought.stage, by=by, at=now, note=form.asked_how)
    job.stage = brought.stage
    if brought.status:
        job.status, job.status_at = line(brought.status, "status", 300), now
    if brought.next_step and job.stage not in Stage.OVER:
        job.next_step, job.next_person, job.next_at = line(brought.next_step, "next_step", 300), brought.lead, now
    job.save()
    keep_gap(job, now)
    _put_below(by, job, brought.steps, now)
    _tell(by, job, brought.remarks)
    facts = {"number": job.number, "name": job.name, "evidence": form.asked_how}
    told = {"form": form.pk, "number": job.number, "stage": job.stage, "steps": len(brought.steps)}
    return Done(job, told, thread=Thread("agency", facts, job=job))


def _kind_of_elsewhere() -> JobKind:
    """The kind of jobs from files that name none of ours. No new form can choose it."""
    kind, _made = JobKind.objects.get_or_create(
        key=ELSEWHERE,
        defaults={"name": "From another program", "name_it": "Da un altro programma", "way": USUAL, "active": False},
    )
    return kind


def _put_below(by: Person, job: Job, steps: Sequence[BroughtStep], now: datetime) -> None:
    """Tasks and milestones. Only what is open, on a job that is not over, was promised by us: it has a move."""
    over = job.stage in Stage.OVER
    for step in steps:
        dropped = now if over and not step.done else None
        if step.milestone:
            name = line(step.title, "name", 120, _("Name what is to be reached"))
            milestone = Milestone.objects.create(job=job, name=name, on=step.due, planned=now, dropped=dropped)
            if step.done:
                Reached.objects.create(milestone=milestone, by=by, at=step.done)
            elif not dropped:
                MilestoneMove.objects.create(milestone=milestone, to=step.due, by=by, at=now)
            continue
        task = Task.objects.create(
            client=job.client, job=job, title=line(step.title, "title", 300, _("Say what is to be done")),
            owner=step.owner, due=step.due, by=by, made=now, dropped=dropped,
        )  # fmt: skip
        if step.done:
            TaskDone.objects.create(task=task, by=by, at=step.done)
        elif not dropped:
            TaskMove.objects.create(task=task, to=step.due, by=by, at=now)
    keep_milestone(job)


def _tell(by: Person, job: Job, remarks: Sequence[BroughtRemark]) -> None:
    """What was said elsewhere stands in the job's conversation. Nobody is told of it: it was said long ago."""
    told = Post.objects.bulk_create(
        Post(
            client=job.client, subject_label=job._meta.label, subject_id=job.pk, by=by, text=lines(one.text, "text"),
            at=min(one.at, clock.now()),
        )
        for one in remarks
    )  # fmt: skip
    searching.follow({Post._meta.label: [one.pk for one in told]})
