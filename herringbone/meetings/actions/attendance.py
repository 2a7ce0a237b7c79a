"""Who came, what was not discussed, who replied, and whether a report is owed at all."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from herringbone.clients.models import Contact
from herringbone.core import clock
from herringbone.meetings.actions.checks import refuse_strangers
from herringbone.meetings.models import AgendaItem, Attendee, Issue, Meeting, NoReportOwed
from herringbone.meetings.rules import may_change, may_change_agenda, may_decide_owed, may_pass_on, may_reply
from herringbone.people.models import Person
from herringbone.record.action import Done, action, refuse_unless

Reply = Attendee.Reply


@action("attendance noted", may=may_change)
def note_attendance(
    *, by: Person, meeting: Meeting, absent: Mapping[int, str], came: Sequence[Person | Contact] = ()
) -> Done[Meeting]:
    """Note who was absent (by attendee's id, with what is known of it: "sent word"), and who came without being asked.

    All others on the list count as present. It belongs to a meeting that has begun.
    """
    refuse_unless(meeting.starts <= clock.now(), _("The meeting has not begun"))
    people = [one for one in came if isinstance(one, Person)]
    contacts = [one for one in came if isinstance(one, Contact)]
    refuse_strangers(meeting.client, people, contacts)
    for one in meeting.attendees.all():
        one.absent, one.note = one.pk in absent, absent.get(one.pk, "").strip()[:120]
        one.save(update_fields=["absent", "note"])
    for person in people:
        Attendee.objects.get_or_create(meeting=meeting, person=person, defaults={"reply": Reply.ACCEPTED})
    for contact in contacts:
        Attendee.objects.get_or_create(meeting=meeting, contact=contact, defaults={"reply": Reply.ACCEPTED})
    return Done(meeting, {"absent": sorted(absent), "came": len(came)})


@action("agenda point not discussed", may=may_change_agenda)
def mark_not_discussed(*, by: Person, point: AgendaItem, not_discussed: bool = True) -> Done[AgendaItem]:
    """Say that a point of the agenda was left out, so that nobody looks for it in the report; or take that back."""
    point.not_discussed = clock.now() if not_discussed else None
    point.save(update_fields=["not_discussed"])
    return Done(point, {"not_discussed": not_discussed})


@action("reply received", may=may_reply)
def record_reply(
    *, by: Any, attendee: Attendee, reply: str, sequence: int | None = None, at: datetime | None = None
) -> Done[Attendee]:
    """Note whether somebody comes. `sequence` and `at` are those of a reply by mail.

    A reply to an older invitation than the present one, or older than the reply on file, changes nothing: its
    particulars say `stale`. One from a clock that is ahead counts as of now, else none after it would count. It never
    raises the sequence: only whoever calls the meeting does.
    """
    refuse_unless(reply in Reply.values, _("That is no reply"), "reply")
    at = min(at or clock.now(), clock.now())
    meeting = attendee.meeting
    stale = sequence is not None and (
        sequence < meeting.sequence or (attendee.replied is not None and at < attendee.replied)
    )
    if not stale:
        attendee.reply, attendee.replied = reply, at
        attendee.replied_sequence = meeting.sequence if sequence is None else sequence
        attendee.save(update_fields=["reply", "replied", "replied_sequence"])
    return Done(attendee, {"reply": Reply.values.index(reply), "sequence": sequence, "at": at, "stale": stale})


@action("no report owed", may=may_decide_owed)
def note_no_report_owed(*, by: Person, meeting: Meeting, because: str) -> Done[NoReportOwed]:
    """Decide that a meeting owes no contact report, and why. Refused without a reason, and once a report was issued."""
    refuse_unless(because.strip(), _("Say why none is owed"), "because")
    refuse_unless(not NoReportOwed.objects.filter(meeting=meeting).exists(), _("That was decided already"))
    issued = Issue.objects.filter(report__meeting=meeting).exists()
    refuse_unless(not issued, _("Its contact report was issued already"))
    row = NoReportOwed.objects.create(meeting=meeting, because=because.strip()[:300], by=by, at=clock.now())
    return Done(row, {"meeting": meeting.pk})


@action("report passed on", may=may_pass_on)
def pass_report(*, by: Person, meeting: Meeting, to: Person) -> Done[Meeting]:
    """Let somebody else write a meeting's report; until when it is owed stays."""
    refuse_strangers(meeting.client, [to])
    refuse_unless(to.pk != meeting.reporter_id, _("It is theirs already"), "to")
    was, meeting.reporter = meeting.reporter_id, to
    meeting.save(update_fields=["reporter"])
    return Done(meeting, {"was": was, "reporter": to.pk})


@action("report owed after all", may=may_decide_owed)
def owe_report_after_all(*, by: Person, meeting: Meeting) -> Done[Meeting]:
    """Take back the decision that no report is owed. The stream keeps that it was made."""
    gone, _rows = NoReportOwed.objects.filter(meeting=meeting).delete()
    refuse_unless(gone, _("A report is owed anyway"))
    return Done(meeting, {"reporter": meeting.reporter_id})
