"""Absences in words, by the clock of the office of whoever is away: whole days as days, and not as their midnights."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from herringbone.core.models import Office
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
    return [Away(one, span(one.begins, one.ends, person.office, at)) for one in rows]


def span(begins: datetime, ends: datetime, office: Office, now: datetime) -> str:
    """From when until when; with hours, and the city where the reader is elsewhere, where it is not whole days."""
    first, last = office.local(begins), office.local(ends)
    here = office.local(now).date()
    if first.time() == last.time() == time():
        days = first.date(), (last - A_MOMENT).date()
        told = [dates.week_day(day, here) for day in dict.fromkeys(days)]
        return told[0] if len(told) == 1 else _("%(first)s to %(last)s") % {"first": told[0], "last": told[1]}
    with timezone.override(office.wall):
        told = [dates.moment(one, now) for one in (begins, ends)]
    return _("%(first)s to %(last)s") % {"first": told[0], "last": told[1]} + _place(office, begins)


def until(ends: datetime, office: Office, now: datetime) -> str:
    """Until when somebody is away, the last day included: "Tue 1 Dec", "today 16:00"."""
    there = office.local(ends)
    if there.time() == time():
        return dates.week_day(last_day(ends, office), office.local(now).date())
    with timezone.override(office.wall):
        told = dates.moment(ends, now)
    return told + _place(office, ends)


def last_day(ends: datetime, office: Office) -> date:
    """The last day of an absence in the office of whoever is away."""
    return (office.local(ends) - A_MOMENT).date()


def _place(office: Office, at: datetime) -> str:
    zone = office.zone_at(at)
    return "" if dates.reading_zone(at) == zone else f" ({dates.city(zone)})"
