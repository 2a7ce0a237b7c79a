"""Reading a guest's answer from a mail as it came."""

from datetime import UTC, date, datetime

from django.utils.translation import gettext as _
from icalendar import Calendar, Event, vCalAddress
from icalendar.error import BrokenCalendarProperty

from herringbone.core.names import Email, read_email
from herringbone.core.text import one_line, prose
from herringbone.meetings.itip.envelope import CalendarPart, Envelope, open_mail
from herringbone.meetings.itip.invitation import PartStat
from herringbone.meetings.itip.reply import Refusal, Reply, WhyNot

ANSWERS = frozenset({PartStat.ACCEPTED, PartStat.DECLINED, PartStat.TENTATIVE, PartStat.DELEGATED})
LONGEST_COMMENT = 2000


def read_reply(mail: bytes) -> Reply | Refusal:
    """The answer in a mail, if it is one and comes from the guest in whose name it speaks. Never raises.

    Whether it still counts is `Reply.standing`'s to say.
    """
    envelope = open_mail(mail)
    if isinstance(envelope, Refusal):
        return envelope
    event = _event(envelope.calendar)
    if isinstance(event, Refusal):
        return event
    return _reply(event, envelope)


def _event(part: CalendarPart) -> Event | Refusal:
    """The one event of a calendar that is a reply."""
    try:
        calendars = Calendar.from_ical(part.text, multiple=True)
        events = [event for one in calendars for event in one.walk("VEVENT") if isinstance(event, Event)]
        methods = {str(one.get("method", "")).strip().upper() for one in calendars}
    except Exception:  # icalendar meets odd files with errors of many kinds
        return Refusal(WhyNot.UNREADABLE, _("The calendar in this mail cannot be read."))
    methods |= {part.method} if part.method else set()
    methods.discard("")
    if methods == {"COUNTER"}:
        return Refusal(
            WhyNot.COUNTER,
            _("This mail proposes another time; it is no answer. The time is to be settled with the guest."),
        )
    if methods != {"REPLY"}:
        told = ", ".join(sorted(one_line(method)[:20] for method in methods)) or _("none")
        return Refusal(
            WhyNot.NOT_A_REPLY,
            _("This mail is no answer to an invitation (its method: %(method)s).") % {"method": told},
        )
    if len(events) != 1:
        return Refusal(
            WhyNot.SEVERAL, _("This mail answers for %(count)s meetings; one is expected.") % {"count": len(events)}
        )
    return events[0]


def _reply(event: Event, envelope: Envelope) -> Reply | Refusal:
    uid = one_line(str(event.get("uid", "")))
    guests = event.get("attendee") or []
    guests = guests if isinstance(guests, list) else [guests]
    if not uid or not guests:
        return Refusal(WhyNot.INCOMPLETE, _("The answer does not say to which meeting, or whose it is."))
    sender = envelope.sender
    for guest in guests:
        email, proxy = _mailbox(guest), _mailbox(guest.params.get("SENT-BY"))
        if email and proxy and _house(proxy) != _house(email):
            proxy = None  # whoever knows of the meeting could name themselves
        if email and sender.key in (email.key, proxy.key if proxy else None):
            return _answer(event, guest, email, proxy if proxy and proxy.key == sender.key else None, envelope)
    return Refusal(
        WhyNot.STRANGER,
        _("The mail comes from %(sender)s, and the answer is in the name of %(guest)s.")
        % {"sender": sender.address, "guest": _name(guests[0])},
    )


def _answer(event: Event, guest: vCalAddress, email: Email, proxy: Email | None, envelope: Envelope) -> Reply | Refusal:
    said = str(guest.params.get("PARTSTAT", "")).strip().upper()
    sequence = _whole_number(event)
    if said not in ANSWERS or sequence is None:
        return Refusal(WhyNot.INCOMPLETE, _("The answer does not say whether the guest comes."))
    instance = _when(event, "recurrence-id")
    if instance is None and "recurrence-id" in event:
        return Refusal(WhyNot.INCOMPLETE, _("The answer does not say for which meeting of the series it is."))
    to, by = _mailbox(guest.params.get("DELEGATED-TO")), _mailbox(guest.params.get("DELEGATED-FROM"))
    stamp = _when(event, "dtstamp")
    return Reply(
        uid=one_line(str(event.get("uid"))), sequence=sequence, address=email.address, key=email.key,
        partstat=PartStat(said), stamp=stamp if isinstance(stamp, datetime) else envelope.date,
        comment=_comment(event), instance=instance, sent_by=proxy.address if proxy else None,
        delegated_to=to.address if to else None, delegated_from=by.address if by else None,
    )  # fmt: skip


def _mailbox(value: object) -> Email | None:
    """The one address of a property or parameter; several, or none, are no address."""
    if isinstance(value, list):
        value = value[0] if len(value) == 1 else None
    return read_email(str(value)) if value else None


def _house(email: Email) -> str:
    return email.key.rpartition("@")[2]


def _name(guest: vCalAddress) -> str:
    return one_line(str(guest).removeprefix("mailto:").removeprefix("MAILTO:"))[:100]


def _whole_number(event: Event) -> int | None:
    """The sequence that is answered; one that is not said is the first, 0."""
    try:
        sequence = int(event.get("sequence", 0))
    except (TypeError, ValueError):
        return None
    return sequence if 0 <= sequence < 2**31 else None


def _when(event: Event, name: str) -> date | None:
    """A day, or a moment in UTC; None if there is none, or none that can be read."""
    try:
        value = getattr(event.get(name), "dt", None)
    except BrokenCalendarProperty:
        return None
    if isinstance(value, datetime):
        return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)
    return value if isinstance(value, date) else None


def _comment(event: Event) -> str:
    comments = event.get("comment") or []
    comments = comments if isinstance(comments, list) else [comments]
    return prose("\n".join(str(comment) for comment in comments))[:LONGEST_COMMENT]
