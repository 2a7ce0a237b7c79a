"""A table from a file, judged by what is in it and not by its name."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from django.utils.translation import gettext as _

from herringbone.core.tables.delimited import records, take_hint
from herringbone.core.tables.encodings import decode, wide
from herringbone.core.tables.limits import LARGEST_FILE
from herringbone.core.tables.prefix import unguarded
from herringbone.core.tables.separators import named_separator, tell_separator
from herringbone.core.tables.table import Cell, DateOrder, Note, Row, Table, TableRefused, as_text
from herringbone.core.tables.workbook import read_workbook
from herringbone.core.text import one_line

_ZIP = b"PK\x03\x04"
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# What is often sent instead of a table, by how it begins.
_OTHER = ((b"%PDF-", "PDF"), (b"\x89PNG", "PNG"), (b"\xff\xd8\xff", "JPEG"), (b"{\\rtf", "RTF"), (b"PK\x05\x06", "ZIP"))
_OTHER_TEXTS = (("begin:vcard", "vCard"), ("begin:vcalendar", "iCalendar"), ("<!doctype", "HTML"), ("<html", "HTML"),
                ("<?xml", "XML"), ("<table", "HTML"))  # fmt: skip

_WORKBOOKS = (".xlsx", ".xlsm")
TOP = 15  # records from the first, among which the headings stand
# Which of the first records holds the headings, by its place from 0.
HeadingsIn = Callable[[Sequence[Sequence[Cell]]], int]
# All that control a machine but blanks, line ends, the old end of a file and the separators of records.
_IN_NO_TEXT = re.compile(rb"[\x00-\x08\x0e-\x19\x1b\x7f]")


@dataclass(frozen=True)
class Headings:
    """Whether a file has headings, on which of its lines somebody said that they stand, and who finds them else."""

    there: bool
    line: int | None = None
    among: HeadingsIn | None = None

    def at(self, found: Sequence[tuple[int, Sequence[Cell]]]) -> int:
        """Which record holds them, from 0. Raises TableRefused where the line that was said holds nothing."""
        if self.line is not None:
            place = next((at for at, (line, _cells) in enumerate(found) if line == self.line), None)
            if place is None:
                raise TableRefused(_("Line %(line)s of the file holds nothing.") % {"line": self.line})
            return place
        return self.among([cells for _line, cells in found[:TOP]]) if self.among else 0


def read_table(
    source: Path | str | bytes,
    name: str = "",
    *,
    encoding: str | None = None,
    separator: str | None = None,
    date_order: DateOrder | None = None,
    header: bool = True,
    heading_line: int | None = None,
    headings_in: HeadingsIn | None = None,
) -> Table:
    """Read CSV, TSV or XLSX from a path or from bytes. The header is the first line with a value; blank rows are none.

    What the file does not tell stands in `questions` and is told by `encoding`, `separator` (`;`, `tab`) or, for
    a column of days, `date_order`. Without `header` columns are called 1, 2, 3. `name` is how messages call the file.
    The headings stand on `heading_line` of the file, else in that of the first records which `headings_in` chooses;
    what is above them is no row. Raises TableRefused with the reason, OSError if the path cannot be read.
    """
    headings = Headings(header, heading_line, headings_in)
    data = read_bytes(source, name)
    shown = _shown(source, name)
    _refuse_others(data, shown)
    if data.startswith(_ZIP):
        rows, notes = read_workbook(data)
        return _table(rows, [], notes, headings, date_order=date_order)
    decoded = decode(data, encoding)
    if decoded.question:
        _refuse_no_text(data, shown)
        return Table((), (), (decoded.question,), date_order=date_order)
    text, hinted = take_hint(decoded.text)
    _refuse_other_texts(text, shown)
    asked = None
    if separator is None and hinted is None:
        sign, asked = tell_separator(text)
    else:
        sign = named_separator(separator or hinted or "")
    found = [
        (line + (hinted is not None), [unguarded(cell).strip() for cell in cells])
        for line, cells in records(text, sign)
    ]
    notes = [decoded.note] if decoded.note else []
    table = _table(found, notes, _stray(found, sign), headings, date_order=date_order)
    return table if asked is None else replace(table, questions=(asked,))


def read_bytes(source: Path | str | bytes, name: str = "") -> bytes:
    """A file's bytes. Raises TableRefused for one that is too large, OSError if the path cannot be read."""
    if isinstance(source, bytes):
        data = source
    else:
        with Path(source).open("rb") as file:
            data = file.read(LARGEST_FILE + 1)
    if len(data) > LARGEST_FILE:
        told = {"name": _shown(source, name), "size": LARGEST_FILE // 1_000_000}
        raise TableRefused(_("%(name)s is larger than %(size)s MB. Cut it into several.") % told)
    return data


def _shown(source: Path | str | bytes, name: str) -> str:
    return one_line(name or (Path(source).name if not isinstance(source, bytes) else ""))[:100] or _("The file")


def _refuse_others(data: bytes, shown: str) -> None:
    if data.startswith(_OLD_OFFICE):
        told = _(
            "%(name)s is an old or protected Excel file. Saved as XLSX without a password, or as CSV, it can be read."
        )
        raise TableRefused(told % {"name": shown})
    for mark, kind in _OTHER:
        if data.startswith(mark):
            raise TableRefused(_no_table(shown, kind))
    if not data.strip():
        raise TableRefused(_("%(name)s is empty.") % {"name": shown})


def _refuse_other_texts(text: str, shown: str) -> None:
    begins = text[:200].lstrip().lower()
    for mark, kind in _OTHER_TEXTS:
        if begins.startswith(mark):
            raise TableRefused(_no_table(shown, kind))


def _refuse_no_text(data: bytes, shown: str) -> None:
    """Nobody is asked for the encoding of what holds signs that stand in no text, nor of a workbook that is none."""
    if shown.lower().endswith(_WORKBOOKS):
        text = _("%(name)s is no XLSX file, whatever its name says: it is damaged, or of another kind.")
        raise TableRefused(text % {"name": shown})
    if not wide(data) and _IN_NO_TEXT.search(data):
        raise TableRefused(_("%(name)s is no text and no workbook. CSV and XLSX can be read.") % {"name": shown})


def _no_table(shown: str, kind: str) -> str:
    return _("%(name)s is %(kind)s, not a table. CSV and XLSX can be read.") % {"name": shown, "kind": kind}


def _table(
    found: Sequence[tuple[int, Sequence[Cell]]],
    notes: Iterable[Note],
    more: Iterable[Note],
    headings: Headings,
    *,
    date_order: DateOrder | None,
) -> Table:
    """Headings and rows of equal width; what stands beyond the last heading is kept apart and noted."""
    heading_line = 0
    if headings.there and found:
        at = headings.at(found)
        heading_line, body = found[at][0], found[at + 1 :]
        headers = tuple(one_line(str(cell)) for cell in found[at][1])
    elif headings.there:
        headers, body = (), ()
    else:
        body = found
        headers = tuple(str(number) for number in range(1, max((len(cells) for _line, cells in found), default=0) + 1))
    width = len(headers)
    rows = []
    surplus_notes = []
    for number, (line, cells) in enumerate(body, start=1):
        padded = (*cells[:width], *[""] * (width - len(cells)))
        surplus = tuple(cells[width:])
        if any(cell != "" for cell in surplus):
            surplus_notes.append(Note(_("There are more values than headings."), number))
        rows.append(Row(number, line, padded, surplus))
    top = tuple((line, tuple(one_line(as_text(cell)) for cell in cells)) for line, cells in found[:TOP])
    return Table(headers, tuple(rows), (), (*notes, *more, *surplus_notes), date_order, heading_line, top)


def _stray(found: Sequence[tuple[int, Sequence[str]]], sign: str) -> list[Note]:
    """Rows that are one cell with tabs in it, in a file that is separated otherwise: somebody joined two files."""
    wide = bool(found) and len(found[0][1]) > 1
    text = _("Line %(line)s is separated by tabs, the header line is not.")
    return [
        Note(text % {"line": line})
        for line, cells in found
        if wide and sign != "\t" and len(cells) == 1 and "\t" in cells[0]
    ]
