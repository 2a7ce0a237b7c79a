"""What is promised on a job changes on paper only: by a change form that was submitted (B2)."""

from typing import Any

from django.utils.translation import gettext as _

from herringbone.record.action import refuse_unless
from herringbone.work.models import Change, Job, Submission


def refuse_without_paper(paper: Any, job: Job) -> None:
    """Refused unless a submitted change form of this very job says so."""
    fits = isinstance(paper, Change) and paper.job_id == job.pk
    sent = fits and Submission.objects.filter(form=paper.form_id).exists()
    refuse_unless(sent, _("That was promised on the form: it changes on a change form"))
