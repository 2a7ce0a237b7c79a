"""Which open duties mark a job in the list of jobs, and narrow it: a higher floor declares its own, in one line of its
`apps.py`.

    declare_mark("kick_off", _("Kick-off due"))

The kind's duties are about jobs.
"""

from collections.abc import Mapping

from django.db.models import OuterRef, QuerySet
from django.utils.functional import Promise

from herringbone.record.models import Duty

_marks: dict[str, str | Promise] = {}


def declare_mark(kind: str, label: str | Promise) -> None:
    """Let the open duties of a kind mark the jobs that they are about."""
    _marks[kind] = label


def marks() -> Mapping[str, str]:
    """What was declared, each kind with its words."""
    return {kind: str(label) for kind, label in _marks.items()}


def owed_on_job(kind: str) -> QuerySet[Duty]:
    """The open duty of a kind about a job, for a subquery over jobs."""
    return Duty.objects.filter(kind=kind, subject=OuterRef("pk"), done=None)
