"""VTIMEZONE: the clock changes of a zone, told to calendars that do not know its name.

icalendar makes one too, but begins summer time an hour late and lists single dates, which Outlook does not read; here
a zone that changes by a yearly rule says the rule.
"""

import calendar
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

YEARS = 12  # so many in a row prove a rule: by then every weekday has been the last of its month in several ways
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Change:
    """A clock change: the local time at which it comes by the old clock, both offsets, and the new clock's name."""

    local: datetime
    before: timedelta
    after: timedelta
    name: str

    @property
    def kind(self) -> tuple[timedelta, timedelta, str]:
        """Changes of one kind are one part of a VTIMEZONE."""
        return self.before, self.after, self.name


def vtimezone(zone: ZoneInfo, first: datetime, last: datetime) -> Timezone:
    """The zone's definition, right from before `first` until after `last` and, by its rule, beyond."""
    component = Timezone()
    component.add("tzid", zone.key)
    begins = datetime(first.year - 1, 1, 1, tzinfo=UTC)
    changes = _changes(zone.key, first.year - 1, max(last.year + 1, first.year - 1 + YEARS))
    if not changes:
        offset = begins.astimezone(zone).utcoffset() or timedelta()
        component.add_component(_part(Change(datetime(1970, 1, 1), offset, offset, _name(begins, zone)), [], None))
    by_kind = defaultdict(list)
    for change in changes:
        by_kind[change.kind].append(change)
    for same in by_kind.values():
        rule = _rule(same)
        component.add_component(_part(same[0], [] if rule else same[1:], rule))
    return component


def _part(change: Change, others: list[Change], rule: dict[str, object] | None) -> TimezoneStandard | TimezoneDaylight:
    part = TimezoneDaylight() if change.after > change.before else TimezoneStandard()
    part.add("dtstart", change.local)
    part.TZOFFSETFROM, part.TZOFFSETTO = change.before, change.after
    part.add("tzname", change.name)
    if rule:
        part.add("rrule", rule)
    elif others:
        part.add("rdate", [other.local for other in others])
    return part


def _rule(changes: list[Change]) -> dict[str, object] | None:
    """The yearly rule that all these changes follow: "last Sunday of March at two"; None if they follow none."""
    first = changes[0].local
    years = [change.local.year for change in changes]
    same = {(change.local.month, change.local.weekday(), change.local.time()) for change in changes}
    if len(same) > 1 or years != list(range(years[0], years[0] + len(years))) or len(years) < YEARS:
        return None
    weeks = {(change.local.day - 1) // 7 + 1 for change in changes}
    if all(_is_last(change.local) for change in changes):
        week = -1
    elif len(weeks) == 1:
        week = weeks.pop()
    else:
        return None
    return {"freq": "yearly", "bymonth": first.month, "byday": f"{week}{DAYS[first.weekday()]}"}


def _is_last(local: datetime) -> bool:
    return local.day + len(DAYS) > calendar.monthrange(local.year, local.month)[1]


@lru_cache(maxsize=64)
def _changes(key: str, first_year: int, last_year: int) -> tuple[Change, ...]:
    """All changes from the beginning of one year to the end of another."""
    return tuple(
        _search(ZoneInfo(key), datetime(first_year, 1, 1, tzinfo=UTC), datetime(last_year + 1, 1, 1, tzinfo=UTC))
    )


def _search(zone: ZoneInfo, moment: datetime, end: datetime) -> Iterator[Change]:
    while moment < end:
        following = min(moment + WEEK, end)
        before, after = _offset(moment, zone), _offset(following, zone)
        if before != after:
            at = _exactly(moment, following, before, zone)
            yield Change((at + before).replace(tzinfo=None), before, _offset(at, zone), _name(at, zone))
        moment = following


def _exactly(early: datetime, late: datetime, before: timedelta, zone: ZoneInfo) -> datetime:
    """The second between two moments at which the offset leaves `before`."""
    while late - early > timedelta(seconds=1):
        middle = early + timedelta(seconds=int((late - early).total_seconds()) // 2)
        if _offset(middle, zone) == before:
            early = middle
        else:
            late = middle
    return late


def _offset(moment: datetime, zone: ZoneInfo) -> timedelta:
    return moment.astimezone(zone).utcoffset() or timedelta()


def _name(moment: datetime, zone: ZoneInfo) -> str:
    return moment.astimezone(zone).tzname() or zone.key
