"""Working time: filling the calendar, and "later" in Python and in SQL.

Every answer is exact to the second. The SQL expressions and the Python functions are held together by a
property test (tests/test_core_calendar.py).
"""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import (
    Case,
    DateTimeField,
    Expression,
    ExpressionWrapper,
    F,
    IntegerField,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Greatest, Least

from herringbone.core.models import Office, WorkingDay
from herringbone.core.sql import SecondsBetween, SecondsLater

SATURDAY = 6


class CalendarEnds(LookupError):
    """The office's calendar is not filled that far."""


def fill_calendar(office: Office, first: date, last: date, closures: Mapping[date, str] | None = None) -> None:
    """Write the rows of an office from `first` to `last`, both included; a date already there stays as it is.

    Run it again with a later `last` to go on where the calendar ends. `closures` are the agency's own free
    dates, each with its reason.
    """
    free = {**_public_holidays(office, first, last), **(closures or {})}
    zone = ZoneInfo(office.zone)
    latest = WorkingDay.objects.filter(office=office).order_by("date").last()
    number = latest.number if latest else 0
    worked = latest.worked_before + _seconds_worked(latest) if latest else 0
    on = latest.date + timedelta(days=1) if latest else first
    rows = []
    while on <= last:
        working = on.isoweekday() < SATURDAY and on not in free
        number += working
        row = WorkingDay(
            office=office, date=on, weekday=on.isoweekday(), working=working, number=number, worked_before=worked,
            holiday=free.get(on, "")[:120],
            begins=datetime.combine(on, time.min, zone).astimezone(UTC),
            opens=datetime.combine(on, office.opens, zone).astimezone(UTC),
            closes=datetime.combine(on, office.closes, zone).astimezone(UTC),
        )  # fmt: skip
        worked += _seconds_worked(row)
        rows.append(row)
        on += timedelta(days=1)
    WorkingDay.objects.bulk_create(rows, batch_size=1000)


def own_closures(office: Office, first: date) -> dict[date, str]:
    """The free dates from `first` on that no law of the office's country makes free, each with its reason."""
    named = dict(office.days.filter(date__gte=first).exclude(holiday="").values_list("date", "holiday"))
    if not named:
        return {}
    public = _public_holidays(office, first, max(named))
    return {on: why for on, why in named.items() if on not in public}


def write_anew(office: Office, first: date, closures: Mapping[date, str]) -> None:
    """Write the rows from `first` to the calendar's end anew, by the office as it is now; earlier rows stay."""
    last = office.days.order_by("-date").values_list("date", flat=True)[0]
    office.days.filter(date__gte=first).delete()
    fill_calendar(office, first, last, closures)


def close_dates(office: Office, free: Mapping[date, str]) -> None:
    """Make dates free, each with its reason, or (an empty reason) open them. Every other date keeps its hours as they
    were written, also where the office has others from a later date on; the count of worked time goes on from there.
    """
    first = min(free)
    before = office.days.filter(date__lt=first).order_by("date").last()
    number = before.number if before else 0
    worked = before.worked_before + _seconds_worked(before) if before else 0
    rows = list(office.days.filter(date__gte=first).order_by("date"))
    for row in rows:
        if row.date in free:
            row.holiday = free[row.date][:120]
            row.working = not row.holiday and row.weekday < SATURDAY
        number += row.working
        row.pk, row.number, row.worked_before = None, number, worked
        worked += _seconds_worked(row)
    office.days.filter(date__gte=first).delete()
    WorkingDay.objects.bulk_create(rows, batch_size=1000)


def _public_holidays(office: Office, first: date, last: date) -> dict[date, str]:
    import holidays  # takes 10 MB, and is needed once a year

    years = range(first.year, last.year + 1)
    # In English whatever the server speaks: the reader's words are `core.wording.holidays`.
    found = holidays.country_holidays(office.country, subdiv=office.region or None, years=years, language="en_US")
    return dict(found)


def _seconds_worked(day: WorkingDay) -> int:
    """Time that truly passes between open and close: moments are in UTC, where no hour is skipped or doubled."""
    return int((day.closes - day.opens).total_seconds()) if day.working else 0


def day_of(office: Office, moment: datetime) -> WorkingDay:
    """The row of the office's date at a moment. Raises CalendarEnds outside the filled years."""
    day = WorkingDay.objects.filter(office=office, begins__lte=moment).order_by("-begins").first()
    # No date is longer than 25 hours, but the one on whose evening the office moved to another zone.
    if day is None or (moment >= day.begins + timedelta(hours=26) and not _goes_on(office, moment)):
        raise CalendarEnds(f"{office}: no calendar at {moment:%Y-%m-%d}")
    return day


def _goes_on(office: Office, moment: datetime) -> bool:
    return WorkingDay.objects.filter(office=office, begins__gt=moment).exists()


def working_days_later(office: Office, moment: datetime, days: int) -> datetime:
    """The same time by the office's clock, `days` working days on: asked Friday at four, one day, Monday at four.

    Outside office hours it counts from the next opening. Raises CalendarEnds.
    """
    day = day_of(office, moment)
    number, into_the_day = day.number, max(timedelta(), moment - day.opens)
    if not day.working or moment >= day.closes:
        number, into_the_day = day.number + 1, timedelta()
    there = WorkingDay.objects.filter(office=office, working=True, number=number + days).first()
    if there is None:
        raise CalendarEnds(f"{office}: no working day number {number + days}")
    return there.opens + into_the_day


def working_hours_later(office: Office, moment: datetime, hours: int) -> datetime:
    """The moment when the office has been open for `hours` more hours; at the end of a day, its close."""
    day = day_of(office, moment)
    into_the_day = int((moment - day.opens).total_seconds())
    target = day.worked_before + max(0, min(into_the_day, _seconds_worked(day))) + hours * 3600
    last = (
        WorkingDay.objects.filter(office=office, working=True, worked_before__lt=target)
        .order_by("-worked_before")
        .first()
    )
    if last is None or target > last.worked_before + _seconds_worked(last):
        raise CalendarEnds(f"{office}: no calendar for {hours} hours after {moment:%Y-%m-%d}")
    return last.opens + timedelta(seconds=target - last.worked_before)


def days_later(moment: Expression, office: Expression, days: Expression) -> Subquery:
    """`working_days_later` for a query: of values that a `Given` has named."""
    shut = Q(working=False) | Q(closes__lte=moment)
    today = _today(moment, office).annotate(
        first=Case(When(shut, then=F("number") + 1), default=F("number"), output_field=IntegerField()),
        into=Case(
            When(shut, then=Value(0)),
            default=Greatest(Value(0), SecondsBetween(moment, F("opens"))),
            output_field=IntegerField(),
        ),
    )
    there = WorkingDay.objects.filter(
        office=office, working=True, number=Subquery(today.values("first")[:1]) + days
    ).annotate(then=SecondsLater(F("opens"), Subquery(today.values("into")[:1])))
    return Subquery(there.values("then")[:1], output_field=DateTimeField())


def hours_later(moment: Expression, office: Expression, hours: Expression) -> Subquery:
    """`working_hours_later` for a query: of values that a `Given` has named."""
    worked_today = Case(
        When(working=False, then=Value(0)),
        default=Greatest(Value(0), Least(SecondsBetween(moment, F("opens")), SecondsBetween(F("closes"), F("opens")))),
        output_field=IntegerField(),
    )
    position = _today(moment, office).annotate(position=F("worked_before") + worked_today).values("position")[:1]
    target = ExpressionWrapper(Subquery(position) + hours * 3600, output_field=IntegerField())
    there = (
        WorkingDay.objects.filter(office=office, working=True)
        .annotate(target=target)
        .filter(worked_before__lt=F("target"))
        .order_by("-worked_before")
        .annotate(then=SecondsLater(F("opens"), F("target") - F("worked_before")))
    )
    return Subquery(there.values("then")[:1], output_field=DateTimeField())


def _today(moment: Expression, office: Expression) -> QuerySet[WorkingDay]:
    """The row of the day in which a moment lies."""
    return WorkingDay.objects.filter(office=office, begins__lte=moment).order_by("-begins")
