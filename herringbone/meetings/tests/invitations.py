"""An invitation for the tests of calendar messages."""

from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event

from herringbone.meetings.itip import CalendarMessage, Guest, Invitation, PartStat, Role

MILAN, BERLIN, NEW_YORK = ZoneInfo("Europe/Rome"), ZoneInfo("Europe/Berlin"), ZoneInfo("America/New_York")
STAMP = datetime(2026, 11, 24, 14, 10, tzinfo=UTC)
NORA = Guest("nora.whitfield@halden.example", "Nora Whitfield", Role.CHAIR, PartStat.ACCEPTED)
GIULIA = Guest("giulia@orsatti.example", "Giulia Orsatti")
PAOLO = Guest("paolo@orsatti.example", "Brandi, Paolo", Role.OPTIONAL)


def invitation(**changes: object) -> Invitation:
    return replace(
        Invitation(
            uid="7f0c2a7e-0001@halden.example",
            sequence=0,
            organiser=NORA,
            guests=(NORA, GIULIA, PAOLO),
            starts=datetime(2026, 12, 9, 10, 30, tzinfo=MILAN),
            ends=datetime(2026, 12, 9, 12, 0, tzinfo=MILAN),
            zone=MILAN,
            summary="QBR, Orsatti Vermouth",
            location="Turin, Via Po 3; second floor",
            description="Agenda:\n1. The year\n2. The film",
            url="https://meet.example/orsatti?room=1&x=2",
        ),
        **changes,
    )


def event_of(message: CalendarMessage) -> Event:
    calendar = Calendar.from_ical(message.text)
    assert calendar["method"] == message.method
    (event,) = calendar.events
    assert event.errors == []
    return event
