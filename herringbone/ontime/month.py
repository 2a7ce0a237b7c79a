"""The months that a record is of."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Self

YEARS = range(2000, 2200)
_KEY = re.compile(r"(\d{4})-(\d{2})", re.ASCII)


@dataclass(frozen=True, order=True)
class Month:
    """A month of a year; `number` counts from 1."""

    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> Self:
        """The month in which a day lies."""
        return cls(day.year, day.month)

    @classmethod
    def read(cls, key: str) -> Self | None:
        """The month that "2026-10" names; None where it names none."""
        found = _KEY.fullmatch(key)
        if not found:
            return None
        year, number = int(found[1]), int(found[2])
        return cls(year, number) if year in YEARS and 1 <= number <= 12 else None

    @property
    def key(self) -> str:
        """As it stands in an address: "2026-10"."""
        return f"{self.year:04}-{self.number:02}"

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, self.number, 1)

    def later(self, months: int) -> "Month":
        """The month so many months on, or back."""
        years, number = divmod(self.number - 1 + months, 12)
        return Month(self.year + years, number + 1)

    @property
    def end(self) -> date:
        """The first day that is no longer in it."""
        return self.later(1).first
