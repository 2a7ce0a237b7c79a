"""`cases.md` has a line for each case, and each test that it names exists."""

import re
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "tests" / "cases.md"
ABUSE = (
    *range(1, 5),
    *range(6, 40),
    *range(41, 48),
)
BUGS = (28, 30, 32, 34, 35, 37, 46, 48, 49, 52)
WANTED = [f"S{number:02}" for number in ABUSE] + [f"B{number}" for number in BUGS]
LINE = re.compile(r"^\| ([SB]\d\d) \| ([^|]+) \| ([^|]+) \|$", re.MULTILINE)


@cache
def names_in(file: str) -> list[str]:
    """The names of the tests in a file."""
    path = ROOT / file
    return re.findall(r"^(?:    )?def (test_\w+)", path.read_text(), re.MULTILINE) if path.is_file() else []


def named() -> list[tuple[str, str, str]]:
    """Each test that the page names: for which case, in which file, under which name."""
    return [
        (case, *told.split("::"))
        for case, _, tests in LINE.findall(PAGE.read_text())
        for told in re.findall(r"`([^`]+)`", tests)
    ]


def test_every_case_has_one_line_in_order():
    assert [case for case, _, _ in LINE.findall(PAGE.read_text())] == WANTED


def test_every_case_names_a_test():
    assert {case for case, _, _ in named()} == set(WANTED)


def test_every_test_that_is_named_exists():
    missing = [
        f"{case}: {file}::{name}"
        for case, file, name in named()
        if not any(fnmatchcase(one, name) for one in names_in(file))
    ]
    assert missing == []


def test_every_test_that_bears_a_case_s_name_is_found_from_its_line():
    """A test named after one of these cases stands in a file that the case's line names, or is one more of its kind."""
    lines = {case for case, _, _ in named()}
    files = [*ROOT.glob("tests/test_*.py"), *ROOT.glob("herringbone/*/tests/test_*.py")]
    bearing = {
        case.upper() for file in files for name in names_in(str(file.relative_to(ROOT)))
        for case in re.findall(r"_(s\d\d)(?=_)", name)
    }  # fmt: skip
    assert bearing >= {case for case in lines if case.startswith("S")}
