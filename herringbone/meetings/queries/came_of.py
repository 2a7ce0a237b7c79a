"""What came of a call, and what a task comes of."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from herringbone.clients.models import Contact
from herringbone.meetings.models import Item, Meeting
from herringbone.people.models import Person
from herringbone.people.rules import Standing
from herringbone.work.models import Task


@dataclass(frozen=True)
class Agreed:
    """A next step: what, who does it, until when, and the task that it became, if it is one of ours."""

    text: str
    owner: Person | Contact | None
    due: date | datetime | None
    task: int | None


@dataclass(frozen=True)
class Origin:
    """Where a task comes from: a call, or a report by its number."""

    meeting: Meeting
    report: int
    number: int | None


def agreed_in(meeting: Meeting) -> list[Agreed]:
    """The next steps of a call as its report, or the draft of it, has them now. Two queries; none of a meeting, whose
    steps come of its report."""
    if meeting.kind != Meeting.Kind.CALL or hasattr(meeting, "withdrawal"):
        return []
    items = Item.objects.filter(report__meeting=meeting, kind=Item.Kind.NEXT_STEP).select_related(
        "owner", "owner_contact"
    )  # fmt: skip
    rows = list(items)
    tasks: Mapping[str, int] = dict(
        Task.objects.filter(item_key__in=[row.key for row in rows], dropped=None).values_list("item_key", "pk")
    )
    return [Agreed(row.text, row.owner or row.owner_contact, row.due_at or row.due, tasks.get(row.key)) for row in rows]


def origin_of(task: Task, here: Standing) -> Origin | None:
    """What a task comes of, for whoever may see it; None for one that was given by hand. Two queries."""
    if not task.item_key:
        return None
    items = Item.objects.filter(here.sees(Item.client_path), key=task.item_key, report__meeting__client=task.client_id)
    item = items.select_related("report__meeting").first()
    if item is None:
        return None
    number = item.report.issues.order_by("version").values_list("number", flat=True).last()
    return Origin(item.report.meeting, item.report_id, number)
