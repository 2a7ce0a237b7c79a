"""Mails that come in, given to a command: answers to invitations, and mails of ours that came back."""

from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes
from email.message import EmailMessage, Message
from email.policy import default

from django.utils.translation import gettext as _

from herringbone.core import clock
from herringbone.core.names import read_email
from herringbone.meetings.actions.attendance import record_reply
from herringbone.meetings.actions.returned import note_bounce
from herringbone.meetings.itip import Refusal, Reply
from herringbone.meetings.itip import read_reply as read_calendar
from herringbone.meetings.letters.invitation import PARTSTAT
from herringbone.meetings.models import Attendee, Meeting, Series, Withdrawal
from herringbone.meetings.queries.series import live_meetings
from herringbone.record.action import Refused
from herringbone.record.actor import SYSTEM
from herringbone.record.models import Effect, Event

LARGEST = 10_000_000  # bytes
REPLIES = {partstat: reply for reply, partstat in PARTSTAT.items()}


@dataclass(frozen=True)
class Outcome:
    """What became of a mail, in a sentence; `noted` tells whether anything was recorded, `understood` whether the mail
    was an answer or a notice at all.
    """

    noted: bool
    words: str
    understood: bool = True


def read_mail(mail: bytes) -> Outcome:
    """Record what a mail says, if it is an answer to an invitation or a notice that a mail of ours came back.

    Never raises for a mail, however odd. Nothing in a mail can do more than answer for its own sender.
    """
    if len(mail) <= LARGEST:
        try:
            report = _delivery_report(message_from_bytes(mail, policy=default))
        except Exception:  # Python's reader of mail fails in many ways on headers that are damaged
            report = None
        if report:
            return _returned(*report)
    return read_reply(mail)


def read_reply(mail: bytes) -> Outcome:
    """Record a guest's answer to an invitation. One to an older invitation changes nothing, and is told so."""
    answer = read_calendar(mail)
    if isinstance(answer, Refusal):
        return Outcome(False, answer.text, understood=False)
    found = _attendees(answer)
    if not found:
        words = _("No meeting of ours asked %(guest)s.") % {"guest": answer.address}
        return Outcome(False, words, understood=False)
    outcomes = [_recorded(attendee, answer) for attendee in found]
    return next((one for one in outcomes if one.noted), outcomes[0])


def _recorded(attendee: Attendee, answer: Reply) -> Outcome:
    meeting = attendee.meeting
    if Withdrawal.objects.filter(meeting=meeting).exists():
        return Outcome(False, _("“%(meeting)s” was called off meanwhile.") % {"meeting": meeting})
    if answer.sequence > meeting.sequence:
        return Outcome(False, _("The answer is to an invitation that was never sent."))
    try:
        record_reply(
            by=SYSTEM, attendee=attendee, reply=REPLIES[answer.partstat], sequence=answer.sequence, at=answer.stamp
        )
    except Refused as reason:
        return Outcome(False, str(reason))
    told = {"guest": attendee, "meeting": meeting, "reply": answer.partstat.lower()}
    if _was_stale(attendee):
        return Outcome(False, _("%(guest)s answered an older invitation to “%(meeting)s”: nothing changed.") % told)
    return Outcome(True, _("%(guest)s, “%(meeting)s”: %(reply)s.") % told)


def _attendees(answer: Reply) -> list[Attendee]:
    """Whom of the meeting's list the answer is from, by the address as it is compared; of a series answered as a whole,
    in each of its meetings that is to come and was not changed by itself.
    """
    meetings = Meeting.objects.filter(uid=answer.uid, series=None)
    series = Series.objects.filter(uid=answer.uid).first()
    if series and isinstance(answer.instance, datetime):
        meetings = series.meetings.filter(instance=answer.instance)
    elif series:
        meetings = live_meetings(series).filter(ends__gt=clock.now(), sequence__lte=series.sequence)
    asked = Attendee.objects.filter(meeting__in=meetings).select_related("person", "contact", "meeting__client")
    found = []
    for one in asked.order_by("meeting__starts", "pk"):
        who = one.person or one.contact
        address = read_email(who.email) if who else None
        if address and address.key == answer.key:
            found.append(one)
    return found


def _was_stale(attendee: Attendee) -> bool:
    event = Event.objects.filter(subject_label="meetings.Attendee", subject_id=attendee.pk).latest("pk")
    return bool(event.particulars.get("stale"))


def _delivery_report(message: EmailMessage) -> tuple[str, str] | None:
    """The Message-ID of a mail that failed, and its status code, from a report as RFC 3464 has it."""
    if message.get_content_type() != "multipart/report":
        return None
    action = code = identity = ""
    for part in message.walk():
        if part.get_content_type() == "message/delivery-status":
            for block in _inside(part):
                action = action or str(block.get("Action", "")).strip().lower()
                code = code or str(block.get("Status", "")).strip()[:20]
        elif not identity and part.get_content_type() == "message/rfc822":
            identity = next((str(one.get("Message-ID", "")).strip() for one in _inside(part)), "")
        elif not identity and part.get_content_type() == "text/rfc822-headers":
            headers = message_from_bytes(str(part.get_payload()).encode(), policy=default)
            identity = str(headers.get("Message-ID", "")).strip()
    return (identity, code) if action == "failed" and identity else None


def _inside(part: EmailMessage) -> list[Message]:
    """The messages that a part consists of."""
    held = part.get_payload()
    return [one for one in held if isinstance(one, Message)] if isinstance(held, list) else []


def _returned(identity: str, code: str) -> Outcome:
    effect = Effect.objects.filter(message_id=identity).first()
    if effect is None:
        return Outcome(False, _("A mail came back that is not ours."))
    try:
        note_bounce(by=SYSTEM, effect=effect, code=code)
    except Refused as reason:
        return Outcome(False, str(reason))
    who = effect.contact or effect.person
    return Outcome(True, _("The mail to %(who)s came back (%(code)s).") % {"who": who, "code": code or "?"})
