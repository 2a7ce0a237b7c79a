"""Reads a workbook, by itself in a process with limits: bytes in at stdin, JSON lines out. Imports nothing of ours.

The first line says what the sheets are called; each further one is a row: its number, and its cells as [kind, text],
of a number shown with a currency as [kind, text, currency].
What ends it early stands on the last line of stderr.
"""

import json
import re
import resource
import sys
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime, time
from io import BytesIO
from typing import IO, Any

from openpyxl import load_workbook
from openpyxl.cell.read_only import ReadOnlyCell
from openpyxl.styles.numbers import BUILTIN_FORMATS
from openpyxl.worksheet._read_only import ReadOnlyWorksheet
from openpyxl.worksheet._reader import FORMULA_TAG, WorkSheetParser

CHUNK = 1 << 16
LAST_ROW = 1_048_576  # a sheet has no more
OVERLAP = len("<!DOCTYPE")
NEVER_COMPUTED = "e"  # the type of cells that hold an error
BUILT_IN = frozenset(form.replace("\\", "") for form in BUILTIN_FORMATS.values())
# [$€-410], [$USD], "kr", €: as spreadsheet programs write the currency into the format of a cell.
CURRENCY = re.compile(r"""\[\$([^\]\-]+)(?:-[0-9A-Fa-f]+)?\]|"([A-Z]{3}|[A-Z]{0,2}[€$£¥₹]|kr|zł|Fr\.?)"|([€$£¥₹])""")


class Sheet(WorkSheetParser):
    """Rows as they stand in the file, none filled up; a formula without a value is an error and no empty cell."""

    def parse_cell(self, element: Any) -> dict[str, Any]:
        """One cell: its row, column, value, type and style."""
        cell: dict[str, Any] = super().parse_cell(element)
        if cell["value"] is None and element.find(FORMULA_TAG) is not None:
            cell |= {"value": "", "data_type": NEVER_COMPUTED}
        return cell


def main() -> None:
    """Arguments: bytes of memory, and the most rows, columns and cells."""
    memory, *most = (int(argument) for argument in sys.argv[1:5])
    with suppress(ValueError, OSError):  # macOS knows the name but not the limit; time and sizes are bounded still
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    data = sys.stdin.buffer.read()
    with zipfile.ZipFile(BytesIO(data)) as archive:
        for name in archive.namelist():
            if name.lower().endswith((".xml", ".rels")):
                with archive.open(name) as part:
                    check(part)
    # A sheet that does not tell its size would be read to its end for it, and one that does may lie.
    ReadOnlyWorksheet._get_size = lambda self: None
    book = load_workbook(BytesIO(data), read_only=True, data_only=True, keep_links=False)
    shown = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    for sheet in shown:
        rows = limited(rows_of(book, sheet), *most)
        if first := next(rows, None):
            say({"sheet": sheet.title, "others": [other.title for other in shown if other is not sheet]})
            say(first)
            for row in rows:
                say(row)
            return
    say({"sheet": None, "others": []})


def check(part: IO[bytes]) -> None:
    """No spreadsheet writes a document type, or a tag of a hundred thousand letters: those are there to hurt."""
    kept, closed = b"", True
    while chunk := part.read(CHUNK):
        plain = (kept + chunk).replace(b"\0", b"").upper()  # in UTF-16 every other byte is empty
        if b"<!DOCTYPE" in plain or b"<!ENTITY" in plain:
            raise SystemExit("document type")
        if b">" not in chunk and not closed:
            raise SystemExit("endless tag")
        kept, closed = chunk[-2 * OVERLAP :], b">" in chunk or len(chunk) < CHUNK


def say(line: object) -> None:
    """One line out."""
    sys.stdout.write(json.dumps(line) + "\n")


def rows_of(book: Any, sheet: Any) -> Iterator[tuple[int, list[tuple[str, ...]]]]:
    """The rows that hold something, each with its number."""
    with sheet._get_source() as source:
        parser = Sheet(
            source,
            sheet._shared_strings,
            data_only=True,
            epoch=book.epoch,
            date_formats=book._date_formats,
            timedelta_formats=book._timedelta_formats,
        )
        for number, cells in parser.parse():
            told = {cell["column"]: typed(sheet, cell) for cell in cells}
            told = {column: cell for column, cell in told.items() if cell[1] or cell[0] == "error"}
            if told:
                yield number, [told.get(column, ("text", "")) for column in range(1, max(told) + 1)]


def limited(rows: Any, most_rows: int, most_columns: int, most_cells: int) -> Any:
    """The same rows, until there are too many."""
    cells = 0
    for count, (number, row) in enumerate(rows):
        cells += len(row)
        if count > most_rows or number > LAST_ROW:
            raise SystemExit("too many rows")
        if len(row) > most_columns:
            raise SystemExit("too many columns")
        if cells > most_cells:
            raise SystemExit("too many cells")
        yield number, row


def typed(sheet: Any, cell: dict[str, Any]) -> tuple[str, ...]:
    """What kind of value a cell holds, and its text."""
    value = cell["value"]
    if cell["data_type"] == "e":
        return "error", ""
    if value is None:
        return "text", ""
    if isinstance(value, bool):
        return "truth", str(value)
    if isinstance(value, datetime):
        return ("day", value.date().isoformat()) if value.time() == time() else ("moment", value.isoformat())
    if isinstance(value, date):
        return "day", value.isoformat()
    if isinstance(value, time):
        return "time", value.isoformat()
    if isinstance(value, int | float):
        return number_of(value, ReadOnlyCell(sheet, **cell).number_format)
    # Excel writes a carriage return in a text as this.
    return "text", str(value).replace("_x000D_", "").strip()


def number_of(value: float, number_format: str) -> tuple[str, ...]:
    """A number, to the fifteen digits a spreadsheet knows. One shown as 00120 is a postcode, and a text."""
    if len(number_format) > 1 and not number_format.strip("0") and value == int(value):
        return "text", str(int(value)).zfill(len(number_format))
    text = str(value) if isinstance(value, int) else f"{value:.15g}"
    currency = currency_of(number_format)
    return ("number", text, currency) if currency else ("number", text)


def currency_of(number_format: str) -> str:
    """The currency with which a number is shown. A built-in format shows the reader's own: none."""
    if number_format.replace("\\", "") in BUILT_IN:
        return ""
    found = CURRENCY.search(number_format)
    return next((told.strip() for told in found.groups() if told), "") if found else ""


if __name__ == "__main__":
    main()
