"""A page of the wall calendar."""

from datetime import date

import pytest
from django.utils import translation

from herringbone.core.models import Office
from herringbone.core.months import Marks, closed_days, month_of
from tests.world import World

TODAY = date(2026, 11, 24)


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


def test_c1_a_month_begins_on_its_weekday_and_holds_every_day_once() -> None:
    month = month_of(date(2026, 12, 9), TODAY, Marks())
    assert month.title == "December 2026"
    assert [day and day.number for day in month.weeks[0].days] == [None, 1, 2, 3, 4, 5, 6]
    days = [day.number for week in month.weeks for day in week.days if day]
    assert days == list(range(1, 32))
    assert month.names[0] == ("Mo", "Monday")


def test_c1_a_closed_day_says_why_and_cannot_be_picked() -> None:
    eighth = date(2026, 12, 8)
    month = month_of(eighth, TODAY, Marks(closed={eighth: "Immaculate Conception"}, chosen=date(2026, 12, 9)))
    days = {day.number: day for week in month.weeks for day in week.days if day}
    assert (days[8].working, days[8].closed) == (False, "Immaculate Conception")
    assert days[9].chosen
    assert days[9].working
    assert not days[12].working
    assert days[12].closed == ""


def test_c1_today_the_chosen_week_and_what_is_owed_are_marked() -> None:
    month = month_of(TODAY, TODAY, Marks(week_of=TODAY, owes={date(2026, 11, 20): "report late"}))
    days = {day.number: day for week in month.weeks for day in week.days if day}
    assert [day for day, shown in days.items() if shown.today] == [24]
    assert [week.days[0].number for week in month.weeks if week.chosen and week.days[0]] == [23]
    assert days[20].owes == "report late"


def test_c1_the_neighbours_of_a_month_cross_the_year() -> None:
    month = month_of(date(2026, 12, 9), TODAY, Marks(), turn=lambda first: f"?of={first:%Y-%m}")
    assert month.before and month.after
    assert (month.before.label, month.before.url) == ("Nov", "?of=2026-11")
    assert (month.after.label, month.after.url) == ("Jan", "?of=2027-01")


def test_c1_closed_days_come_from_the_office_s_calendar(world: World) -> None:
    office = Office.objects.get(pk=world.office.pk)
    assert closed_days(office, date(2026, 11, 5)) == {
        date(2026, 11, 11): "Veterans Day",
        date(2026, 11, 26): "Thanksgiving Day",
    }
