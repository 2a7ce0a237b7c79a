"""The line of twelve months: its scale holds all points, and what cannot be said is left out."""

from decimal import Decimal

import pytest

from herringbone.core.drawing.trend import BOTTOM, TOP, Point, scale, trend


def shares(*hundredths):
    return [Decimal(one) / 100 for one in hundredths]


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        (shares(84.8, 97.4), (80, 100, 5)), (shares(88, 93), (85, 95, 5)), (shares(100, 100), (95, 100, 5)),
        (shares(60, 98), (60, 100, 10)), (shares(0, 100), (0, 100, 25)), (shares(50), (50, 55, 5)),
    ],
)  # fmt: skip
def test_the_scale_holds_every_point_between_at_most_five_marks(given, wanted):
    low, high, step = scale(given)
    assert (low, high, step) == wanted
    assert low <= min(given) * 100 and max(given) * 100 <= high
    assert (high - low) // step <= 4


def drawn(*given):
    points = [Point("Jan", one if one is None else Decimal(one) / 100, f"{one}%") for one in given]
    return str(trend(points, "Twelve months", worst="January 60%"))


def test_a_month_without_a_share_breaks_the_line():
    assert drawn(90, 91, None, 92, 93).count("polyline") == 2


def test_a_month_between_two_without_is_a_dot():
    assert drawn(None, 91, None, 92, 93).count("polyline") == 1


def test_without_any_share_there_is_no_drawing():
    assert drawn(None, None) == ""


def test_the_worst_month_gets_a_word_unless_it_is_the_last():
    assert "January 60%" in drawn(90, 60, 95)
    assert "January 60%" not in drawn(90, 95, 60)


def test_no_point_lies_outside_the_drawing():
    heights = [
        float(place.split(",")[1]) for place in drawn(61, 99, 73, 100).split('points="')[1].split('"')[0].split()
    ]
    assert all(TOP <= height <= BOTTOM for height in heights)
