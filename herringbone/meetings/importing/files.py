"""A calendar file as records: one for each event."""

import quopri
import re
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from icalendar import Component

from herringbone.clients.importing.reading import Reading, Record, Told, Value, without_columns
from herringbone.core import clock
from herringbone.core.models import Office
from herringbone.core.tables import TableRefused
from herringbone.core.tables.encodings import decode
from herringbone.core.text import one_line
from herringbone.meetings.importing.events import events, order
from herringbone.meetings.importing.invitation import Invitation

MOST_EVENTS = 10_000
_BEGINS = re.compile(r"\s*BEGIN:V(?!CARD)[A-Z]+", re.IGNORECASE)
_FIRST_VERSION = re.compile(r"^VERSION:1\.0\s*$", re.IGNORECASE | re.MULTILINE)
_QUOTED = re.compile(r"^([^:\n]*;[^:\n]*QUOTED-PRINTABLE[^:\n]*):((?:.*=\r?\n)*.*)$", re.IGNORECASE | re.MULTILINE)


def read_calendar(data: bytes, told: Told, name: str) -> Reading | None:
    """The events of a calendar; None if it is none. Asks for the encoding where the file is not in UTF-8.

    Raises TableRefused for one that is damaged. A calendar without events is no error.
    """
    decoded = decode(data, told.encoding)
    if decoded.question:
        begins = _BEGINS.match(data[:200].decode("ascii", errors="replace"))
        return without_columns("meetings", [], [decoded.question]) if begins else None
    if not _BEGINS.match(decoded.text[:200].removeprefix("\ufeff")):
        return None
    try:
        components = Component.from_ical(_plain(decoded.text), multiple=True)
    except Exception:  # icalendar meets odd files with errors of many kinds
        raise TableRefused(_("%(name)s is damaged: it cannot be read as a calendar.") % {"name": name}) from None
    office = Office.objects.order_by("pk").first()
    assert office, "an agency has an office"
    found = events(components, ZoneInfo(office.zone), clock.now())
    if len(found) > MOST_EVENTS:
        raise TableRefused(_("%(name)s has more than %(most)s events.") % {"name": name, "most": MOST_EVENTS})
    records = [_record(number, one) for number, one in enumerate(found, start=1)]
    records.sort(key=lambda record: order(record.source))
    return without_columns("meetings", records, notes=[decoded.note.text] if decoded.note else [])


def _plain(text: str) -> str:
    """vCalendar 1.0 writes texts in quoted-printable, broken with a `=`; here they become what they are."""
    if not _FIRST_VERSION.search(text):
        return text

    def read(found: re.Match[str]) -> str:
        head = re.sub(r";(?:ENCODING=)?QUOTED-PRINTABLE|;CHARSET=[^;:]*", "", found[1], flags=re.IGNORECASE)
        value = quopri.decodestring(found[2].encode()).decode(errors="replace")
        return f"{head}:" + value.replace("\r\n", "\n").replace("\n", "\\n")

    return _QUOTED.sub(read, text)


def _record(number: int, invitation: Invitation) -> Record:
    named = {"name": [Value(one_line(invitation.title))]} if invitation.title else {}
    return Record(number, number, named, tuple(invitation.notes), source=invitation)
