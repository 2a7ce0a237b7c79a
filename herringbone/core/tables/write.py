"""Tables written so that no cell of people's text does anything: CSV by RFC 4180, and workbooks by XlsxWriter.

Every workbook is opened here: left to itself, XlsxWriter makes formulas and links of texts that look like them.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time
from decimal import Decimal
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from herringbone.core.tables.limits import LONGEST_CELL
from herringbone.core.tables.prefix import guarded
from herringbone.core.text import one_line, visible

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

LONGEST_SHEET_NAME = 31
NARROWEST, WIDEST = 8, 60  # of a column, in letters
_NOT_IN_SHEET_NAMES = str.maketrans("[]:*?/\\", "       ")
_MARK = "\ufeff"


def csv_lines(rows: Iterable[Sequence[object]], *, separator: str = ",", decimal: str = ".") -> Iterator[bytes]:
    """The rows as lines of a CSV file in UTF-8 with its mark, one by one, for an answer that streams.

    Texts that would run as formulas get an apostrophe, which our reader takes off; numbers stay numbers. `None` is an
    empty cell, days and moments are ISO 8601. Raises TypeError for a float: amounts are Decimal.
    """
    mark = _MARK
    for row in rows:
        line = io.StringIO()
        csv.writer(line, delimiter=separator, lineterminator="\r\n").writerow([_plain(cell, decimal) for cell in row])
        yield (mark + line.getvalue()).encode()
        mark = ""


def write_csv(rows: Iterable[Sequence[object]], *, separator: str = ",", decimal: str = ".") -> bytes:
    """The rows as one CSV file; see `csv_lines`."""
    return b"".join(csv_lines(rows, separator=separator, decimal=decimal))


def _plain(cell: object, decimal: str) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float):
        raise TypeError("A number in a table is an int or a Decimal, never a float")
    if isinstance(cell, int | Decimal) and not isinstance(cell, bool):
        return f"{cell:f}".replace(".", decimal) if isinstance(cell, Decimal) else str(cell)
    if isinstance(cell, date | time):
        return cell.isoformat()
    return guarded(_cleaned(str(cell)))


def _cleaned(text: str) -> str:
    """The text without what nobody can see, and nothing if that was all. Its line ends and tabs stay."""
    seen = "\t".join(visible(part) for part in text.split("\t"))
    return seen if seen.strip() else ""


def open_workbook(target: str | Path | BinaryIO) -> "Workbook":
    """A workbook in which every text is a text: no formulas, links or numbers are made of it.

    Rows are written to disk as they come, in order from the top; close it with `with` or `.close()`.
    """
    import xlsxwriter  # takes 17 MB, which a web process that writes no workbook is spared

    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "remove_timezone": True,
        "default_date_format": "yyyy-mm-dd",
    }
    return xlsxwriter.Workbook(str(target) if isinstance(target, Path) else target, options)


def add_sheet(
    book: "Workbook",
    name: str,
    headers: Sequence[str],
    rows: Iterable[Sequence[object]],
    *,
    number_format: str = "#,##0.00",
    foot: str = "",
) -> "Worksheet":
    """A sheet with its headings in bold, frozen, and typed rows below them; each column as wide as what it holds.

    `foot` stands under them after an empty row, and runs on over the cells beside it.
    The name is made one that Excel takes.
    """
    sheet = book.add_worksheet(_sheet_name(book, name))
    formats = {
        Decimal: book.add_format({"num_format": number_format}),
        date: book.add_format({"num_format": "yyyy-mm-dd"}),
        datetime: book.add_format({"num_format": "yyyy-mm-dd hh:mm"}),
        time: book.add_format({"num_format": "hh:mm"}),
    }
    bold = book.add_format({"bold": True})
    sheet.freeze_panes(1, 0)
    widths, last = [_width(header) for header in headers], 0
    for column, header in enumerate(headers):
        _write(sheet, 0, column, header, {str: bold})
    for number, row in enumerate(rows, start=1):
        widths = [max(pair) for pair in zip_longest(widths, map(_width, row), fillvalue=0)]
        for column, cell in enumerate(row):
            _write(sheet, number, column, cell, formats)
        last = number
    _write(sheet, last + 2, 0, foot, {})
    for column, width in enumerate(widths):
        sheet.set_column(column, column, min(max(width + 1, NARROWEST), WIDEST))
    return sheet


def _width(cell: object) -> int:
    """How many letters of a line a cell needs to be seen whole."""
    if cell is None:
        return 0
    if isinstance(cell, datetime):
        return len("2026-11-24 09:10")
    if isinstance(cell, Decimal):
        return len(f"{cell:,.2f}")
    return max(map(len, str(cell).splitlines()), default=0)


def _write(sheet: "Worksheet", row: int, column: int, cell: object, formats: "dict[type, Format]") -> None:
    if cell is None or cell == "":
        return
    if isinstance(cell, float):
        raise TypeError("A number in a table is an int or a Decimal, never a float")
    if isinstance(cell, bool):
        sheet.write_boolean(row, column, cell)
    elif isinstance(cell, int | Decimal):
        sheet.write_number(row, column, cell, formats.get(type(cell)))
    elif isinstance(cell, date | time):
        moment = cell.astimezone(UTC) if isinstance(cell, datetime) and cell.tzinfo else cell
        sheet.write_datetime(row, column, moment, formats.get(type(cell)))
    else:
        sheet.write_string(row, column, _cleaned(str(cell))[:LONGEST_CELL], formats.get(str))


def _sheet_name(book: "Workbook", name: str) -> str:
    """A free name that Excel takes: at most 31 letters, none of its own signs, no apostrophe at the ends."""
    wanted = (
        " ".join(one_line(name).translate(_NOT_IN_SHEET_NAMES).split()).strip("' ")[:LONGEST_SHEET_NAME].strip("' ")
    )
    wanted = wanted or "Sheet"
    taken = {sheet.get_name().casefold() for sheet in book.worksheets()} | {"history"}
    free, number = wanted, 1
    while free.casefold() in taken:
        number += 1
        end = f" {number}"
        free = wanted[: LONGEST_SHEET_NAME - len(end)] + end
    return free
