"""Job numbers: made from a pattern with placeholders from a fixed list, each replaced once and never read again.

    {client}  the client's code         {yy} {yyyy}  the year in two or four digits
    {number}  the running number        {number:4}   the same with at least four digits

`{client}-{yy}-{number:4}` gives ORS-26-0117. The running number counts for each client and year.
"""

import re

from django.utils.translation import gettext as _

LONGEST_CODE, LONGEST = 8, 30
PART = re.compile(r"\{(?P<name>[^{}:]*)(?::(?P<digits>[^{}]*))?\}|(?P<literal>[^{}]+)|(?P<stray>[{}])")
NAMES = ("client", "yy", "yyyy", "number")
BETWEEN = re.compile(r"[A-Za-z0-9._-]+")


class WrongPattern(ValueError):
    """The pattern cannot number jobs; the text says why, for the person who typed it."""


def check_pattern(pattern: str) -> None:
    """Raise WrongPattern unless numbers made by this pattern are short, fit an address, and never collide."""
    used = []
    for part in PART.finditer(pattern):
        name, digits, literal = part["name"], part["digits"], part["literal"]
        if part["stray"]:
            raise WrongPattern(_("A brace stands alone in the pattern"))
        if literal is not None:
            if not BETWEEN.fullmatch(literal):
                raise WrongPattern(_("Between the placeholders stand letters, digits, points and dashes only"))
            continue
        if name not in NAMES:
            raise WrongPattern(_("The pattern knows {client}, {yy}, {yyyy}, {number} and {number:4} only"))
        if digits is not None and (name != "number" or digits not in set("123456789")):
            raise WrongPattern(_("Only {number} says how many digits it has, from 1 to 9"))
        used.append(name)
    if used.count("number") != 1 or "client" not in used or not {"yy", "yyyy"} & set(used):
        raise WrongPattern(_("A job number needs {client}, {yy} or {yyyy}, and {number} once"))
    if len(make_number(pattern, "X" * LONGEST_CODE, 2026, 999_999)) > LONGEST:
        raise WrongPattern(_("Such numbers are longer than %(longest)d characters") % {"longest": LONGEST})


def make_number(pattern: str, code: str, year: int, number: int) -> str:
    """The job number for a client's code, a year and a place in the series. The pattern was checked when it was set."""
    given = {"client": code, "yy": f"{year % 100:02d}", "yyyy": str(year)}

    def fill(part: re.Match[str]) -> str:
        if part["name"] is None:
            return part[0]
        return f"{number:0{part['digits'] or 1}d}" if part["name"] == "number" else given[part["name"]]

    return PART.sub(fill, pattern)


def series_of(code: str, year: int) -> str:
    """The name of the series whose numbers run without gaps: by the client's code as it is now, and the year."""
    return f"job:{code}:{year}"
