"""XLSX: checked before anything is unpacked, then read by a child process with limits on time and memory."""

import io
import json
import struct
import subprocess
import sys
import zipfile
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path

from django.utils.translation import gettext as _

from herringbone.core.tables import limits
from herringbone.core.tables.currencies import Money
from herringbone.core.tables.table import Cell, Note, TableRefused

SECONDS = 20.0
MEMORY = 512 * 1024 * 1024  # bytes
SCRIPT = Path(__file__).with_name("xlsx_child.py")
_END = b"PK\x05\x06"
_SYMLINK = 0o120000

SheetRow = tuple[int, list[Cell]]


def read_workbook(data: bytes) -> tuple[list[SheetRow], list[Note]]:
    """Rows of the first sheet that is shown and holds something, and what should be known. Raises TableRefused.

    Of formulas the values count that were last computed.
    """
    _check(data)
    numbers = (MEMORY, limits.MOST_ROWS, limits.MOST_COLUMNS, limits.MOST_CELLS)
    try:
        done = subprocess.run(
            [sys.executable, "-I", str(SCRIPT), *map(str, numbers)],
            input=data, capture_output=True, timeout=SECONDS, env={}, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise TableRefused(_("The workbook takes too long to read.")) from None
    if done.returncode:
        raise TableRefused(_reason(done.stderr))
    head, *lines = done.stdout.decode().splitlines()
    told = json.loads(head)
    notes = []
    if told["others"]:
        names = {"sheet": told["sheet"], "others": ", ".join(told["others"])[:200]}
        notes.append(Note(_("The sheet “%(sheet)s” was read. Not read: %(others)s.") % names))
    rows = [(number, [_typed(*cell) for cell in cells]) for number, cells in map(json.loads, lines)]
    errors = sum(cell[0] == "error" for _number, cells in map(json.loads, lines) for cell in cells)
    if errors:
        notes.append(Note(_("Cells whose formula has no value were read as empty: %(count)s.") % {"count": errors}))
    return rows, notes


def _typed(kind: str, text: str, currency: str = "") -> Cell:
    if currency:
        return Money(text, currency)
    if kind == "number":
        return Decimal(text) if not text.lstrip("-").isdecimal() else int(text)
    if kind == "day":
        return date.fromisoformat(text)
    if kind == "moment":
        return datetime.fromisoformat(text)
    if kind == "time":
        return time.fromisoformat(text)
    if kind == "truth":
        return text == "True"
    return "" if kind == "error" else text


def _reason(said: bytes) -> str:
    last = said.decode(errors="replace").strip().rpartition("\n")[2]
    if last == "too many rows":
        return _("The sheet has more than %(count)s rows. Cut it into several.") % {"count": limits.MOST_ROWS}
    if last == "too many columns":
        return _("The sheet has more than %(count)s columns.") % {"count": limits.MOST_COLUMNS}
    if last == "too many cells":
        return _("The sheet has more than %(count)s cells. Cut it into several.") % {"count": limits.MOST_CELLS}
    return _("The workbook cannot be read. Saved anew by a spreadsheet program, or as CSV, it may.")


def _check(data: bytes) -> None:
    """Refuse by the list of contents alone what would unfold too far, or is no workbook."""
    refused = TableRefused(_("This file is no workbook that can be read."))
    end = data.rfind(_END)
    if end < 0 or len(data) < end + 22:  # the length of the end record
        raise refused
    if struct.unpack_from("<H", data, end + 10)[0] > limits.MOST_PARTS:
        raise TableRefused(_("The workbook has too many parts."))
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        raise refused from None
    names = [part.filename for part in parts]
    if "[Content_Types].xml" not in names or "xl/workbook.xml" not in names:
        raise TableRefused(
            _("This archive is no workbook. XLSX and CSV can be read; other programs save as one of them.")
        )
    if len(set(names)) < len(names) or any(_strange(part) for part in parts):
        raise refused
    strings = max((part.file_size for part in parts if part.filename.lower().endswith("sharedstrings.xml")), default=0)
    if sum(part.file_size for part in parts) > limits.LARGEST_UNPACKED or strings > limits.LARGEST_STRINGS:
        raise TableRefused(_("The workbook is too large once unpacked. Cut it into several."))


def _strange(part: zipfile.ZipInfo) -> bool:
    """Parts that no spreadsheet writes: encrypted, links, with a path that leads out."""
    path = part.filename.replace("\\", "/")
    leads_out = path.startswith("/") or ".." in path.split("/") or ":" in path
    return leads_out or bool(part.flag_bits & 1) or (part.external_attr >> 16) & 0o170000 == _SYMLINK
