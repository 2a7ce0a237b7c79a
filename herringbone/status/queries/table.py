"""What was changed at the table of a weekly meeting: its record, what became of each since, and how it reads."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from herringbone.core import clock
from herringbone.core.wording.dates import week_day
from herringbone.people.rules import Standing, visible
from herringbone.status.models import TableChange, WeeklyMeeting
from herringbone.work.models import Task
from herringbone.work.queries.next_step import next_step_values


def record_of(meeting: WeeklyMeeting, here: Standing) -> QuerySet[TableChange]:
    """Everything that was changed at the table, the newest first."""
    rows = visible(here, TableChange).filter(turn__meeting=meeting)
    return rows.select_related(
        "job", "turn__client", "task__owner", "task__done", "paper__form__submission", "by"
    ).order_by("-at", "-pk")


def stands(change: TableChange) -> bool:
    """Whether something changed at the table stands as it was changed there, so that it can be taken back."""
    return not (change.undone or since_then(change) or (change.paper and not _open_as_drafted(change)))


def since_then(change: TableChange) -> str:
    """What became of something that was changed at the table, where it no longer stands as it was changed there; of a
    change form its own words say it (`paper_words`)."""
    if change.undone or change.paper:
        return ""
    if change.task:
        return pgettext("a task", "done") if hasattr(change.task, "done") else _dropped(change.task)
    if change.kind == TableChange.Kind.STATUS:
        same = change.job.status == change.now["status"]
    else:
        same = all(change.now[name] == value for name, value in next_step_values(change.job).items())
    return "" if same else _("changed again since")


def paper_words(change: TableChange) -> str:
    """How it stands with the change form that something was drafted on."""
    if change.paper is None or change.undone:
        return ""
    if hasattr(change.paper.form, "submission"):
        return pgettext("a change form", "submitted")
    if change.paper.form.discarded:
        return pgettext("a change form", "discarded")
    return pgettext("a change form", "to be submitted")


def change_words(change: TableChange) -> Mapping[str, str]:
    """What was changed, as the list on the screen says it: what it is about, what stands now, what stood there."""
    what = {
        TableChange.Kind.STATUS: _("status"),
        TableChange.Kind.STEP: _("next step"),
        TableChange.Kind.TASK: _("task"),
        TableChange.Kind.CHANGE: _("change form"),
        TableChange.Kind.MILESTONE: _("milestone, on a change form"),
    }[TableChange.Kind(change.kind)]
    return {"what": what, "now": _in_words(change.now), "was": _in_words(change.was)}


def _in_words(held: Mapping[str, str]) -> str:
    """Its words with its day; what was kept before days were kept as such has the day among its words."""
    kept, on = held.get("day", ""), ""
    if kept:  # the day of a step or of a milestone, or the moment by which a task is due
        on = week_day(datetime.fromisoformat(kept) if "T" in kept else date.fromisoformat(kept), clock.now())
    return ", ".join(filter(None, [held.get("words", ""), on]))


def _dropped(task: Task) -> str:
    return pgettext("a task", "not to be done any more") if task.dropped else ""


def _open_as_drafted(change: TableChange) -> bool:
    assert change.paper
    form = change.paper.form
    return not (hasattr(form, "submission") or form.discarded) and str(form.stamp) == change.now["stamp"]
