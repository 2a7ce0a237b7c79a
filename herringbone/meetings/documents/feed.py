"""A calendar to be fetched (RFC 5545), made of plain data, so that the same data give the same bytes."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, vDuration, vUri

from herringbone.core.text import one_line, prose
from herringbone.meetings.documents.entry import Entry
from herringbone.meetings.itip.write import LONGEST_LINE, LONGEST_TEXT, Text, is_link
from herringbone.meetings.itip.zones import vtimezone

PRODUCT = "-//Herringbone//Calendar//EN"
ASK_EVERY = timedelta(minutes=30)


def calendar_text(name: str, entries: Iterable[Entry]) -> str:
    """The calendar under its name, entries in the order given; zones are defined in it, lines folded at 75 bytes."""
    found = list(entries)
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", Text(one_line(name)[:LONGEST_LINE]))
    calendar.add("refresh-interval", vDuration(ASK_EVERY), parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vDuration(ASK_EVERY))
    moments: dict[str, list[datetime]] = {}
    for one in found:
        if isinstance(one.starts, datetime) and isinstance(one.ends, datetime) and one.zone != "UTC":
            moments.setdefault(one.zone, []).extend((one.starts, one.ends))
    for zone, of_zone in sorted(moments.items()):
        calendar.add_component(vtimezone(ZoneInfo(zone), min(of_zone), max(of_zone)))
    for one in found:
        calendar.add_component(_event(one))
    return calendar.to_ical().decode()


def _event(entry: Entry) -> Event:
    event = Event()
    event.add("uid", Text(one_line(entry.uid)))
    event.add("sequence", entry.sequence)
    event.add("dtstamp", entry.stamp.astimezone(UTC).replace(microsecond=0))
    event.add("last-modified", entry.stamp.astimezone(UTC).replace(microsecond=0))
    event.add("dtstart", _when(entry.starts, entry.zone))
    event.add("dtend", _when(entry.ends, entry.zone))
    event.add("summary", Text(one_line(entry.summary)[:LONGEST_LINE]))
    if place := one_line(entry.place)[:LONGEST_LINE]:
        event.add("location", Text(place))
    if words := prose(entry.text)[:LONGEST_TEXT]:
        event.add("description", Text(words))
    if is_link(entry.url):
        event.add("url", vUri(entry.url))
    event.add("status", "CANCELLED" if entry.cancelled else "CONFIRMED")
    event.add("transp", "TRANSPARENT" if entry.free or entry.cancelled else "OPAQUE")
    return event


def _when(value: date, zone: str) -> date:
    if isinstance(value, datetime):
        return value.astimezone(UTC if zone == "UTC" else ZoneInfo(zone))
    return value
