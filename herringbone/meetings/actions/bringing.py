"""Meetings that come from calendar files. Nobody is written to: they know of them. What is over owes no report (K3)."""

from django.utils.translation import gettext as _

from herringbone.clients.models import Client, Post
from herringbone.core import clock
from herringbone.core.search import keeping as searching
from herringbone.core.text import one_line, prose
from herringbone.meetings.actions.checks import refuse_strangers
from herringbone.meetings.actions.planning import facts_of, particulars_of, retell
from herringbone.meetings.brought import BroughtMeeting
from herringbone.meetings.models import Attendee, Meeting, NoReportOwed, Withdrawal
from herringbone.meetings.rules import may_bring_in_meeting
from herringbone.people.models import Person
from herringbone.record.action import Done, Thread, action, refuse_unless


@action("meeting brought in", may=may_bring_in_meeting)
def bring_in_meeting(*, by: Person, client: Client, brought: BroughtMeeting) -> Done[Meeting]:
    """Put a meeting from a calendar on file, with those who were asked and are known here. No invitation goes out.

    Refused for people across a wall and contacts of another client.
    """
    topic = one_line(brought.topic)[:200]
    refuse_unless(topic, _("Say what the meeting is about"), "topic")
    refuse_unless(brought.ends > brought.starts, _("The meeting ends before it begins"), "ends")
    refuse_strangers(client, [*brought.people, brought.reporter], brought.contacts.keys())
    refuse_unless(not (brought.internal and brought.contacts), _("An internal meeting has nobody of the client"))
    meeting = Meeting.objects.create(
        client=client, topic=topic, starts=brought.starts, ends=brought.ends, internal=brought.internal,
        office=client.office, place=one_line(brought.place)[:200], conference=brought.conference[:300],
        reporter=brought.reporter, by=by, made=clock.now(), uid=brought.uid, sequence=brought.sequence,
    )  # fmt: skip
    Attendee.objects.bulk_create(
        [
            *(Attendee(meeting=meeting, person=one, reply=reply) for one, reply in brought.people.items()),
            *(Attendee(meeting=meeting, contact=one, reply=reply) for one, reply in brought.contacts.items()),
        ]
    )
    if meeting.ends <= clock.now() and not meeting.internal:
        _owe_nothing(by, meeting, brought.evidence)
    if brought.told:
        said = Post.objects.create(
            client=client, subject_label=meeting._meta.label, subject_id=meeting.pk, by=by, text=prose(brought.told),
            at=clock.now(),
        )  # fmt: skip
        searching.follow({Post._meta.label: [said.pk]})
    told = Thread("agency", facts_of(meeting, brought.contacts.keys()), at=meeting.starts)
    return Done(meeting, particulars_of(meeting), thread=None if meeting.internal else told)


@action("brought meeting changed", may=may_bring_in_meeting)
def change_brought_meeting(*, by: Person, meeting: Meeting, brought: BroughtMeeting) -> Done[Meeting]:
    """Follow a newer version of a meeting in the calendar that it came from: title, time and place. Nobody is told."""
    refuse_unless(brought.ends > brought.starts, _("The meeting ends before it begins"), "ends")
    meeting.topic, meeting.starts, meeting.ends = one_line(brought.topic)[:200], brought.starts, brought.ends
    meeting.place, meeting.conference = one_line(brought.place)[:200], brought.conference[:300]
    meeting.sequence = max(meeting.sequence, brought.sequence)
    meeting.stamp += 1
    meeting.save()
    over = meeting.ends <= clock.now() and not meeting.internal
    if over and not NoReportOwed.objects.filter(meeting=meeting).exists():
        _owe_nothing(by, meeting, brought.evidence)
    retell(meeting, off=False)
    return Done(meeting, particulars_of(meeting))


@action("brought meeting called off", may=may_bring_in_meeting)
def call_off_brought_meeting(*, by: Person, meeting: Meeting, evidence: str) -> Done[Withdrawal]:
    """The calendar that a meeting came from says that it does not take place. Nobody is told: they were."""
    refuse_unless(not Withdrawal.objects.filter(meeting=meeting).exists(), _("That was done already"))
    withdrawal = Withdrawal.objects.create(meeting=meeting, by=by, at=clock.now(), why=evidence[:200])
    retell(meeting, off=True)
    return Done(withdrawal, {"meeting": meeting.pk})


def _owe_nothing(by: Person, meeting: Meeting, evidence: str) -> None:
    because = _("It was over when it was brought in (%(evidence)s)") % {"evidence": evidence}
    NoReportOwed.objects.create(meeting=meeting, because=because[:300], by=by, at=clock.now())
