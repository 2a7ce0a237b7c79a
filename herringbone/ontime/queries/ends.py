"""Which duties ended without being met: moved to another date, in time or late, or withdrawn.

A date that was moved answers its duty, and begins another; what was dropped, waived or cancelled need not be done any
more. Both are told apart from the records behind them, since a stored duty says only when it ended.
"""

from functools import reduce
from operator import or_
from typing import Literal

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Value, When

from herringbone.meetings.models import CalledFor
from herringbone.record.models import Duty
from herringbone.work.models import Milestone, MilestoneMove, Routing, Task, TaskMove

End = Literal["moved", "moved_late", "withdrawn"]
SUBJECT, DONE = OuterRef("subject"), OuterRef("done")
LATE = Q(in_time=False)  # of what has ended
KINDS = ("task", "milestone", "form_acknowledgement", "change_acknowledgement", "kick_off")


def moved() -> Q:
    """Duties whose date was moved: another was promised in its place."""
    # All tasks that were ever moved are fewer than those of a month, each of which would be looked up.
    tasks = TaskMove.objects.filter(task__moves__was__isnull=False, task__moves__pk__gt=F("pk"))
    milestones = MilestoneMove.objects.filter(milestone__moves=SUBJECT, pk__gt=SUBJECT)
    return Q(kind="task", subject__in=tasks.values("pk")) | Q(Exists(milestones), kind="milestone")


def withdrawn() -> Q:
    """Duties that need not be done any more: dropped, let go by the director, or of a job that was cancelled."""
    dropped = TaskMove.objects.filter(task__dropped__isnull=False)  # few: the others need not be looked up
    tasks = Task.objects.filter(moves=SUBJECT, dropped=DONE)
    milestones = Milestone.objects.filter(moves=SUBJECT, dropped=DONE)
    unheard = Routing.objects.filter(pk=SUBJECT, acknowledgement=None)
    called = CalledFor.objects.filter(job=SUBJECT, kind=CalledFor.Kind.KICK_OFF, at=DONE)
    ways = (
        Q(kind="task", subject__in=dropped.values("pk")) & Q(Exists(tasks)),
        Q(Exists(milestones), kind="milestone"),
        Q(Exists(unheard), kind__in=("form_acknowledgement", "change_acknowledgement")),
        Q(~Exists(called), kind="kick_off"),
    )  # fmt: skip
    return reduce(or_, ways)


def how_ended() -> Case:
    """One of the ends of a duty, or nothing: "moved_late" where its date was moved once it had passed."""
    in_time_or_late = Case(When(LATE, then=Value("moved_late")), default=Value("moved"))
    return Case(When(moved(), then=in_time_or_late), When(withdrawn(), then=Value("withdrawn")), default=Value(""))


def ended(rows: QuerySet[Duty], end: End) -> QuerySet[Duty]:
    """Those of these duties that ended so; the ones moved late are among the moved."""
    there = rows.filter(kind__in=KINDS, in_time__isnull=False)
    if end == "withdrawn":
        return there.filter(withdrawn()).exclude(moved())
    return there.filter(moved(), LATE if end == "moved_late" else Q())
