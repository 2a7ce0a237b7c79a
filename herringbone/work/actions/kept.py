"""What a job keeps of its rows, so that lists need no subqueries: brought up to date by whoever changes the rows."""

from datetime import datetime

from herringbone.work.models import Job, Milestone, Stage, StepGap, Waiting


def keep_milestone(job: Job) -> None:
    """Write the job's next open milestone into it."""
    open_ones = Milestone.objects.filter(job=job, dropped=None, reached=None).order_by("on", "pk")
    coming = open_ones.first()
    job.milestone, job.milestone_on = coming, coming.on if coming else None
    job.save(update_fields=["milestone", "milestone_on"])


def keep_waiting(job: Job | None) -> None:
    """Write into the job since when it waits for the client."""
    if job:
        oldest = Waiting.objects.filter(job=job, ended=None).order_by("since", "pk").first()
        job.waiting_since = oldest.since if oldest else None
        job.save(update_fields=["waiting_since"])


def keep_gap(job: Job, now: datetime) -> None:
    """Begin or end the time that the job stands without a next step, as its stage and its step say."""
    owes = job.stage in Stage.NEEDS_STEP and not job.next_step
    gap = StepGap.objects.filter(job=job, ended=None).first()
    if owes and gap is None:
        StepGap.objects.create(job=job, since=now)
    elif gap and not owes:
        gap.ended = now
        gap.save(update_fields=["ended"])
