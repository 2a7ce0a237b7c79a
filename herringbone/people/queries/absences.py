"""Absences in words, by the clock of the office of whoever is away: whole days as days, and not as their midnights."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.translation import gettext as _

from herringbone.core.wording import dates
from herringbone.people.models import Absence, Person

A_MOMENT = timedelta(seconds=1)


@dataclass(frozen=True)
class Away:
    """An absence: "Mon 30 Nov to Tue 1 Dec", "today 14:00 to today 16:00 (Milan)"."""

    absence: Absence
    words: str


def planned(person: Person, at: datetime) -> Sequence[Away]:
    """The absences of somebody that run or are to come, the next first. One query."""
    rows = person.absences.filter(ends__gt=at).select_related("cover").order_by("begins")
    zone = person.office.zone
    return [Away(one, span(one.begins, one.ends, zone, at)) for one in rows]


def span(begins: datetime, ends: datetime, zone: str, now: datetime) -> str:
    """From when until when; with hours, and the city where the reader is elsewhere, where it is not whole days."""
    first, last = begins.astimezone(ZoneInfo(zone)), ends.astimezone(ZoneInfo(zone))
    here = now.astimezone(ZoneInfo(zone)).date()
    if first.time() == last.time() == time():
        days = first.date(), (last - A_MOMENT).date()
        told = [dates.week_day(day, here) for day in dict.fromkeys(days)]
        return told[0] if len(told) == 1 else _("%(first)s to %(last)s") % {"first": told[0], "last": told[1]}
    with timezone.override(zone):
        told = [dates.moment(one, now) for one in (begins, ends)]
    return _("%(first)s to %(last)s") % {"first": told[0], "last": told[1]} + _place(zone)


def until(ends: datetime, zone: str, now: datetime) -> str:
    """Until when somebody is away, the last day included: "Tue 1 Dec", "today 16:00"."""
    there = ends.astimezone(ZoneInfo(zone))
    if there.time() == time():
        return dates.week_day(last_day(ends, zone), now.astimezone(ZoneInfo(zone)).date())
    with timezone.override(zone):
        told = dates.moment(ends, now)
    return told + _place(zone)


def last_day(ends: datetime, zone: str) -> date:
    """The last day of an absence in the office of whoever is away."""
    return (ends.astimezone(ZoneInfo(zone)) - A_MOMENT).date()


def _place(zone: str) -> str:
    return "" if timezone.get_current_timezone_name() == zone else f" ({dates.city(zone)})"
