"""What was promised on a job: what, how many, how many rounds of revision (B8). It changes on a change form (B2)."""

from django.db.models import Max
from django.utils.translation import gettext as _

from herringbone.people.models import Person
from herringbone.record.action import Done, action, refuse_unless
from herringbone.work.actions.paper import refuse_without_paper
from herringbone.work.actions.written import line
from herringbone.work.models import Change, Deliverable, Job
from herringbone.work.rules import may_run_job, may_run_job_of


@action("deliverable added", may=may_run_job)
def add_deliverable(
    *, by: Person, job: Job, what: str, paper: Change, quantity: int = 1, rounds: int = 2
) -> Done[Deliverable]:
    """Promise one thing more."""
    refuse_without_paper(paper, job)
    _refuse_wrong(quantity, rounds)
    last = Deliverable.objects.filter(job=job).aggregate(last=Max("position"))["last"]
    made = Deliverable.objects.create(
        job=job, what=line(what, "what", 200, _("Say what is to be delivered")), quantity=quantity, rounds=rounds,
        position=0 if last is None else last + 1,
    )  # fmt: skip
    return Done(made, {"job": job.pk, "quantity": quantity, "rounds": rounds, "change": paper.pk})


@action("deliverable changed", may=may_run_job_of)
def change_deliverable(
    *, by: Person, deliverable: Deliverable, what: str, quantity: int, rounds: int, paper: Change
) -> Done[Deliverable]:
    """Promise it otherwise; the event keeps the figures that stood before."""
    deliverable.refresh_from_db()
    refuse_without_paper(paper, deliverable.job)
    _refuse_wrong(quantity, rounds)
    was = {"quantity": deliverable.quantity, "rounds": deliverable.rounds}
    told = {"job": deliverable.job_id, "was": was, "quantity": quantity, "rounds": rounds, "change": paper.pk}
    deliverable.what = line(what, "what", 200, _("Say what is to be delivered"))
    deliverable.quantity, deliverable.rounds = quantity, rounds
    deliverable.save(update_fields=["what", "quantity", "rounds"])
    return Done(deliverable, told)


@action("deliverable removed", may=may_run_job_of)
def remove_deliverable(*, by: Person, deliverable: Deliverable, paper: Change) -> Done[Job]:
    """It is no longer promised."""
    deliverable.refresh_from_db()
    refuse_without_paper(paper, deliverable.job)
    removed = {
        "removed": deliverable.pk, "quantity": deliverable.quantity, "rounds": deliverable.rounds, "change": paper.pk,
    }  # fmt: skip
    job = deliverable.job
    deliverable.delete()
    return Done(job, removed)


def _refuse_wrong(quantity: int, rounds: int) -> None:
    refuse_unless(1 <= quantity <= 100_000, _("How many pieces? At least one"), "quantity")
    refuse_unless(0 <= rounds <= 99, _("Between 0 and 99 rounds"), "rounds")
