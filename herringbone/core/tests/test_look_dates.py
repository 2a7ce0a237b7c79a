"""Dates as the design writes them, in both languages."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.template import Context, Template
from django.utils import timezone, translation

from herringbone.core.wording import dates

NEW_YORK = ZoneInfo("America/New_York")
NOW = datetime(2026, 11, 24, 9, 10, tzinfo=NEW_YORK)


@pytest.fixture(autouse=True)
def _in_new_york():
    with timezone.override(NEW_YORK), translation.override("en"):
        yield


@pytest.mark.parametrize(
    ("day", "english", "italian"),
    [
        (date(2026, 11, 24), "Today", None),
        (date(2026, 11, 23), "Mon 23", "lun 23 nov"),
        (date(2026, 11, 3), "Tue 3", "mar 3 nov"),
        (date(2026, 12, 9), "9 Dec", "9 dic"),
        (date(2025, 11, 24), "24 Nov 2025", "24 nov 2025"),
    ],
)
def test_a_day_in_a_list_is_as_short_as_its_distance_allows(day: date, english: str, italian: str | None) -> None:
    assert dates.short_day(day, NOW) == english
    if italian:
        with translation.override("it"):
            assert dates.short_day(day, NOW) == italian


def test_a_moment_in_a_sentence_names_the_near_days() -> None:
    def said(month: int, day: int, year: int = 2026) -> str:
        return dates.moment(datetime(year, month, day, 15, 10, tzinfo=NEW_YORK), NOW)

    assert said(11, 24) == "today 15:10"
    assert said(11, 23) == "yesterday 15:10"
    assert said(11, 25) == "tomorrow 15:10"
    assert said(11, 26) == "Thu 26 Nov 15:10"
    assert said(1, 7, 2027) == "Thu 7 Jan 2027 15:10"
    with translation.override("it"):
        assert said(11, 26) == "gio 26 nov, 15:10"


def test_what_happened_lately_has_its_hour() -> None:
    assert dates.lately(datetime(2026, 11, 24, 9, 8, tzinfo=NEW_YORK), NOW) == "09:08"
    assert dates.lately(datetime(2026, 11, 21, 11, 30, tzinfo=NEW_YORK), NOW) == "Sat 11:30"
    assert dates.lately(datetime(2026, 11, 17, 11, 30, tzinfo=NEW_YORK), NOW) == "Tue 17 Nov"


def test_italian_never_says_a_lone_weekday_that_is_also_a_month() -> None:
    with translation.override("it"):
        assert dates.lately(datetime(2026, 11, 17, 11, 30, tzinfo=NEW_YORK), NOW) == "mar 17 nov"
        assert dates.lately(datetime(2026, 11, 20, 11, 30, tzinfo=NEW_YORK), NOW) == "ven 20 nov, 11:30"


def test_headings_and_the_exact_moment() -> None:
    due = datetime(2026, 11, 22, 15, 30, tzinfo=NEW_YORK)
    assert dates.written(NOW, "heading") == "Tuesday, 24 November"
    assert dates.exact(due) == "Sunday 22 November 2026, 15:30"
    assert dates.exact(date(2026, 12, 7)) == "Monday 7 December 2026"
    with translation.override("it"):
        assert dates.written(NOW, "heading") == "martedì 24 novembre"
        assert dates.exact(due) == "domenica 22 novembre 2026, 15:30"


def test_the_reader_s_zone_decides_the_day() -> None:
    evening = datetime(2026, 11, 24, 23, 30, tzinfo=NEW_YORK)
    assert dates.short_day(evening, NOW) == "Today"
    with timezone.override(ZoneInfo("Europe/Rome")):
        assert dates.short_day(evening, NOW) == "Wed 25"


def test_a_language_without_patterns_reads_english() -> None:
    with translation.override("de"):
        assert dates.month_day(date(2026, 12, 7), NOW) == "7 Dec"


def test_a_zone_is_told_by_its_city_in_the_readers_language() -> None:
    assert (dates.city("Europe/Rome"), dates.city("America/New_York")) == ("Rome", "New York")
    with translation.override("it"):
        assert (dates.city("Europe/Rome"), dates.city("America/New_York")) == ("Roma", "New York")


def test_i6_a_moment_that_was_shown_to_one_reader_is_shown_to_another_in_their_zone_and_language() -> None:
    shown = "{% when moment 'time' %}|{% when moment 'weekday' %}|{% due_time moment now %}"
    moment = datetime(2026, 11, 25, 2, 30, tzinfo=UTC)

    def page() -> str:
        return Template(shown).render(Context({"moment": moment, "now": NOW}))

    here = page()
    with timezone.override(ZoneInfo("Europe/Rome")):  # the zone alone is another
        assert "03:30" in page()
        assert "Wed 25 Nov" in page()
        assert "21:30" not in page()
    with translation.override("it"):  # the language alone is another
        assert "mar 24 nov" in page()
    with timezone.override(ZoneInfo("Europe/Rome")), translation.override("it"):
        there = page()
    assert "21:30" in here
    assert "Tue 24 Nov" in here
    assert "2026-11-24T21:30-05:00" in here
    assert "03:30" in there
    assert "mer 25 nov" in there
    assert "2026-11-25T03:30+01:00" in there
    assert page() == here


def test_days_between_two_moments_are_those_of_the_readers_calendar() -> None:
    evening, morning = (datetime(2026, 11, day, hour, tzinfo=NEW_YORK) for day, hour in ((23, 22), (24, 8)))
    assert dates.days_between(evening, morning) == 1
    with timezone.override(ZoneInfo("Europe/Rome")):
        assert dates.days_between(evening, morning) == 0, "Tuesday morning in Milan already"
    assert dates.days_between(morning, evening) == -1
