"""A table read from a file: headings, rows, what must be asked and what should be known."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Literal

Cell = str | bool | int | Decimal | date | datetime | time
DateOrder = Literal["dmy", "mdy"]


class TableRefused(ValueError):
    """The file is no table that can be read; the text says why and what to do, and may be shown."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One possible answer, and how the file would then read."""

    value: str
    sample: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """What the file does not tell. `option` names it on a command line: `encoding` is `--encoding`."""

    option: str
    text: str
    choices: tuple[Choice, ...] = ()

    @property
    def flag(self) -> str:
        """The option as it is typed."""
        return f"--{self.option}"


@dataclass(frozen=True, slots=True)
class Note:
    """Something a person should know, of one row or of the whole file."""

    text: str
    row: int | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A record: its number from 1, blank ones not counted, the line or sheet row where it begins, and its cells.

    There are as many cells as headings, empty ones being `""`; `surplus` holds what stands beyond the last heading.
    """

    number: int
    line: int
    cells: tuple[Cell, ...]
    surplus: tuple[Cell, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """What a file holds. With questions open there may be no rows yet, or rows that will read otherwise.

    `heading_line` is the line or sheet row of the headings, 0 where there are none; `top` has the first records with
    their lines, among which another may be said to hold them.
    """

    headers: tuple[str, ...]
    rows: tuple[Row, ...]
    questions: tuple[Question, ...] = ()
    notes: tuple[Note, ...] = ()
    date_order: DateOrder | None = None
    heading_line: int = 0
    top: tuple[tuple[int, tuple[str, ...]], ...] = ()

    def column(self, at: int) -> Sequence[Cell]:
        """The cells of a column, from 0."""
        return [row.cells[at] for row in self.rows]


def as_text(cell: Cell) -> str:
    """A cell as text: days and moments as ISO 8601 writes them, numbers without grouping."""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, Decimal):
        return f"{cell:f}"
    if isinstance(cell, date | time):
        return cell.isoformat()
    return str(cell)
