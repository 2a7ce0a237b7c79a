"""The words of the desk's time column and of clocks, as the design gives them for a morning in New York."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone, translation

from herringbone.core.wording import durations

NEW_YORK = ZoneInfo("America/New_York")
NOW = datetime(2026, 11, 24, 9, 10, tzinfo=NEW_YORK)


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=NEW_YORK)


@pytest.mark.parametrize(
    ("due", "words", "urgency"),
    [
        (at(22, 15, 30), "1 d 17 h late", "late"),
        (at(23, 18), "15 h late", "late"),
        (at(24, 8, 50), "20 min late", "late"),
        (at(20, 6), "4 d 3 h late", "late"),
        (at(23, 9, 10), "1 d late", "late"),
        (at(3, 9, 10), "21 d late", "late"),
        (at(24, 9, 10), "0 min", "soon"),
        (at(24, 9, 35), "25 min", "soon"),
        (at(24, 12), "2 h 50", "soon"),
        (at(24, 12, 15), "3 h 05", "soon"),
        (at(24, 15, 10), "6 h", "soon"),
        (at(25, 8), "22 h 50", "open"),
        (at(25, 11, 50), "1 d 2 h", "open"),
        (at(25, 17), "1 d 8 h", "open"),
        (at(25, 9, 20), "1 d", "open"),
        (at(25, 23, 59), "1 d 15 h", "open"),
        (at(26, 8), "2 d", "open"),
        (at(26, 23, 59), "2 d", "open"),
        (at(27, 17), "3 d", "open"),
        (at(30, 16), "6 d", "open"),
    ],
)
def test_j1_the_time_column_says_what_is_left_or_how_late(due: datetime, words: str, urgency: str) -> None:
    with timezone.override(NEW_YORK):
        assert durations.time_to(due, NOW) == words
        assert durations.urgency(due, NOW) == urgency


def test_j1_tomorrow_seen_from_just_after_midnight_is_never_a_day_and_24_hours() -> None:
    with timezone.override(NEW_YORK):
        assert durations.time_left(at(25, 23, 59), at(24, 0, 0)) == "1 d 23 h"


def test_j1_soon_is_the_reader_s_own_day() -> None:
    """Half past midnight in Milan is still the evening before in New York."""
    due = datetime(2026, 11, 25, 0, 30, tzinfo=ZoneInfo("Europe/Rome"))
    with timezone.override(NEW_YORK):
        assert durations.urgency(due, NOW) == "soon"
    with timezone.override(ZoneInfo("Europe/Rome")):
        assert durations.urgency(due, NOW) == "open"


def test_c2_a_clock_of_hours_counts_hours_however_many() -> None:
    assert durations.hours(timedelta(hours=26, minutes=40)) == "26 h 40"
    assert durations.hours(timedelta(hours=1, minutes=10)) == "1 h 10"
    assert durations.hours(timedelta(minutes=-5)) == "0 min"


def test_c3_the_client_s_window_is_said_in_days() -> None:
    assert durations.days_and_hours(timedelta(days=2, hours=2, minutes=59)) == "2 days 2 h"
    assert durations.days_and_hours(timedelta(days=1, minutes=10)) == "1 day"
    assert durations.days_and_hours(timedelta(hours=5, minutes=10)) == "5 h 10"


def test_days_in_words_agree_in_number() -> None:
    with translation.override("en"):
        assert (durations.days(1), durations.days(9)) == ("1 day", "9 days")
