"""CSV and its kin: records from text, whatever the line ends, with quoted cells of several lines."""

import csv
import io
import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from herringbone.core.tables.limits import LONGEST_CELL, MOST_CELLS, MOST_COLUMNS, MOST_ROWS
from herringbone.core.tables.table import TableRefused

Record = tuple[int, list[str]]

# Excel's own hint, the first line of some files.
_HINT = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
_LINE_END = re.compile(r"\r+\n|\r")


def take_hint(text: str) -> tuple[str, str | None]:
    """The text without the line `sep=;`, and the separator that it names."""
    found = _HINT.match(text)
    return (text[found.end() :], found[1]) if found else (text, None)


def records(text: str, separator: str) -> list[Record]:
    """Records that have a value, each with the number of its first line. Raises TableRefused.

    A quote that is never closed is refused: it would swallow the rest of the file as one cell.
    """
    try:
        return list(_within_limits(_read(text, separator, strict=True)))
    except csv.Error as error:
        if "unexpected end" in str(error):
            line = _last_line(text, separator)
            raise TableRefused(_("A quotation mark on line %(line)s is never closed.") % {"line": line}) from None
    try:
        return list(_within_limits(_read(text, separator, strict=False)))
    except csv.Error as error:
        raise TableRefused(
            _("The file cannot be read as a table: %(reason)s.") % {"reason": str(error)[:100]}
        ) from None


def _read(text: str, separator: str, *, strict: bool) -> Iterator[Record]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=strict)
    line = 1
    for record in reader:
        cells = [_LINE_END.sub("\n", cell).strip() for cell in record]
        if any(cells):
            yield line, cells
        line = reader.line_num + 1


def _last_line(text: str, separator: str) -> int:
    """Where the record begins that never ends."""
    line = 1
    try:
        for _record in (reader := csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)):
            line = reader.line_num + 1
    except csv.Error:
        return line
    return line


def _within_limits(found: Iterator[Record]) -> Iterator[Record]:
    cells = 0
    for number, (line, record) in enumerate(found):
        while record and not record[-1]:
            record.pop()
        cells += len(record)
        if number > MOST_ROWS or cells > MOST_CELLS:
            raise TableRefused(_("The file has more than %(count)s rows. Cut it into several.") % {"count": MOST_ROWS})
        if len(record) > MOST_COLUMNS:
            told = {"line": line, "count": MOST_COLUMNS}
            raise TableRefused(_("Line %(line)s has more than %(count)s columns.") % told)
        if any(len(cell) > LONGEST_CELL for cell in record):
            raise TableRefused(_("A cell on line %(line)s is too long to be one.") % {"line": line})
        yield line, record
