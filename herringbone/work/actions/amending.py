"""What a submitted change form does to its job: each part by its own action, which asks its own permission (B2)."""

from datetime import date
from decimal import Decimal
from typing import Any

from herringbone.people.models import Person
from herringbone.record.action import Done, Refused, action
from herringbone.work.actions.deliverables import add_deliverable, change_deliverable, remove_deliverable
from herringbone.work.actions.milestones import drop_milestone, move_milestone
from herringbone.work.actions.paper import refuse_without_paper
from herringbone.work.actions.stages import move_stage
from herringbone.work.models import Change, Deliverable, Job, Milestone
from herringbone.work.rules import may_work_on_job


@action("job amended", may=may_work_on_job)
def amend_job(*, by: Person, job: Job, paper: Change) -> Done[Job]:
    """Give a job the budget and the date of delivery that its change form says."""
    job.refresh_from_db()
    refuse_without_paper(paper, job)
    was: dict[str, Any] = {"budget": job.budget, "delivered_by": job.delivered_by}
    if "budget" in paper.wanted:
        job.budget = Decimal(paper.wanted["budget"]) if paper.wanted["budget"] else None
        job.currency = job.client.currency if job.budget is not None else ""
    if "delivered_by" in paper.wanted:
        job.delivered_by = date.fromisoformat(paper.wanted["delivered_by"])
    job.stamp += 1
    job.save(update_fields=["budget", "currency", "delivered_by", "stamp"])
    now = {"budget": job.budget, "delivered_by": job.delivered_by}
    return Done(job, {"change": paper.pk, "was": was, "now": now})


def put_into_force(by: Person, change: Change) -> None:
    """Do what a change form says. The stage comes last: cancelling ends what is open."""
    job, wanted = change.job, change.wanted
    if {"budget", "delivered_by"} & wanted.keys():
        amend_job(by=by, job=job, paper=change)
    if "deliverables" in wanted:
        _deliver(by, change)
    for key, to in wanted.get("milestones", {}).items():
        milestone = Milestone.objects.select_related("job__client__office").get(pk=key, job=job)
        try:
            if to:
                move_milestone(
                    by=by, milestone=milestone, to=date.fromisoformat(to), why=change.why[:200], paper=change
                )
            else:
                drop_milestone(by=by, milestone=milestone, paper=change)
        except Refused as refused:
            raise Refused(str(refused), f"milestone-{key}") from refused
    if "stage" in wanted:
        try:
            move_stage(by=by, job=job, to=wanted["stage"], why=change.why[:200], paper=change)
        except Refused as refused:
            raise Refused(str(refused), "stage") from refused
    job.refresh_from_db()


def _deliver(by: Person, change: Change) -> None:
    """Bring the lines of what is to be delivered to those of the form, in its order."""
    stand = {one.pk: one for one in Deliverable.objects.filter(job=change.job).select_related("job__client")}
    rows = change.wanted["deliverables"]
    for pk in stand.keys() - {row.get("id") for row in rows}:
        remove_deliverable(by=by, deliverable=stand[pk], paper=change)
    for position, row in enumerate(rows):
        given = {"what": row["what"], "quantity": row["quantity"], "rounds": row["rounds"]}
        one = stand.get(row.get("id", 0))
        if one is None:
            one = add_deliverable(by=by, job=change.job, paper=change, **given)
        elif any(getattr(one, name) != value for name, value in given.items()):
            change_deliverable(by=by, deliverable=one, paper=change, **given)
        Deliverable.objects.filter(pk=one.pk).update(position=position)
