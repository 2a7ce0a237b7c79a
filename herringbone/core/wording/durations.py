"""Durations as people say them: "2 h 50", "1 d 17 h late", "3 days". Seconds are dropped."""

from datetime import datetime, timedelta
from functools import lru_cache
from typing import Literal

from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from herringbone.core.wording.dates import days_between

MINUTE, HOUR, DAY = 60, 3_600, 86_400

Urgency = Literal["late", "soon", "open"]


def urgency(due: datetime, now: datetime) -> Urgency:
    """How a thing due at `due` stands: "late" past it, "soon" on its day in the reader's zone, else "open"."""
    if due < now:
        return "late"
    return "soon" if days_between(now, due) == 0 else "open"


def time_left(due: datetime, now: datetime) -> str:
    """What is left until a duty: "25 min", "2 h 50", "1 d 2 h" until tomorrow; after that days of the calendar, "2 d".

    Beside a day, an hour counts as full from three quarters of it on: nobody plans by those minutes.
    """
    span = max(due - now, timedelta())
    if span < timedelta(days=1):
        return hours(span)
    days = days_between(now, due)
    over = min(23, int(span.total_seconds() - DAY + 15 * MINUTE) // HOUR)
    if days < 2 and over:
        return _("%(days)d d %(hours)d h") % {"days": 1, "hours": over}
    return _("%(days)d d") % {"days": days}


def time_late(late: timedelta) -> str:
    """How long a duty has been due: "25 min late", "15 h late", "1 d 17 h late"; from a week on days alone."""
    seconds = max(0, int(late.total_seconds()))
    days, rest = divmod(seconds, DAY)
    if seconds < HOUR:
        return _("%(minutes)d min late") % {"minutes": seconds // MINUTE}
    if seconds < DAY:
        return _("%(hours)d h late") % {"hours": seconds // HOUR}
    if days < 7 and rest >= HOUR:
        return _("%(days)d d %(hours)d h late") % {"days": days, "hours": rest // HOUR}
    return _("%(days)d d late") % {"days": days}


def time_to(due: datetime, now: datetime) -> str:
    """The words of the desk's time column for a thing due at `due`: what is left, or how late it is."""
    return time_late(now - due) if due < now else time_left(due, now)


def hours(span: timedelta) -> str:
    """Hours and minutes, however many: "25 min", "3 h 05", "6 h", "26 h 40"."""
    seconds = max(0, int(span.total_seconds()))
    whole, minutes = seconds // HOUR, seconds % HOUR // MINUTE
    if not whole:
        return _("%(minutes)d min") % {"minutes": minutes}
    if not minutes:
        return _("%(hours)d h") % {"hours": whole}
    return _("%(hours)d h %(minutes)02d") % {"hours": whole, "minutes": minutes}


def days(count: int) -> str:
    """ "1 day", "9 days": in words, for sentences."""
    return _days(count, get_language())


@lru_cache(maxsize=1024)
def _days(count: int, spoken: str | None) -> str:
    """A ledger says the same few numbers again and again. `spoken` is the language in force."""
    return ngettext("%(count)d day", "%(count)d days", count) % {"count": count}


def waited(count: int) -> str:
    """ "3 days", "since today": how long something has been awaited."""
    return days(count) if count > 0 else pgettext("awaited", "since today")


def days_and_hours(span: timedelta) -> str:
    """ "2 days 2 h", "1 day", "5 h 10": for a clock longer than a day, said to a client."""
    seconds = max(0, int(span.total_seconds()))
    if seconds < DAY:
        return hours(span)
    whole, rest = divmod(seconds, DAY)
    if rest < HOUR:
        return days(whole)
    return _("%(days)s %(hours)d h") % {"days": days(whole), "hours": rest // HOUR}
