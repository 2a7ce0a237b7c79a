"""The days of a series, and its rule as calendars write it (RFC 5545, section 3.3.10). Plain dates, no records."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

WEEK, FORTNIGHT = "week", "fortnight"
MONTH_DATE, MONTH_WEEKDAY, MONTH_LAST = "month date", "month weekday", "month last"
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
MOST = 120  # days of a series: more than two years of weeks hold
FOUR = 28  # days: whatever weekday comes after them is the fifth one of its month


def days(every: str, first: date, until: date) -> list[date]:
    """The days from the first to the last one, `until` included. A month without such a date has none of them."""
    found = []
    for day in islice(_endless(every, first), MOST):
        if day > until:
            break
        found.append(day)
    return found


def counted(every: str, first: date, count: int) -> list[date]:
    """So many days from the first on, at most MOST."""
    return list(islice(_endless(every, first), min(count, MOST)))


def rule(every: str, first: date, until: datetime) -> str:
    """The rule of the days from a first one on; `until` is the beginning of the last meeting."""
    end = f"UNTIL={until.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    if every in (WEEK, FORTNIGHT):
        return f"FREQ=WEEKLY;INTERVAL={2 if every == FORTNIGHT else 1};BYDAY={DAYS[first.weekday()]};{end}"
    if every == MONTH_DATE:
        return f"FREQ=MONTHLY;BYMONTHDAY={first.day};{end}"
    place = -1 if every == MONTH_LAST else place_of(first)
    return f"FREQ=MONTHLY;BYDAY={place}{DAYS[first.weekday()]};{end}"


def settled(every: str, first: date) -> str:
    """How often, as it is kept: a fifth Monday is meant as the last one, since few months have five. A last one that
    moves to a day that is none is the third Tuesday, or whichever it is then.
    """
    if every not in (MONTH_WEEKDAY, MONTH_LAST):
        return every
    is_last = first.day + 7 > monthrange(first.year, first.month)[1]
    return MONTH_LAST if first.day > FOUR or (every == MONTH_LAST and is_last) else MONTH_WEEKDAY


def place_of(day: date) -> int:
    """Which Monday (or whatever day it is) of its month a day is, from 1."""
    return (day.day - 1) // 7 + 1


def begins(day: date, at: time, zone: str) -> datetime:
    """The moment at which a meeting of a day begins, by the clock of its place: nine stays nine when clocks change."""
    return datetime.combine(day, at, ZoneInfo(zone)).astimezone(UTC)


def _endless(every: str, first: date) -> Iterator[date]:
    if every in (WEEK, FORTNIGHT):
        step = timedelta(weeks=2 if every == FORTNIGHT else 1)
        while first.year < date.max.year:
            yield first
            first += step
        return
    for month in range(first.year * 12 + first.month - 1, (date.max.year - 1) * 12):
        year, zero = divmod(month, 12)
        day = _in_month(every, first, year, zero + 1)
        if day and day >= first:
            yield day


def _in_month(every: str, first: date, year: int, month: int) -> date | None:
    opening, length = monthrange(year, month)
    if every == MONTH_DATE:
        return date(year, month, first.day) if first.day <= length else None
    day = 1 + (first.weekday() - opening) % 7
    if every == MONTH_LAST:
        return date(year, month, day + (length - day) // 7 * 7)
    return date(year, month, day + 7 * (place_of(first) - 1))
