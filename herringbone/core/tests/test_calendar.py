"""Working time is the same in Python and in SQL, over nights, weekends, holidays and changes of the clocks."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.db.models import DateTimeField, F, IntegerField, Value
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from herringbone.core.calendar import (
    CalendarEnds,
    days_later,
    fill_calendar,
    hours_later,
    working_days_later,
    working_hours_later,
)
from herringbone.core.models import Office, WorkingDay
from herringbone.core.sql import Given, Named

pytestmark = pytest.mark.later

moments = st.datetimes(datetime(2026, 1, 2), datetime(2026, 10, 1), timezones=st.just(UTC)).map(
    lambda moment: moment.replace(microsecond=0)
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moment=moments, amount=st.integers(1, 60))
def test_sql_and_python_agree(world, moment, amount):
    values = {"since": Value(moment, DateTimeField()), "office": F("pk"), "amount": Value(amount)}
    named = Named("since", DateTimeField()), Named("office", IntegerField()), Named("amount", IntegerField())
    row = Office.objects.annotate(
        by_days=Given(days_later(*named), **values), by_hours=Given(hours_later(*named), **values)
    ).get(pk=world.office.pk)

    assert row.by_days == working_days_later(world.office, moment, amount)
    assert row.by_hours == working_hours_later(world.office, moment, amount)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moment=moments, hours=st.integers(1, 60))
def test_the_office_is_open_for_just_that_long(world, moment, hours):
    due = working_hours_later(world.office, moment, hours)
    open_time = timedelta()
    for day in WorkingDay.objects.filter(office=world.office, working=True):
        open_time += max(timedelta(), min(day.closes, due) - max(day.opens, moment))
    assert open_time == timedelta(hours=hours)


def test_friday_to_monday_and_over_a_holiday(world):
    friday = datetime(2026, 2, 13, 20, tzinfo=UTC)  # three in the afternoon; Monday is Washington's birthday
    assert working_days_later(world.office, friday, 1) == datetime(2026, 2, 17, 20, tzinfo=UTC)
    assert working_hours_later(world.office, friday, 4) == datetime(2026, 2, 17, 15, tzinfo=UTC)


def test_clocks_going_forward_leave_three_in_the_afternoon_where_it_was(world):
    friday = datetime(2026, 3, 6, 20, tzinfo=UTC)
    assert working_days_later(world.office, friday, 1) == datetime(2026, 3, 9, 19, tzinfo=UTC)


@pytest.mark.parametrize(
    ("asked", "due"),
    [
        (datetime(2026, 3, 3, 12), datetime(2026, 3, 4, 14)),  # Tuesday before opening: Wednesday's opening
        (
            datetime(2026, 3, 3, 23),
            datetime(2026, 3, 5, 14),
        ),  # Tuesday after the close: counts from Wednesday's opening
        (datetime(2026, 2, 28, 17), datetime(2026, 3, 3, 14)),  # Saturday: counts from Monday's opening
    ],
)
def test_outside_office_hours_it_counts_from_the_next_opening(world, asked, due):
    assert working_days_later(world.office, asked.replace(tzinfo=UTC), 1) == due.replace(tzinfo=UTC)


def test_a_calendar_goes_on_where_it_ended_and_says_where_it_ends(world):
    with pytest.raises(CalendarEnds):
        working_days_later(world.office, datetime(2027, 12, 30, tzinfo=UTC), 5)
    fill_calendar(world.office, date(2025, 1, 1), date(2028, 3, 31))
    assert working_days_later(world.office, datetime(2027, 12, 30, tzinfo=UTC), 5).month == 1


def test_a_closure_of_the_agency_is_no_working_day(db):
    milan = Office.objects.create(name="Milan", zone="Europe/Rome", country="IT", opens=time(9), closes=time(18))
    fill_calendar(milan, date(2026, 8, 1), date(2026, 8, 31), closures={date(2026, 8, 17): "summer closure"})
    assert working_days_later(milan, datetime(2026, 8, 14, 9, tzinfo=UTC), 1).day == 18
