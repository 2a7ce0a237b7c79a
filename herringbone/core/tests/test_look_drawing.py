"""The plumb line and the other small drawings, against the numbers of the design."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from herringbone.core.drawing.clock import clock_line
from herringbone.core.drawing.icons import NoSuchIcon, icon
from herringbone.core.drawing.plumb import late_length, left_length, plumb, plumb_marks

NEW_YORK = ZoneInfo("America/New_York")
NOW = datetime(2026, 11, 24, 9, 10, tzinfo=NEW_YORK)


@pytest.fixture(autouse=True)
def _in_new_york():
    with timezone.override(NEW_YORK):
        yield


def test_j1_a_week_late_is_58_pixels_and_two_weeks_left_are_98() -> None:
    assert late_length(168) == pytest.approx(58)
    assert left_length(336) == pytest.approx(98)


@pytest.mark.parametrize(
    ("hours_late", "start"), [(15 + 10 / 60, 35.9), (41 + 40 / 60, 23.7), (99 + 10 / 60, 12.8), (27 + 10 / 60, 29.0)]
)
def test_j1_late_runs_left_of_now_as_drawn_in_the_design(hours_late: float, start: float) -> None:
    assert 64 - late_length(hours_late) == pytest.approx(start, abs=0.06)


@pytest.mark.parametrize(
    ("minutes_left", "end"),
    [(170, 80.8), (350, 90.1), (470, 94.4), (530, 96.3), (1600, 114.9), (2930, 125.8), (4790, 134.9), (9050, 146.9)],
)
def test_j1_time_left_runs_right_of_now_as_drawn_in_the_design(minutes_left: int, end: float) -> None:
    assert 64 + left_length(minutes_left / 60) == pytest.approx(end, abs=0.07)


def test_j1_no_line_leaves_its_drawing() -> None:
    assert late_length(10_000) == 64
    assert left_length(10_000) == 98


def test_j1_the_scale_has_its_marks_where_the_design_has_them() -> None:
    assert [(kind, round(x, 1)) for kind, x in plumb_marks()] == [
        ("week", 6.0),
        ("now", 64.0),
        ("day", 113.0),
        ("week", 148.9),
    ]


def test_j1_the_line_says_late_soon_and_open_by_its_shape() -> None:
    late = plumb(NOW - timedelta(hours=41, minutes=40), NOW)
    soon = plumb(NOW + timedelta(minutes=170), NOW)
    later = plumb(NOW + timedelta(minutes=4790), NOW)
    assert '<line class="plumb-late" x1="23.7" x2="64" y1="50%" y2="50%"/>' in late
    assert "<circle" not in late
    assert '<line class="plumb-left plumb-soon" x1="64" x2="80.9"' in soon
    assert '<circle class="plumb-end" cx="134.9" cy="50%" r="3"/>' in later
    assert all('aria-hidden="true"' in drawing for drawing in (late, soon, later))


def test_c2_the_clock_s_line_shows_what_is_spent() -> None:
    began = NOW - timedelta(hours=21, minutes=20)
    assert 'class="spent" x1="0" x2="44.4%"' in clock_line(began, began + timedelta(hours=48), NOW)
    assert 'class="spent" x1="0" x2="100.0%"' in clock_line(began, began + timedelta(hours=1), NOW)
    assert clock_line(began, began + timedelta(hours=48), NOW, parts=3).count('class="tick"') == 4


def test_an_icon_is_lucide_s_and_hidden_from_screen_readers() -> None:
    drawn = icon("phone")
    assert drawn.startswith('<svg class="icon" viewBox="0 0 24 24"')
    assert "<path" in drawn
    assert "xmlns" not in drawn
    assert 'aria-hidden="true"' in drawn


def test_an_icon_that_does_not_exist_is_an_error_and_no_hole_in_the_page() -> None:
    with pytest.raises(NoSuchIcon, match="telephone-of-gold"):
        icon("telephone-of-gold")
