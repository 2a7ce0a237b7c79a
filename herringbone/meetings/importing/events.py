"""The events of a calendar file, with the days of each series worked out."""

from collections import deque
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta, tzinfo
from itertools import takewhile
from typing import Any
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr
from django.utils.translation import gettext as _
from icalendar import Component, Event, vRecur
from icalendar.error import BrokenCalendarProperty

from herringbone.core.text import one_line, prose
from herringbone.meetings.importing.invitation import AN_HOUR, Guest, Invitation
from herringbone.meetings.importing.zones import moment, zone_of

AHEAD = timedelta(days=366)  # of a series, so much is brought in from today on
MOST = 260  # meetings of one series, five years of weeks: of a longer one the last ones
MOST_TRIED = 50_000  # days that a rule names; more are made to do harm
YEARS = range(1900, 2200)  # others are mistakes
TOO_OFTEN = ("SECONDLY", "MINUTELY", "HOURLY")
LONGEST_TEXT = 5_000
LONGEST = timedelta(days=400)


class Wrong(ValueError):
    """An event that cannot be a meeting; the text says why."""


def events(components: Sequence[Component], own: ZoneInfo, now: datetime) -> list[Invitation]:
    """All events of a file wherever they stand, in its order; what else stands there is left."""
    found = []
    for component in components:
        method = one_line(str(component.get("METHOD", ""))).upper()
        found += [_event(one, method, own, now) for one in component.walk("VEVENT") if isinstance(one, Event)]
    for one in found:
        if one.instance:
            for master in found:
                if master.uid == one.uid and not master.instance:
                    master.changed.add(one.instance)
    return found


def _event(event: Event, method: str, own: ZoneInfo, now: datetime) -> Invitation:
    made = Invitation(
        uid=one_line(_text(event, "UID")),
        title=one_line(_text(event, "SUMMARY")),
        place=one_line(_text(event, "LOCATION")),
        text=prose(_text(event, "DESCRIPTION"))[:LONGEST_TEXT],
        guests=list(_guests(event)),
        method=method,
        cancelled=method == "CANCEL" or one_line(_text(event, "STATUS")).upper() == "CANCELLED",
        sequence=_number(event),
    )
    made.stamp, _zone = _when(event, "DTSTAMP", own)
    made.instance, _zone = _when(event, "RECURRENCE-ID", own)
    try:
        _put_time(made, event, own, now)
    except Wrong as reason:
        made.wrong = str(reason)
    return made


def _put_time(made: Invitation, event: Event, own: ZoneInfo, now: datetime) -> None:
    begins, zone = _when(event, "DTSTART", own)
    if begins is None:
        raise Wrong(_("It does not say when it begins"))
    if begins.year not in YEARS:
        raise Wrong(_("It begins in the year %(year)s") % {"year": begins.year})
    made.starts = begins
    made.all_day = not isinstance(_value(event, "DTSTART"), datetime)
    made.lasts = _length(made, event, own)
    if event.get("RRULE") or event.get("RDATE"):
        made.repeats = True
        made.each = _days(made, event, zone, own, now)


def _length(made: Invitation, event: Event, own: ZoneInfo) -> timedelta:
    """How long it takes. A day without an end is a day; what has no end, or one before its beginning, takes an hour."""
    assert made.starts
    ends, _zone = _when(event, "DTEND", own)
    told = _value(event, "DURATION")
    lasts = ends - made.starts if ends else told if isinstance(told, timedelta) else None
    if lasts is not None and timedelta() < lasts < LONGEST:
        return lasts
    if made.all_day:
        return timedelta(days=1)
    made.notes.append(_("It does not say when it ends, and is taken for an hour"))
    return AN_HOUR


