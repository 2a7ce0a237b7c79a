"""Dates and hours as the trade writes them, in the reader's zone and language.

Taken from babel and not from Django's own filter, whose Italian writes days and months with capitals.
A weekday never stands without its month in Italian, where "mar" is Tuesday and March.
"""

from datetime import date, datetime
from functools import cache, lru_cache

from babel import Locale
from babel.dates import format_date, get_timezone_location
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from herringbone.core.office_clock import zone_name

# Every form a date is shown in, as babel's patterns. "near" is a day of this month, "far" one of another year.
PATTERNS: dict[str, dict[str, str]] = {
    "en": {
        "last days": "EEE",
        "near": "EEE d",
        "day": "d MMM",
        "weekday": "EEE d MMM",
        "far": "d MMM y",
        "weekday far": "EEE d MMM y",
        "heading": "EEEE, d MMMM",
        "long": "EEEE d MMMM",
        "full": "EEEE d MMMM y",
        "month": "MMMM y",
        "month short": "MMM",
        "month name": "LLLL",
        "day month": "d MMMM",
        "weekday name": "EEEE",
        "moment": "{day} {time}",
    },
    "it": {
        "last days": "EEE d MMM",
        "near": "EEE d MMM",
        "day": "d MMM",
        "weekday": "EEE d MMM",
        "far": "d MMM y",
        "weekday far": "EEE d MMM y",
        "heading": "EEEE d MMMM",
        "long": "EEEE d MMMM",
        "full": "EEEE d MMMM y",
        "month": "MMMM y",
        "month short": "MMM",
        "month name": "LLLL",
        "day month": "d MMMM",
        "weekday name": "EEEE",
        "moment": "{day}, {time}",
    },
}


def language() -> str:
    """The language in force, reduced to one that has patterns: "en" or "it"."""
    spoken = (get_language() or "en").split("-")[0]
    return spoken if spoken in PATTERNS else "en"


@cache
def locale(spoken: str) -> Locale:
    """Babel's names of days and months for a language."""
    return Locale.parse(spoken)


def local_date(value: date) -> date:
    """The day on which a moment falls for the reader; a plain date is itself."""
    return timezone.localtime(value).date() if isinstance(value, datetime) else value


def days_between(earlier: date, later: date) -> int:
    """How many days of the reader's calendar lie between two moments: one from yesterday evening to this morning.

    How long somebody was silent, or is waited for, is counted by this everywhere.
    """
    return (local_date(later) - local_date(earlier)).days


def written(value: date, pattern: str) -> str:
    """A day in one of the forms of PATTERNS. Raises KeyError for a form that does not exist."""
    return _formatted(local_date(value), pattern, language())


@lru_cache(maxsize=4096)
def _formatted(day: date, pattern: str, spoken: str) -> str:
    """Kept, since a page shows the same few days again and again and babel takes its time over each."""
    return format_date(day, PATTERNS[spoken][pattern], locale(spoken))


def reading_zone(value: datetime) -> str:
    """The zone that counts at a moment on the reader's clock, whose office may go over to another one before it."""
    return zone_name(timezone.get_current_timezone(), value)


def clock_time(value: datetime) -> str:
    """The hour on the reader's wall: "09:06"."""
    return timezone.localtime(value).strftime("%H:%M")


def short_day(value: date, now: date) -> str:
    """A day in a list, by how far it is: "Today", "Mon 23" within the month, "7 Dec", "7 Dec 2025"."""
    day, today = local_date(value), local_date(now)
    if day == today:
        return _("Today")
    if (day.year, day.month) == (today.year, today.month):
        return written(day, "near")
    return written(day, "day" if day.year == today.year else "far")


def month_day(value: date, now: date) -> str:
    """A day as a date, never by its weekday: "23 Nov", "7 Dec 2025"."""
    day, today = local_date(value), local_date(now)
    return written(day, "day" if day.year == today.year else "far")


def week_day(value: date, now: date) -> str:
    """A day by its weekday: "Thu 26 Nov", with the year only where it is another."""
    day, today = local_date(value), local_date(now)
    return written(day, "weekday" if day.year == today.year else "weekday far")


def moment(value: datetime, now: date) -> str:
    """A day and its hour inside a sentence: "today 09:08", "yesterday 15:10", "tomorrow 12:00", "Thu 26 Nov 12:00"."""
    distance = days_between(now, value)
    near = {0: _("today"), -1: _("yesterday"), 1: _("tomorrow")}
    if distance in near:
        return f"{near[distance]} {clock_time(value)}"
    return PATTERNS[language()]["moment"].format(day=week_day(value, now), time=clock_time(value))


def dated(value: datetime, now: date, zone: str) -> str:
    """A moment for somebody who reads it elsewhere and on another day: "Thu 26 Nov 12:00 (Roma)", never "tomorrow"."""
    said = PATTERNS[language()]["moment"].format(day=week_day(value, now), time=clock_time(value))
    return f"{said} ({city(zone)})"


def lately(value: datetime, now: date) -> str:
    """When something of the last days happened: "09:08" today, "Mon 15:10" within a week, else its day."""
    distance = days_between(value, now)
    if distance == 0:
        return clock_time(value)
    if 0 < distance < 7:
        return PATTERNS[language()]["moment"].format(day=written(value, "last days"), time=clock_time(value))
    return week_day(value, now)


def weekday_name(number: int) -> str:
    """The name of a day of the week by its ISO number: 1 is "Monday"."""
    return written(date(2024, 1, number), "weekday name")  # which began with a Monday


def city(zone: str) -> str:
    """The city that a zone is named after, in the reader's language: Europe/Rome is "Roma" in Italian."""
    return str(get_timezone_location(zone, locale=locale(language()), return_city=True))


def exact(value: date) -> str:
    """The whole of it, for the hover: "Sunday 22 November 2026, 15:30"."""
    day = written(value, "full")
    return f"{day}, {clock_time(value)}" if isinstance(value, datetime) else day
