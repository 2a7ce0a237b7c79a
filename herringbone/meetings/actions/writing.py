"""Writing a contact report: begun with the first word, saved while it is written, and to whom it will go."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from herringbone.clients.models import Contact
from herringbone.core import clock
from herringbone.core.text import prose
from herringbone.core.wording.dates import moment
from herringbone.meetings.actions.checks import refuse_strangers, refuse_withdrawn, refuse_wrong_job
from herringbone.meetings.actions.merging import fields, merged_items
from herringbone.meetings.models import (
    AgendaItem,
    ContactReport,
    DistributionChange,
    Issue,
    Item,
    Meeting,
    NoReportOwed,
)
from herringbone.meetings.models.report import new_key
from herringbone.meetings.rules import may_write, may_write_report
from herringbone.people.models import Person
from herringbone.record.action import Done, action, refuse_unless
from herringbone.work.models import Job

LONGEST = 20_000  # characters of one item
AT_MOST = 200  # items of a report
COLUMNS = ("position", "kind", "text", "job", "agenda", "owner", "owner_contact", "due", "due_at")
KEY = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@dataclass(frozen=True)
class Written:
    """An item as it was typed. `key` is empty or unknown for a new one; `owner` is of either side."""

    kind: str
    text: str
    key: str = field(default_factory=new_key)
    job: Job | None = None
    owner: Person | Contact | None = None
    due: date | None = None
    due_at: datetime | None = None
    agenda: AgendaItem | None = None


@action("contact report begun", may=may_write)
def open_report(*, by: Person, meeting: Meeting) -> Done[ContactReport]:
    """Begin a meeting's contact report; one that was begun is handed back. A call begins with what was said.

    Refused for a meeting that was called off, and while it stands that none is owed.
    """
    refuse_withdrawn(meeting)
    decided = NoReportOwed.objects.filter(meeting=meeting).exists()
    refuse_unless(not decided, _("It was decided that no report is owed"))
    report, begun = ContactReport.objects.get_or_create(
        meeting=meeting, defaults={"begun": clock.now(), "begun_by": by}
    )
    if begun and meeting.said:
        Item.objects.create(report=report, position=1, kind=Item.Kind.DISCUSSION, text=meeting.said, job=meeting.job)
    return Done(report, {"meeting": meeting.pk, "begun": begun})


@action("contact report written", may=may_write_report)
def save_items(
    *, by: Person, report: ContactReport, items: Sequence[Written], seen: Mapping[str, Any] | None = None
) -> Done[ContactReport]:
    """Save the draft: all its items at once, in their order, a half-written one too. Those without a word fall away.

    `seen` is what the page was filled with (`queries.draft.flat`); what others wrote meanwhile is merged, item by item
    and field by field. Raises InConflict where both changed the same. Refused once issued, until a correction is begun.
    """
    report.refresh_from_db()
    refuse_closed(report)
    refuse_unless(len(items) <= AT_MOST, _("A report holds at most %(most)d items") % {"most": AT_MOST})
    stored = list(report.items.select_related("job", "owner", "owner_contact", "agenda"))
    standing = merged_items(seen, [_cleaned(one) for one in items], stored)
    _check(report, [one[0] if isinstance(one, tuple) else one for one in standing])
    kept = {one[1].pk if isinstance(one, tuple) else one.pk for one in standing if not isinstance(one, Written)}
    report.items.exclude(pk__in=kept).delete()
    rows = [_row(report, one, seen) for one in standing]
    full = [row for row in rows if row.text or row.owner_id or row.owner_contact_id or row.due]
    report.items.filter(pk__in=[row.pk for row in rows if row.pk and row not in full]).delete()
    for position, row in enumerate(full, start=1):
        row.position = position
    Item.objects.bulk_create(row for row in full if row.pk is None)
    Item.objects.bulk_update([row for row in full if row.pk], COLUMNS)
    report.stamp += 1
    report.saved = clock.now()
    report.save(update_fields=["stamp", "saved"])
    return Done(report, {"items": len(full), "stamp": report.stamp})


@action("distribution changed", may=may_write_report)
def change_distribution(
    *, by: Person, report: ContactReport, added: bool, person: Person | None = None, contact: Contact | None = None
) -> Done[ContactReport]:
    """Put somebody on a report's distribution or take them off, against what is computed. The newest word counts."""
    refuse_closed(report)
    refuse_unless((person is None) != (contact is None), _("Name one person"), "reader")
    if added:
        refuse_strangers(report.meeting.client, [person] if person else [], [contact] if contact else [])
        inside = report.meeting.internal and contact is not None
        refuse_unless(not inside, _("An internal report stays in the house"), "reader")
    DistributionChange.objects.create(report=report, person=person, contact=contact, added=added, by=by, at=clock.now())
    who = {"person": person.pk if person else None, "contact": contact.pk if contact else None}
    return Done(report, {**who, "added": added})


def refuse_closed(report: ContactReport) -> None:
    """What was issued changes only by a correction, and what was called off not at all."""
    refuse_withdrawn(report.meeting)
    issue = Issue.objects.filter(report=report).select_related("by").order_by("version").last()
    if issue and report.correcting is None:
        told = {"person": issue.by, "moment": moment(issue.at, clock.now())}
        refuse_unless(False, _("%(person)s issued this report %(moment)s: begin a correction to change it") % told)


def _cleaned(one: Written) -> Written:
    key = one.key if KEY.fullmatch(one.key) else new_key()
    return Written(one.kind, prose(one.text)[:LONGEST], key, one.job, one.owner, one.due, one.due_at, one.agenda)


def _check(report: ContactReport, items: Sequence[Any]) -> None:
    """An item names only what belongs to this client and this meeting."""
    meeting = report.meeting
    for one in items:
        refuse_unless(one.kind in Item.Kind.values, _("There is no such kind of item"), "kind")
        refuse_wrong_job(meeting.client, one.job)
        strange = one.agenda is not None and one.agenda.meeting_id != meeting.pk
        refuse_unless(not strange, _("That point stands on another agenda"), "agenda")
    written = [one.owner for one in items if isinstance(one, Written)]
    refuse_strangers(
        meeting.client,
        {one.pk: one for one in written if isinstance(one, Person)}.values(),
        [one for one in written if isinstance(one, Contact)],
    )


def _row(report: ContactReport, one: Any, seen: Mapping[str, Any] | None) -> Item:
    """The row that an item becomes: the stored one with what was changed here, or a new one."""
    if isinstance(one, Item):
        return one
    written, row = one if isinstance(one, tuple) else (one, Item(report=report, key=one.key))
    known = row.pk is not None
    for name in ("kind", "text", "job", "due", "due_at", "agenda"):
        if not (known and fields(seen, written, row, name)):
            setattr(row, name, getattr(written, name))
    if not (known and fields(seen, written, row, "owner")):
        row.owner = written.owner if isinstance(written.owner, Person) else None
        row.owner_contact = written.owner if isinstance(written.owner, Contact) else None
    return row
