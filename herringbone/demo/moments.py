"""The demo's days: told from the morning of the story, so that at any other date the same things have just happened.

The story's morning is ten past nine in New York, on the last working day there whose ten past nine has been.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from herringbone.core.models import Office, WorkingDay

TEN_PAST_NINE = time(9, 10)
BEFORE, AFTER = -1, 1
FRIDAY = 4
LAST_DAYS = 11
TUESDAY = 1


class Hours:
    """An office's working time as one line: so many hours since the first day of its calendar."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.zone = ZoneInfo(office.zone)
        days = WorkingDay.objects.filter(office=office, working=True).order_by("date")
        self._days = list(days.values_list("date", "opens", "closes", "worked_before"))
        self._dates = [day for day, *_ in self._days]
        self._opens = [opens for _, opens, _, _ in self._days]
        self._worked = [worked for *_, worked in self._days]

    def at(self, moment: datetime) -> float:
        """How many hours the office had worked at a moment."""
        place = max(0, bisect_right(self._opens, moment) - 1)
        _day, opens, closes, worked = self._days[place]
        return (worked + (min(moment, closes) - opens).total_seconds()) / 3600

    def when(self, hours: float) -> datetime:
        """The moment, to the minute, at which the office had worked so many hours."""
        seconds = round(hours * 60) * 60
        place = max(0, bisect_right(self._worked, seconds) - 1)
        _day, opens, _closes, worked = self._days[place]
        return opens + timedelta(seconds=seconds - worked)

    def working(self, day: date, step: int = AFTER) -> date:
        """The date itself where the office works on it, else the nearest after or before it."""
        place = bisect_right(self._dates, day)
        if self._dates[place - 1] == day or step == BEFORE:
            return self._dates[place - 1]
        return self._dates[place]

    def later(self, day: date, days: int) -> date:
        """So many working days after (or, below nought, before) a date."""
        return self._dates[bisect_right(self._dates, self.working(day)) - 1 + days]

    def days_later(self, moment: datetime, days: int) -> datetime:
        """As `core.calendar.working_days_later`."""
        place = max(0, bisect_right(self._opens, moment) - 1)
        _day, opens, closes, _worked = self._days[place]
        if moment >= closes:
            return self._opens[place + 1 + days]
        return self._opens[place + days] + (moment - opens)

    def local(self, day: date, clock: str) -> datetime:
        """A time of day on the office's clock."""
        return datetime.combine(day, time.fromisoformat(clock), self.zone)

    def date_of(self, moment: datetime) -> date:
        """The office's date at a moment."""
        return moment.astimezone(self.zone).date()


@dataclass(frozen=True)
class Moments:
    """Moments told in days from the story's."""

    morning: datetime
    offices: dict[str, Hours]

    @property
    def today(self) -> date:
        """The story's day: the same date in both offices."""
        return self.offices["New York"].date_of(self.morning)

    def day(self, days: int, office: str = "New York") -> date:
        """A date so many days from today, where the story's today is a Tuesday.

        Of the last days as many working days are gone as between that Tuesday and then, so that what follows one upon
        the other does so after any holidays. Else, where the office is closed, it is the working day before it, or
        after it if it lies ahead.
        """
        hours = self.offices[office]
        if -LAST_DAYS <= days < 0:
            return hours.later(hours.working(self.today, BEFORE), -_weekdays_before_tuesday(-days))
        return self.back(days, office)

    def back(self, days: int, office: str = "New York") -> date:
        """A date so many days from today by the calendar, moved to a working day of the office; today stays today."""
        if days == 0:
            return self.today
        return self.offices[office].working(self.today + timedelta(days=days), AFTER if days > 0 else BEFORE)

    def weekday(self, days: int) -> date:
        """A date so many days from today by the calendar, moved off a weekend, further from today; today stays today.

        For what is promised to a client, who may work on a holiday of ours.
        """
        day = self.today + timedelta(days=days)
        over = day.weekday() - FRIDAY
        if days == 0 or over <= 0:
            return day
        return day + timedelta(days=3 - over if days > 0 else -over)

    def at(self, days: int, clock: str, office: str = "New York") -> datetime:
        """A time of day on such a date."""
        return self.offices[office].local(self.day(days, office), clock)

    def told(self, told: Sequence[Any], office: str = "New York") -> datetime:
        """A moment as the story's files tell it: days from today, and a time of day."""
        days, clock = told
        return self.at(days, clock, office)

    def ago(self, **length: float) -> datetime:
        """So long before the story's moment by the clock, whatever day that is."""
        return self.morning - timedelta(**length)


def _weekdays_before_tuesday(days: int) -> int:
    """How many weekdays lie in so many days before a Tuesday, the last of them included."""
    return sum((TUESDAY - back) % 7 < 5 for back in range(1, days + 1))


def morning_of(now: datetime, new_york: Office) -> datetime:
    """The story's moment at a given one."""
    hours = Hours(new_york)
    here = now.astimezone(hours.zone)
    day = here.date() if here.time() >= TEN_PAST_NINE else here.date() - timedelta(days=1)
    return datetime.combine(hours.working(day, BEFORE), TEN_PAST_NINE, hours.zone)
