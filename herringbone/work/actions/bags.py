"""Asking for the bag of a job as one archive (B13)."""

from typing import Any

from herringbone.core import clock
from herringbone.people.models import Person
from herringbone.people.rules import may_see
from herringbone.record.action import Done, action
from herringbone.work.models import Job, JobBag


def _sees(*, by: Any, job: Job, **_: Any) -> bool:
    """Whoever sees the job has its bag: management too, who only read."""
    return may_see(by, job.client)


@action("job bag asked for", may=_sees)
def ask_for_bag(*, by: Person, job: Job) -> Done[JobBag]:
    """Have the worker put everything of a job into one archive, as this person may see it when it is filled."""
    from herringbone.work.tasks import fill_job_bag

    bag = JobBag.objects.create(job=job, by=by, at=clock.now())
    fill_job_bag.enqueue(bag.pk)
    return Done(bag, {"job": job.pk})
