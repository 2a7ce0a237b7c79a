"""Meetings as a kind of records that files bring in."""

from django.utils.translation import gettext_lazy as _

from herringbone.clients.importing.kinds import ImportKind
from herringbone.clients.importing.reading import Reading, Told
from herringbone.meetings.importing.meeting_rows import MeetingRows


def _read(data: bytes, told: Told, name: str) -> Reading | None:
    # What reads calendars is loaded by the process that brings in the first one: a page needs none of it.
    from herringbone.meetings.importing.files import read_calendar

    return read_calendar(data, told, name)


MEETINGS = ImportKind(
    name="meetings",
    heading=_("Bring in meetings"),
    plural=_("Calendar"),
    page="meetings",
    accepts=_("a calendar (ICS or VCS), up to 10 MB"),
    rows=MeetingRows,
    others=(_read,),
    asks=frozenset({"point_person", "client"}),
)
