"""Series: the days that one makes, which of them are closed, and what its invitation says."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import F, QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from herringbone.core import clock
from herringbone.core.models import Office, WorkingDay
from herringbone.core.wording.dates import weekday_name, written
from herringbone.core.wording.holidays import why_closed
from herringbone.meetings import recurrence
from herringbone.meetings.models import Meeting, Series
from herringbone.people.models import Person
from herringbone.people.queries.offices import clock_ahead
from herringbone.people.rules import who_answers

AHEAD = timedelta(days=92)  # so far ahead the meetings of a series are made
DAY = timedelta(days=1)
LONGEST = timedelta(days=731)  # from the first day to the last


@dataclass(frozen=True)
class SeriesDay:
    """A day of a series; `closed` says why the office is closed on it, `left_out` that there is no meeting for it."""

    date: date
    closed: str
    left_out: bool


def series_days(office: Office, found: Iterable[date], skip_closed: bool) -> list[SeriesDay]:
    """Each of these days with why it is closed. One query."""
    days = list(found)
    closed = closed_days(office, days)
    return [SeriesDay(day, closed.get(day, ""), skip_closed and day in closed) for day in days]


def closed_days(office: Office, days: Iterable[date]) -> dict[date, str]:
    """Those of these days on which an office is closed, with the reason."""
    rows = WorkingDay.objects.filter(office=office, date__in=list(days), working=False)
    return {row.date: why_closed(row.holiday) for row in rows}


def last_known(office: Office) -> date | None:
    """The last day that an office's calendar knows."""
    return WorkingDay.objects.filter(office=office).order_by("-date").values_list("date", flat=True).first()


def to_lengthen() -> QuerySet[Series]:
    """Series of which the next meetings are to be made, where somebody is there to write their reports or not."""
    horizon = clock.now().date() + AHEAD
    return Series.objects.filter(ahead__lt=F("until")).filter(ahead__lt=horizon).order_by("pk")


@dataclass(frozen=True)
class Move:
    """To which clock a series is to go over, and with which of its meetings."""

    zone: str
    first: Meeting


def to_move() -> QuerySet[Series]:
    """Series that go by another clock than their office has, or will have; those among them have a `move_of` that have
    meetings on it."""
    wanted = Coalesce("office__clock_ahead__zone", "office__zone")
    running = Series.objects.filter(until__gte=clock.now().date() - DAY).select_related("office__clock_ahead")
    return running.exclude(zone=wanted).order_by("pk")


def move_of(series: Series) -> Move | None:
    """How a series goes over to the clock of its office; None where no meeting ahead would move. Two queries."""
    now, ahead = clock.now(), clock_ahead(series.office)
    zone, since = (ahead.zone, ahead.since) if ahead else (series.office.zone, date.min)
    if zone == series.zone:
        return None
    for one in live_meetings(series).filter(ends__gt=now):
        assert one.instance
        day = series.local(one.instance).date()
        if day >= since and recurrence.begins(day, series.at, zone) > now:
            return Move(zone, one)
    return None


def who_writes(series: Series) -> Person | None:
    """Whoever was named, else who called it, else who answers for the client; None where all have gone."""
    for one in (series.reporter, series.by):
        if one.is_active:
            return one
    on = series.office.local(clock.now()).date()
    found = who_answers([series.client_id], on).get(series.client_id)
    return Person.objects.filter(pk=found, is_active=True).first() if found else None


def moments(series: Series) -> dict[datetime, date]:
    """Every moment of a series by its rule, closed days too, with its day."""
    found = recurrence.days(series.every, series.first, series.until)
    return {series.begins(day): day for day in found}


def left_out(series: Series) -> list[datetime]:
    """The moments of a series for which there is no meeting: closed days, and those called off. Two queries."""
    all_of_it = moments(series)
    closed = closed_days(series.office, all_of_it.values()) if series.skip_closed else {}
    live = set(live_meetings(series).values_list("instance", flat=True))
    return [
        moment for moment, day in all_of_it.items() if moment not in live and (day in closed or day <= series.ahead)
    ]


def live_meetings(series: Series) -> QuerySet[Meeting]:
    """The meetings of a series that were not called off, in the order of the moments for which they stood."""
    return series.meetings.filter(withdrawal=None).order_by("instance")


def first_of(series: Series) -> Meeting:
    """The meeting of a series that is next, or where all are over, the last one that stands."""
    live = live_meetings(series)
    found = live.filter(ends__gt=clock.now()).first() or live.last()
    assert found, "a series is called with at least one meeting"
    return found


def differ(series: Series, meetings: Iterable[Meeting]) -> list[Meeting]:
    """Those of its meetings that were moved or changed by themselves: a calendar is told of each."""
    lasts = timedelta(minutes=series.minutes)
    own = (series.topic, series.place, series.conference, series.office_id)
    return [
        one
        for one in meetings
        if one.starts != one.instance
        or one.ends - one.starts != lasts
        or (one.topic, one.place, one.conference, one.office_id) != own
    ]


def repeats(series: Series) -> str:
    """In words how a series comes again: "every week on Tuesday, until 9 February 2027"."""
    told = {
        "weekday": weekday_name(series.first.isoweekday()), "day": series.first.day, "place": _place(series.first),
        "until": written(series.until, "far"),
    }  # fmt: skip
    words = {
        Series.Every.WEEK: _("every week on %(weekday)s, until %(until)s"),
        Series.Every.FORTNIGHT: _("every two weeks on %(weekday)s, until %(until)s"),
        Series.Every.MONTH_DATE: _("every month on day %(day)d, until %(until)s"),
        Series.Every.MONTH_LAST: _("every month on the last %(weekday)s, until %(until)s"),
        Series.Every.MONTH_WEEKDAY: _("every month on the %(place)s %(weekday)s, until %(until)s"),
    }
    return words[Series.Every(series.every)] % told


def _place(first: date) -> str:
    """Which one of its month: "second"."""
    places = (
        pgettext("a weekday of the month", "first"), pgettext("a weekday of the month", "second"),
        pgettext("a weekday of the month", "third"), pgettext("a weekday of the month", "fourth"),
    )  # fmt: skip
    return places[min(recurrence.place_of(first), len(places)) - 1]
