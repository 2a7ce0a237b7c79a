"""Whether an office works on a date, and which working days stand around one that is free."""

from dataclasses import dataclass
from datetime import date, timedelta

from babel.dates import format_date
from babel.lists import format_list
from django.utils.translation import gettext as _

from herringbone.core.models import Office, WorkingDay
from herringbone.core.wording import dates

SATURDAY = 6


@dataclass(frozen=True)
class Free:
    """A date on which the office is closed: why in words, and the working days before and after it."""

    reason: str
    ways: tuple[date, ...]


def closed_on(office: Office, on: date) -> Free | None:
    """None on a working day. Beyond the office's calendar, the reason says so and there is no way out."""
    days = {
        day.date: day
        for day in WorkingDay.objects.filter(
            office=office, date__range=(on - timedelta(days=21), on + timedelta(days=21))
        )
    }
    day = days.get(on)
    if day is None:
        return Free(_("The calendar of %(office)s does not reach that day") % {"office": office}, ())
    if day.working:
        return None
    before = _nearest(days, on, -1)
    after = _nearest(days, on, 1)
    ways = tuple(found for found in (before, after) if found)
    return Free(f"{_why(office, days, on)} {_did_you_mean(ways)}".strip(), ways)


def _nearest(days: dict[date, WorkingDay], on: date, step: int) -> date | None:
    while on in days:
        on += timedelta(days=step)
        if on in days and days[on].working:
            return on
    return None


def _why(office: Office, days: dict[date, WorkingDay], on: date) -> str:
    """Names the holidays around, or the day of the week."""
    if on.isoweekday() >= SATURDAY:
        return _("%(day)s is no working day in %(office)s.") % {"day": dates.written(on, "long"), "office": office}
    free = [on]
    for step in (-1, 1):
        here = on + timedelta(days=step)
        while here in days and not days[here].working:
            free += [here] if here.isoweekday() < SATURDAY else []
            here += timedelta(days=step)
    return _("%(office)s is closed on %(days)s.") % {"office": office, "days": _listed(sorted(free))}


def _listed(days: list[date]) -> str:
    """ "7 and 8 December", "31 December and 1 January"."""
    words = [format_date(day, "d MMMM", dates.locale(dates.language())) for day in days]
    if len({(day.year, day.month) for day in days}) == 1:
        words[:-1] = [str(day.day) for day in days[:-1]]
    return format_list(words, locale=dates.locale(dates.language()))


def _did_you_mean(ways: tuple[date, ...]) -> str:
    if not ways:
        return ""
    words = [dates.written(day, "long") for day in ways]
    return _("Did you mean %(days)s?") % {"days": format_list(words, style="or", locale=dates.locale(dates.language()))}
