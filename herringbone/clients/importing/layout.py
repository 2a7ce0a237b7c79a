"""Where a table begins and ends: its headings below a title, and rows that only add up the others."""

import re
from collections.abc import Sequence

from herringbone.clients.importing.kinds import ImportKind
from herringbone.core.names import fold
from herringbone.core.tables import Cell, as_text, guess_mapping
from herringbone.core.tables.currencies import is_currency
from herringbone.core.tables.numbers import read_number

WIDEST = 80  # columns that are looked at to find the headings
LONGEST = 40  # characters of what a row of totals is called
KNOWN = 2  # headings that a line below the first must have to be taken for theirs
_TOTALS = frozenset({
    "total", "totals", "tot", "totale", "totali", "subtotal", "subtotals", "sub total", "subtotale", "subtotali",
    "grand total", "overall total", "total amount", "totale generale", "totale complessivo", "importo totale", "sum",
    "somma", "summe", "gesamt", "gesamtsumme",
})  # fmt: skip
_FIRST = frozenset(word[0] for word in _TOTALS)
_NO_WORD = re.compile(r"[\W\d_]+")
# "Total: 2 clients" says by itself that it adds up; "Total Energies" is a company.
_COUNTS = re.compile(r"totale?(?:\s*:|\s+\d)", re.IGNORECASE)


def headings_among(kind: ImportKind, rows: Sequence[Sequence[Cell]], told: Sequence[str] = ()) -> int:
    """Which of the first rows of a file holds the headings: the first, unless a title stands above those that we know.

    `told` are headings that a person named.
    """
    named = {fold(heading.strip()) for heading in told}
    best, most = 0, _known(kind, rows[0], named)[1] if rows else 0
    for at, row in enumerate(rows[1:], start=1):
        names, known = _known(kind, row, named)
        if names and known >= KNOWN and known > most and all(_above(over, row) for over in rows[:at]):
            best, most = at, known
    return best


def _known(kind: ImportKind, row: Sequence[Cell], named: set[str]) -> tuple[bool, int]:
    """Whether one of a row's cells is a heading of what names a record, and how many fields its cells surely are."""
    words = [cell if isinstance(cell, str) else "" for cell in row[:WIDEST]]
    fields = {column.field for column in guess_mapping(words, kind.name).sure}
    said = sum(fold(word.strip()) in named for word in words)
    return bool(said or fields & kind.naming), len(fields) + said


def _above(over: Sequence[Cell], row: Sequence[Cell]) -> bool:
    """Whether a row may be a title, or what else stands above a table: much narrower than its headings."""
    return _filled(over) <= 1 or _filled(over) * 2 <= _filled(row)


def _filled(row: Sequence[Cell]) -> int:
    return sum(cell != "" for cell in row)


def adds_up(cells: Sequence[Cell]) -> bool:
    """Whether a row is one of totals: it is called so and holds only figures beside, or its name is itself a count."""
    told = [cell for cell in cells if cell != ""]
    if not any(isinstance(cell, str) and cell[:1].lower() in _FIRST and len(cell) <= LONGEST for cell in told):
        return False
    words = [cell for cell in told if read_number(cell) is None and not is_currency(as_text(cell).strip())]
    if len(words) != 1:
        return False
    return bool(_COUNTS.match(as_text(words[0]).strip())) or (len(told) > 1 and _called_total(words[0]))


def _called_total(cell: Cell) -> bool:
    words = [word for word in _NO_WORD.sub(" ", as_text(cell)).split() if not is_currency(word)]
    return fold(" ".join(words)) in _TOTALS
