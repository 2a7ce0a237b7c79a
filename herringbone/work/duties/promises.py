"""B4: a milestone is met on its date. B9: a task is done by its date.

A date that was promised is one duty. Moving it answers that duty, late or not, and begins another: so the record still
shows a promise that was broken, however often it was moved.
"""

from datetime import date
from typing import Any

from django.db.models import DateTimeField, F, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Concat, Greatest, JSONObject, Left
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from herringbone.core import clock
from herringbone.core.links import link
from herringbone.core.models import WorkingDay
from herringbone.core.wording import dates
from herringbone.record.duties.declare import COLUMNS, Kind, Line
from herringbone.record.models import Duty
from herringbone.work.models import MilestoneMove, TaskMove
from herringbone.work.wording import job_url

TITLE = 200  # a duty's title is shorter than a task's


def _close(office: str) -> Subquery:
    """The close of the office on the date that was promised."""
    that_day = WorkingDay.objects.filter(office=OuterRef(office), date=OuterRef("to"))
    return Subquery(that_day.values("closes")[:1])


def _next(moves: Any, of: str) -> Subquery:
    """When the next date was promised in place of this one."""
    later = moves.filter(**{of: OuterRef(of)}, pk__gt=OuterRef("pk")).order_by("pk")
    return Subquery(later.values("at")[:1])


def milestones() -> QuerySet[MilestoneMove, dict[str, object]]:
    """The job's lead meets a milestone by the close of its date; dropping it answers the duty, too."""
    return MilestoneMove.objects.annotate(
        subject=F("pk"),
        title=Left(Concat("milestone__job__number", Value(" "), "milestone__job__name"), TITLE),
        client_id=F("milestone__job__client"), owner_id=F("milestone__job__lead"), started=F("at"),
        due=Greatest(F("at"), _close("milestone__job__client__office"), output_field=DateTimeField()),
        done=Coalesce(_next(MilestoneMove.objects, "milestone"), "milestone__reached__at", "milestone__dropped"),
        facts=JSONObject(
            milestone="milestone", name="milestone__name", on="to", number="milestone__job__number",
            job="milestone__job__name",
        ),
    ).values(*COLUMNS)  # fmt: skip


def milestone_line(duty: Duty) -> Line:
    facts = duty.facts
    words = {
        "number": facts["number"], "job": facts["job"], "name": facts["name"],
        "day": dates.week_day(date.fromisoformat(facts["on"]), clock.now()),
    }  # fmt: skip
    if duty.due < clock.now():
        what, about = _("Move the milestone or meet it"), _("%(number)s %(job)s: %(name)s was promised for %(day)s.")
    else:
        what, about = _("Meet the milestone: %(name)s"), _("%(number)s %(job)s, by the close of %(day)s.")
    return Line(what=what % words, about=about % words, url=job_url(facts["number"]), do=_("Open job"))


def tasks() -> QuerySet[TaskMove, dict[str, object]]:
    """Its owner does a task by its moment or the close of its date. One from a report may be due before it began."""
    return TaskMove.objects.annotate(
        subject=F("pk"), title=Left("task__title", TITLE), client_id=F("task__client"), owner_id=F("task__owner"),
        started=F("at"),
        due=Greatest(F("at"), Coalesce("to_at", _close("task__client__office")), output_field=DateTimeField()),
        done=Coalesce(_next(TaskMove.objects, "task"), "task__done__at", "task__dropped"),
        facts=JSONObject(
            task="task", by="task__by__name", number="task__job__number", job="task__job__name", item="task__item_key",
        ),
    ).values(*COLUMNS)  # fmt: skip


def task_line(duty: Duty) -> Line:
    facts = duty.facts
    origin = _("From a meeting or call.") if facts["item"] else ""
    if not origin and facts["by"] != getattr(duty, "owner_name", ""):  # a desk knows it: one's own task is from nobody
        origin = _("From %(by)s.") % {"by": facts["by"]}
    job = f"{facts['number']} {facts['job']}." if facts["number"] else ""
    return Line(what=duty.title, about=f"{job} {origin}".strip(), url=link("task", facts["task"]), do=_("Open task"))


MILESTONE = Kind(
    name="milestone",
    row="B4",
    subject=MilestoneMove,
    rows=milestones,
    follows={
        "work.Milestone": "milestone",
        "work.Reached": "milestone__reached",
        "work.Job": "milestone__job",
        "work.Stage": "milestone__job__stages",
    },
    line=milestone_line,
    called=gettext_lazy("Milestones"),
)
TASK = Kind(
    name="task",
    row="B9",
    subject=TaskMove,
    rows=tasks,
    follows={
        "work.Task": "task",
        "work.Job": "task__job",
        "work.TaskDone": "task__done",
        "work.Stage": "task__job__stages",
        "people.Person": "task__by",
    },
    line=task_line,
    called=gettext_lazy("Tasks"),
)
