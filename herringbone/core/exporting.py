"""Everything of the agency in open formats: a ZIP with a table of each kind of record as CSV, the files, and what
the columns mean. For whoever wants to read it elsewhere or to leave; what a restore needs is a backup.

Left out are secrets (passwords, keys, the digests of links), what other programs of the house keep for themselves, and
what is computed from the rest: the index of the search, the calendar of working days.
"""

import json
import os
import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import Any

from django.apps import apps
from django.db import connection, models, transaction

from herringbone.core import clock
from herringbone.core.tables.write import csv_lines
from herringbone.core.text import one_line

OURS = "herringbone."
COMPUTED = frozenset(
    {"core.searchentry", "core.liveworker", "core.schedule", "core.workingday", "record.once", "record.horizon",
     "desk.streamposition"}
)  # fmt: skip
SECRET = ("password", "token", "instance", "secret")  # in the name of a column
LONGEST_NAME = 120

README = """Everything that {agency} keeps in Herringbone, as it was on {moment}.

tables/    one CSV file for each kind of record: UTF-8, commas, the first line names the columns. The column "id" is the
           record's number; a column ending in "_id" holds the number of the record that it refers to. Moments are in
           UTC, days are days, both as ISO 8601 has them; amounts have a point. A text that a spreadsheet would run as a
           formula has an apostrophe before it. Columns with several values hold JSON.
tables.json  for each table what it holds, its columns with their types, and the table that each reference leads to.
files/     the files that people attached, and the documents that were made, by the number of their record in
           tables/record_storedfile.csv.

Passwords, keys and the secrets of links are in none of it. It cannot be restored: that is what a backup is for.
"""


def write_all(target: Path, read: Callable[[Any], bytes]) -> tuple[int, int, list[str]]:
    """Write the archive; how many records and files are in it, and which files the store has lost.

    `read` gives the bytes of a stored file. All of it is of one moment, and nobody who works meanwhile waits.
    Raises FileExistsError where something is there already.
    """
    if target.exists():
        raise FileExistsError(target)
    beside = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        with _one_moment(), zipfile.ZipFile(beside, "w", zipfile.ZIP_DEFLATED) as archive:
            told = _write(archive, read)
        beside.rename(target)
    finally:
        beside.unlink(missing_ok=True)
    return told


def exported() -> Iterator[type[models.Model]]:
    """The kinds of record that are written, the lists of several values included."""
    for model in apps.get_models(include_auto_created=True):
        if model.__module__.startswith(OURS) and model._meta.managed and model._meta.label_lower not in COMPUTED:
            yield model


def columns(model: type[models.Model]) -> list[Any]:
    """The fields of a kind of record that are written."""
    fields = model._meta.concrete_fields
    return [field for field in fields if not any(part in field.name for part in SECRET)]


def _write(archive: zipfile.ZipFile, read: Callable[[Any], bytes]) -> tuple[int, int, list[str]]:
    records, described = 0, {}
    for model in exported():
        rows = _Counted(model._base_manager.order_by("pk").iterator(chunk_size=500))
        fields = columns(model)
        with archive.open(f"tables/{model._meta.db_table}.csv", "w", force_zip64=True) as out:
            heads = [[field.attname for field in fields]]
            lines = csv_lines(row for part in (heads, _cells(fields, rows)) for row in part)
            out.writelines(lines)
        records += rows.count
        described[model._meta.db_table] = _described(model, fields, rows.count)
    archive.writestr("tables.json", json.dumps(described, indent=1, ensure_ascii=False))
    stored = apps.get_model("record.StoredFile")
    files, lost = 0, []
    for file in stored._default_manager.order_by("pk").iterator(chunk_size=500):
        try:
            archive.writestr(f"files/{file.pk}-{_name(file.name)}", read(file))
            files += 1
        except FileNotFoundError:
            lost.append(f"{file.pk}-{file.name}")
    agency = apps.get_model("core.Agency")._default_manager.first()
    told = {"agency": getattr(agency, "name", ""), "moment": f"{clock.now():%Y-%m-%d %H:%M} UTC"}
    archive.writestr("README.txt", README.format(**told))
    return records, files, lost


class _Counted:
    """Rows that are counted as they pass."""

    def __init__(self, rows: Iterable[models.Model]) -> None:
        self._rows = rows
        self.count = 0

    def __iter__(self) -> Iterator[models.Model]:
        for row in self._rows:
            self.count += 1
            yield row


def _cells(fields: list[Any], rows: Iterable[models.Model]) -> Iterator[list[object]]:
    for row in rows:
        yield [_cell(field, getattr(row, field.attname)) for field in fields]


def _cell(field: Any, value: Any) -> object:
    if isinstance(field, models.JSONField):
        return json.dumps(value, ensure_ascii=False, sort_keys=True)
    return ("true" if value else "false") if isinstance(value, bool) else value


def _described(model: type[models.Model], fields: list[Any], count: int) -> dict[str, Any]:
    return {
        "holds": " ".join((model.__doc__ or "").split()) if not model._meta.auto_created else "which belongs to which",
        "rows": count,
        "columns": {
            field.attname: {
                "type": field.get_internal_type(),
                **({"refers_to": field.related_model._meta.db_table} if field.remote_field else {}),
            }
            for field in fields
        },
    }


def _name(name: str) -> str:
    """A file's name without a path, and of a length that every system takes."""
    plain = PurePosixPath(one_line(name).replace("\\", "/")).name.strip(". ") or "file"
    stem, dot, end = plain.rpartition(".")
    return f"{stem[: LONGEST_NAME - len(end)]}{dot}{end}" if dot and len(end) < 10 else plain[:LONGEST_NAME]


@contextmanager
def _one_moment() -> Iterator[None]:
    """Read all as it is now. Neither database lets a reader hold up those who write."""
    if connection.vendor == "postgresql" and not connection.in_atomic_block:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
    elif connection.in_atomic_block:
        yield
    else:  # a transaction of Django's own would take the lock for writing
        with connection.cursor() as cursor:
            cursor.execute("BEGIN DEFERRED")
            try:
                yield
            finally:
                cursor.execute("ROLLBACK")
