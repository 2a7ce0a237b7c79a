"""The line of twelve months: its scale holds all points, and what cannot be said is left out."""

import re
from decimal import Decimal
from itertools import pairwise

import pytest

from herringbone.core.drawing.trend import BOTTOM, TOP, Point, scale, trend

BREADTH = 6.0  # of a letter of a drawing, on the average at most


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


@pytest.mark.parametrize("given", [(90, 60, 61, 95), (60, 99), (88, 90, 81, 82, 80, 84, 97), (90, 3, 95), (50, 0, 100)])
def test_the_word_beside_the_worst_month_lies_on_no_line_and_on_no_name_of_a_month(given):
    text = drawn(*given)
    place = re.search(r'late-text halo( middle)?" x="([0-9.]+)" y="([0-9.]+)"', text)
    x, y = float(place[2]), float(place[3])
    top, half = y - 12, 45  # of words as tall and as wide as these
    line = [tuple(map(float, one.split(","))) for one in text.split('points="')[1].split('"')[0].split()]
    for (x1, y1), (x2, y2) in pairwise(line):
        for step in range(51):
            at = x1 + (x2 - x1) * step / 50
            assert abs(at - x) > half or y1 + (y2 - y1) * step / 50 < top
    assert y <= 308, "the names of the months stand at 320"
    assert ">-" not in text, "nothing is below nought"


def test_no_point_lies_outside_the_drawing():
    heights = [
        float(place.split(",")[1]) for place in drawn(61, 99, 73, 100).split('points="')[1].split('"')[0].split()
    ]
    assert all(TOP <= height <= BOTTOM for height in heights)


@pytest.mark.parametrize("said", ["goal 100%", "obiettivo 100%"])
def test_the_words_of_the_goal_end_within_the_drawing_in_either_language(said):
    text = str(trend([Point("Jan", Decimal(1), "100%")] * 2, "Two months", goals=[100, 100], goal=said))
    place = re.search(rf'<text x="([0-9.]+)" y="[0-9.]+">{said}</text>', text)
    assert float(place[1]) + len(said) * BREADTH <= float(text.split('viewBox="0 0 ')[1].split()[0])
    assert float(place[1]) > max(float(one) for one in re.findall(r' x2="([0-9.]+)"', text))
