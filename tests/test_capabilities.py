"""docs/capabilities.md tells the truth: every row is listed, and what is called done has tests."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ROW = re.compile(r"^\| ([A-K]\d+) \| ([^|]+) \| (done|partly|not yet) \| ([^|]*) \|$", re.MULTILINE)
SECTIONS = {"A": 17, "B": 15, "C": 9, "D": 9, "E": 13, "F": 8, "G": 5, "H": 6, "I": 6, "J": 4, "K": 4}


def rows():
    return ROW.findall((ROOT / "docs" / "capabilities.md").read_text())


def rows_with_tests():
    """The rows that tests are named after."""
    names = set()
    for file in (*ROOT.glob("herringbone/**/test_*.py"), *ROOT.glob("tests/**/test_*.py")):
        names.update(re.findall(r"def test_([a-k]\d+)_", file.read_text()))
    return {name.upper() for name in names}


def test_every_row_of_the_mission_is_listed_once_in_order():
    wanted = [f"{letter}{number}" for letter, last in SECTIONS.items() for number in range(1, last + 1)]
    assert [row for row, *_ in rows()] == wanted


@pytest.mark.parametrize("row", [row for row, _, state, _ in rows() if state != "not yet"])
def test_what_is_called_done_has_tests_named_after_it(row):
    assert row in rows_with_tests()


def test_what_is_not_yet_there_claims_no_place():
    assert [row for row, _, state, where in rows() if state == "not yet" and where.strip()] == []


def test_what_is_there_says_where():
    assert [row for row, _, state, where in rows() if state != "not yet" and not where.strip()] == []
