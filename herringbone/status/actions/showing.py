"""Keeping a job out of what the client sees, and showing it again (B5)."""

from django.utils.translation import gettext as _

from herringbone.core import clock
from herringbone.people.models import Person
from herringbone.record.action import Done, action, refuse_unless
from herringbone.status.models import NotShown
from herringbone.status.rules import may_report_on
from herringbone.work.models import Job


@action("job kept out of the report", may=may_report_on)
def keep_out(*, by: Person, job: Job) -> Done[NotShown]:
    """Do not show a job to the client: it stays on our page and leaves the next report."""
    refuse_unless(_open(job) is None, _("The client does not see it already"))
    made = NotShown.objects.create(job=job, by=by, at=clock.now())
    return Done(made, {"job": job.pk})


@action("job shown in the report again", may=may_report_on)
def show_again(*, by: Person, job: Job) -> Done[NotShown]:
    """Show a job to the client again: it is new in the next report."""
    kept = _open(job)
    refuse_unless(kept, _("The client sees it already"))
    assert kept
    kept.ended, kept.ended_by = clock.now(), by
    kept.save(update_fields=["ended", "ended_by"])
    return Done(kept, {"job": job.pk})


def _open(job: Job) -> NotShown | None:
    return NotShown.objects.filter(job=job, ended=None).first()
