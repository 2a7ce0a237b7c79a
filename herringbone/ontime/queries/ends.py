"""Which duties ended without being met: moved to another date, or withdrawn.

A date that was moved answers its duty, and begins another; what was dropped, waived or cancelled need not be done any
more. Both are told apart from the records behind them, since a stored duty says only when it ended.
"""

from functools import reduce
from operator import or_
from typing import Literal

from django.db.models import Exists, OuterRef, Q, QuerySet

from herringbone.meetings.models import CalledFor
from herringbone.record.models import Duty
from herringbone.work.models import Milestone, MilestoneMove, Routing, Task, TaskMove

End = Literal["moved", "withdrawn"]
SUBJECT, DONE = OuterRef("subject"), OuterRef("done")
KINDS = ("task", "milestone", "form_acknowledgement", "change_acknowledgement", "kick_off")


def moved() -> Q:
    """Duties whose date was moved: another was promised in its place."""
    tasks = TaskMove.objects.filter(task__moves=SUBJECT, pk__gt=SUBJECT)
    milestones = MilestoneMove.objects.filter(milestone__moves=SUBJECT, pk__gt=SUBJECT)
    return Q(Exists(tasks), kind="task") | Q(Exists(milestones), kind="milestone")


def withdrawn() -> Q:
    """Duties that need not be done any more: dropped, let go by the director, or of a job that was cancelled."""
    tasks = Task.objects.filter(moves=SUBJECT, dropped=DONE)
    milestones = Milestone.objects.filter(moves=SUBJECT, dropped=DONE)
    unheard = Routing.objects.filter(pk=SUBJECT, acknowledgement=None)
    called = CalledFor.objects.filter(job=SUBJECT, kind=CalledFor.Kind.KICK_OFF, at=DONE)
    ways = (
        Q(Exists(tasks), kind="task"), Q(Exists(milestones), kind="milestone"),
        Q(Exists(unheard), kind__in=("form_acknowledgement", "change_acknowledgement")),
        Q(~Exists(called), kind="kick_off"),
    )  # fmt: skip
    return reduce(or_, ways)


def ended(rows: QuerySet[Duty], end: End) -> QuerySet[Duty]:
    """Those of these duties that ended so."""
    there = rows.filter(kind__in=KINDS, done__isnull=False)
    return there.filter(moved()) if end == "moved" else there.filter(withdrawn()).exclude(moved())
