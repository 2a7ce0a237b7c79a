"""A mail opened: who sent it, when, and the calendar in it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import cast

from django.utils.translation import gettext as _

from herringbone.core.names import Email, read_email
from herringbone.core.tables.codecs import text_codec
from herringbone.meetings.itip.reply import Refusal, WhyNot

LARGEST_MAIL = 10_000_000  # bytes
LARGEST_CALENDAR = 500_000
CALENDAR_TYPES = ("text/calendar", "application/ics")


@dataclass(frozen=True, slots=True)
class CalendarPart:
    """The text of a calendar, and the method that its part of the mail tells."""

    text: str
    method: str


@dataclass(frozen=True, slots=True)
class Envelope:
    """A mail with a calendar, from one sender."""

    sender: Email
    date: datetime | None
    calendar: CalendarPart


def open_mail(mail: bytes) -> Envelope | Refusal:
    """Open a mail; a forwarded mail inside it is left closed, since its sender is not this one's."""
    if len(mail) > LARGEST_MAIL:
        return Refusal(WhyNot.TOO_LARGE, _("This mail is too large to be an answer."))
    try:
        message = message_from_bytes(mail, policy=default)
        part = _calendar(message)
    except Exception:  # Python's reader of mail fails in many ways on headers that are damaged
        return Refusal(WhyNot.UNREADABLE, _("This mail is damaged and cannot be read."))
    if isinstance(part, Refusal):
        return part
    sender = _sender(message)
    if sender is None:
        return Refusal(WhyNot.NO_SENDER, _("This mail does not say from whom it is, or names several."))
    return Envelope(sender, _date(message), part)


def _calendar(message: EmailMessage) -> CalendarPart | Refusal:
    """The first calendar; Google sends the same one twice, as a part and as a file."""
    parts = list(_parts(message))
    for kind in CALENDAR_TYPES:
        for part in parts:
            if part.get_content_type() == kind:
                return _text(part)
    for part in parts:
        if (_file_name(part) or "").lower().endswith(".ics"):
            return _text(part)
    return Refusal(WhyNot.NO_CALENDAR, _("There is no calendar in this mail."))


def _parts(message: EmailMessage) -> Iterator[EmailMessage]:
    """The parts that hold something, without those of mails inside."""
    waiting = [message]
    while waiting:
        part = waiting.pop(0)
        if part.get_content_maintype() == "message":
            continue
        inside = part.get_payload() if part.is_multipart() else None
        if isinstance(inside, list):
            waiting = [cast(EmailMessage, one) for one in inside] + waiting
        else:
            yield part


def _text(part: EmailMessage) -> CalendarPart | Refusal:
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes) or len(data) > LARGEST_CALENDAR:
        return Refusal(WhyNot.TOO_LARGE, _("The calendar in this mail is too large to be an answer."))
    return CalendarPart(_decoded(data, part), _method(part))


def _decoded(data: bytes, part: EmailMessage) -> str:
    """The text in the charset that is told, else UTF-8, else what Windows writes; without a byte order mark."""
    try:
        told = text_codec(part.get_content_charset("utf-8"))
    except (LookupError, ValueError):
        told = None
    for charset in filter(None, (told, "utf-8")):
        try:
            return data.decode(charset).removeprefix("\ufeff")
        except ValueError:
            continue
    return data.decode("cp1252", errors="replace")


def _method(part: EmailMessage) -> str:
    try:
        method = part.get_param("method", "")
    except (LookupError, ValueError, IndexError):
        return ""
    return str(method[2] if isinstance(method, tuple) else method).strip().upper()


def _file_name(part: EmailMessage) -> str | None:
    try:
        return part.get_filename()
    except (LookupError, ValueError, IndexError):
        return None


def _sender(message: EmailMessage) -> Email | None:
    """The one address of the one From line. Python's reader of headers fails on some: those are nobody's."""
    try:
        lines = message.get_all("from", [])
        addresses = [address.addr_spec for line in lines for address in line.addresses]
    except Exception:
        return None
    return read_email(addresses[0]) if len(lines) == 1 and len(addresses) == 1 else None


def _date(message: EmailMessage) -> datetime | None:
    try:
        told = message.get("date")
        moment = told.datetime if told else None
    except Exception:  # as above
        return None
    if moment is None:
        return None
    return cast(datetime, moment).astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
