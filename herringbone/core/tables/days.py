"""One day as files write it, with what it tells about the order of its numbers."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from herringbone.core.dates.partial import full_year
from herringbone.core.dates.vocabulary import MONTHS
from herringbone.core.names import fold
from herringbone.core.tables.table import Cell, DateOrder

_NUMERIC = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})")
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_NAMED = re.compile(r"(\d{1,2})(?:st|nd|rd|th|°|\.)?[-/. ]*([a-z]{3,9})\.?,?[-/. ]*(\d{4}|\d{2})")
_NAMED_FIRST = re.compile(r"([a-z]{3,9})\.?[-/. ]*(\d{1,2})(?:st|nd|rd|th)?,?[-/. ]+(\d{4}|\d{2})")
_WEEKDAY = re.compile(r"^[a-z]{2,9}\.?,?\s+(?=\d)")
# A time may follow, with or without a zone; only the day is read.
_TIME = re.compile(r"[t\s]\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?\s*(?:am|pm)?\s*(?:z|utc|gmt)?\s*(?:[+-]\d{2}:?\d{2})?$")


@dataclass(frozen=True, slots=True)
class Numeric:
    """A day in numbers, `03.04.2026`: which is the month may be open."""

    first: int
    mark: str
    second: int
    year: int

    def day(self, order: DateOrder | None) -> date | None:
        """The day in this order, or in the only one possible; None if it is open, or there is no such day."""
        order = order or self.proves
        if order is None and self.first == self.second:
            order = "dmy"
        if order is None:
            return None
        day, month = (self.first, self.second) if order == "dmy" else (self.second, self.first)
        return _date(self.year, month, day)

    @property
    def proves(self) -> DateOrder | None:
        """The order, if only one gives a day."""
        dmy, mdy = _date(self.year, self.second, self.first), _date(self.year, self.first, self.second)
        if dmy and mdy:
            return None
        return "dmy" if dmy else "mdy" if mdy else None

    @property
    def ambiguous(self) -> bool:
        """Whether both orders give a day, and not the same."""
        both = _date(self.year, self.second, self.first), _date(self.year, self.first, self.second)
        return None not in both and both[0] != both[1]


def read_day(cell: Cell) -> date | Numeric | None:
    """Read a day: ISO 8601, numbers with a year, or its month in words, English or Italian; None for anything else."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if not isinstance(cell, str) or len(cell) > len("mercoledì 30 settembre 2026 12:00:00.000000 +01:00"):
        return None
    return _read(cell.strip())


@lru_cache(maxsize=4096)
def _read(text: str) -> date | Numeric | None:
    text = _TIME.sub("", fold(text)).strip()
    return _told(text) or _told(_WEEKDAY.sub("", text))  # "Mar 20" is read before its "Mar" is taken for a Tuesday


def _told(text: str) -> date | Numeric | None:
    if found := _ISO.fullmatch(text):
        return _date(int(found[1]), int(found[2]), int(found[3]))
    if found := _NUMERIC.fullmatch(text):
        return Numeric(int(found[1]), found[2], int(found[3]), full_year(found[4]) or 0)
    if (found := _NAMED.fullmatch(text)) and found[2] in MONTHS:
        return _date(full_year(found[3]) or 0, MONTHS[found[2]], int(found[1]))
    if (found := _NAMED_FIRST.fullmatch(text)) and found[1] in MONTHS:
        return _date(full_year(found[3]) or 0, MONTHS[found[1]], int(found[2]))
    return None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
