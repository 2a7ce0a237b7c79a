"""A page of the wall calendar: the days of a month in weeks, as the component `month` draws them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from babel.dates import get_day_names

from herringbone.core.models import Office, WorkingDay
from herringbone.core.wording import dates
from herringbone.core.wording.holidays import why_closed

FRIDAY = 5  # as ISO counts


@dataclass(frozen=True)
class Day:
    """One day: `written` is what picking it types into a field; `closed` and `owes` are words, or nothing."""

    date: date
    written: str
    working: bool
    today: bool = False
    chosen: bool = False
    closed: str = ""
    owes: str = ""
    url: str = ""

    @property
    def number(self) -> int:
        """The day of the month."""
        return self.date.day


@dataclass(frozen=True)
class Week:
    """Seven places from Monday on, None where another month's day would stand."""

    days: list[Day | None]
    chosen: bool = False


@dataclass(frozen=True)
class Turn:
    """The way to a neighbouring month."""

    label: str
    url: str


@dataclass(frozen=True)
class Month:
    """A month as it is shown. `caption` says in words what the table holds."""

    title: str
    caption: str
    weeks: list[Week]
    before: Turn | None = None
    after: Turn | None = None
    names: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True)
class Marks:
    """What is to be seen on a month: free days and owed things by date, the day chosen, and a week of it."""

    closed: Mapping[date, str] = field(default_factory=dict)
    owes: Mapping[date, str] = field(default_factory=dict)
    chosen: date | None = None
    week_of: date | None = None


def month_of(
    day: date,
    today: date,
    marks: Marks,
    caption: str = "",
    turn: Callable[[date], str] | None = None,
    url: Callable[[date], str] | None = None,
) -> Month:
    """The month that holds `day`. `turn` gives the address of a neighbouring month, `url` that of a working day."""
    first = day.replace(day=1)
    after = (first + timedelta(days=31)).replace(day=1)
    before = (first - timedelta(days=1)).replace(day=1)
    weeks = []
    monday = first - timedelta(days=first.weekday())
    while monday < after:
        places = [monday + timedelta(days=place) for place in range(7)]
        shown = [_day(on, today, marks, url) if on.month == first.month else None for on in places]
        weeks.append(Week(shown, chosen=marks.week_of in places))
        monday += timedelta(days=7)
    title = dates.written(first, "month")
    return Month(
        title=title,
        caption=caption or title,
        weeks=weeks,
        before=Turn(dates.written(before, "month short"), turn(before)) if turn else None,
        after=Turn(dates.written(after, "month short"), turn(after)) if turn else None,
        names=_weekdays(),
    )


def closed_days(office: Office, day: date) -> dict[date, str]:
    """The weekdays of the month of `day` on which an office is closed, each with its reason. One query."""
    free = WorkingDay.objects.filter(
        office=office, date__year=day.year, date__month=day.month, working=False, weekday__lte=FRIDAY
    )
    return {day.date: why_closed(day.holiday) for day in free}


def _day(on: date, today: date, marks: Marks, url: Callable[[date], str] | None) -> Day:
    weekday = on.isoweekday() <= FRIDAY
    closed = marks.closed.get(on, "") if weekday else ""
    return Day(
        date=on,
        written=dates.written(on, "weekday far"),
        working=weekday and not closed,
        today=on == today,
        chosen=on == marks.chosen,
        closed=closed,
        owes=marks.owes.get(on, ""),
        url=url(on) if url and weekday else "",
    )


def _weekdays() -> list[tuple[str, str]]:
    """Two letters and the whole name of each weekday, Monday first."""
    names = get_day_names("wide", locale=dates.locale(dates.language()))
    return [(names[place][:2].capitalize(), names[place]) for place in range(7)]