def _days(made: Invitation, event: Event, zone: tzinfo, own: ZoneInfo, now: datetime) -> list[datetime]:
    """The beginnings of a series: by its rule in its own zone's clock, with the added days, without those taken out.

    COUNT counts before days are taken out, and a day without a time takes out that day's meeting (RFC 5545, 3.8.5).
    """
    assert made.starts
    local = made.starts.astimezone(zone).replace(tzinfo=None)
    horizon = (now + AHEAD).astimezone(zone).replace(tzinfo=None)
    found = {local} | {one for rule in _all(event, "RRULE") for one in _by_rule(rule, local, zone, horizon)}
    for value, params in _listed(event, "RDATE"):
        begins = value[0] if isinstance(value, tuple) else value
        if isinstance(begins, date):
            found.add(moment(begins, zone_of(begins, params, own)).astimezone(zone).replace(tzinfo=None))
    out: set[date] = set()
    for value, params in _listed(event, "EXDATE"):
        if isinstance(value, datetime):
            out.add(moment(value, zone_of(value, params, own)).astimezone(zone).replace(tzinfo=None))
        elif isinstance(value, date):
            out |= {one for one in found if one.date() == value}
    kept = sorted(one for one in found - out if one <= horizon)
    if len(kept) > MOST:
        made.notes.append(_("Of %(count)s meetings the last %(most)s are taken") % {"count": len(kept), "most": MOST})
    return [moment(one, zone) for one in kept[-MOST:]]


def _by_rule(rule: Any, local: datetime, zone: tzinfo, horizon: datetime) -> list[datetime]:
    if not isinstance(rule, vRecur):
        raise Wrong(_("Its rule of recurrence cannot be read"))
    if str(next(iter(rule.get("FREQ", [])), "")).upper() in TOO_OFTEN:
        raise Wrong(_("It recurs more often than once a day"))
    rule = vRecur(rule)
    if until := rule.pop("UNTIL", None):
        last = until[0] if isinstance(until, list) else until
        if isinstance(last, datetime) and last.tzinfo:
            last = last.astimezone(zone).replace(tzinfo=None)
        elif not isinstance(last, datetime):
            last = datetime.combine(last, datetime.max.time())
        horizon = min(horizon, last)
    try:
        days = rrulestr(rule.to_ical().decode(), dtstart=local, ignoretz=True)
        tried: deque[datetime] = deque(maxlen=MOST_TRIED + 1)
        for day in takewhile(lambda one: one <= horizon, days):
            tried.append(day)
            if len(tried) > MOST_TRIED:
                raise Wrong(_("It recurs too often"))
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError) as error:
        if isinstance(error, Wrong):
            raise
        raise Wrong(_("Its rule of recurrence cannot be read")) from None
    return list(tried)


def _when(event: Event, name: str, own: ZoneInfo) -> tuple[datetime | None, tzinfo]:
    """A moment in UTC and the zone it was told in; a day is its midnight."""
    value = _value(event, name)
    if not isinstance(value, date):
        return None, own
    zone = zone_of(value, getattr(event.get(name), "params", None), own)
    try:
        return moment(value, zone), zone
    except (OverflowError, ValueError):
        return None, own


def _value(event: Event, name: str) -> Any:
    try:
        return getattr(event.get(name), "dt", None)
    except BrokenCalendarProperty:
        return None


def _listed(event: Event, name: str) -> Iterator[tuple[Any, Any]]:
    """The values of a property that may come several times, and hold several each time; unreadable ones are left."""
    for one in _all(event, name):
        try:
            yield from ((value.dt, getattr(one, "params", None)) for value in one.dts)
        except (BrokenCalendarProperty, AttributeError):
            continue


def _all(event: Event, name: str) -> list[Any]:
    found = event.get(name)
    return found if isinstance(found, list) else [found] if found else []


def _text(event: Event, name: str) -> str:
    try:
        return next((str(one) for one in _all(event, name)), "")
    except BrokenCalendarProperty:
        return ""


def _number(event: Event) -> int:
    text = _text(event, "SEQUENCE")
    return int(text) if text.isdecimal() and len(text) < 9 else 0


def _guests(event: Event) -> Iterator[Guest]:
    """Who is asked, and who asks: an organiser comes, too."""
    for name in ("ORGANIZER", "ATTENDEE"):
        for one in _all(event, name):
            params = getattr(one, "params", {})
            mail = str(one)
            mail = mail[7:] if mail[:7].lower() == "mailto:" else mail
            answer = "ACCEPTED" if name == "ORGANIZER" else str(params.get("PARTSTAT", "")).upper()
            yield Guest(one_line(str(params.get("CN", ""))).strip('"'), one_line(mail), answer)


def order(invitation: Invitation) -> tuple[bool, int, datetime]:
    """In which order the versions of one meeting count: series before their exceptions, then SEQUENCE, then DTSTAMP."""
    return invitation.instance is not None, invitation.sequence, invitation.stamp or datetime.min.replace(tzinfo=UTC)
