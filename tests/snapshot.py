"""A world made once and laid down again for each test: its rows are kept as the database holds them.

Making it by the same actions as everything else takes some hundred queries; laying its rows down takes a few.
"""

import copy
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache
from typing import Any

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, transaction
from psycopg.types.json import Jsonb


@dataclass(frozen=True)
class Snapshot:
    """All rows of the agency's tables, raw, and the object that names some of them."""

    rows: dict[str, tuple[list[str], list[tuple[Any, ...]]]]
    world: Any


def tables() -> list[str]:
    """The tables of our own models, the many-to-many ones included."""
    ours = [m for m in apps.get_models(include_auto_created=True) if m.__module__.startswith("herringbone")]
    return [model._meta.db_table for model in ours if model._meta.managed]


@cache
def _fields() -> dict[str, list[str]]:
    """The tables with their columns, save those that the database computes."""
    models = {model._meta.db_table: model for model in apps.get_models(include_auto_created=True)}
    return {table: [field.column for field in models[table]._meta.concrete_fields] for table in tables()}


def take(world: Any) -> Snapshot:
    """Keep what the database holds now."""
    fields = _fields()
    rows = {table: (fields[table], [tuple(map(_adapted, row)) for row in found]) for table, found in held().items()}
    return Snapshot(rows, copy.deepcopy(world))


def held() -> dict[str, list[tuple[Any, ...]]]:
    """Every row of our tables, raw and in no order; of tables that hold some."""
    found = {}
    with connection.cursor() as cursor:
        for table, fields in _fields().items():
            cursor.execute(f'SELECT {_names(fields)} FROM "{table}"')  # names of our own
            if rows := cursor.fetchall():
                found[table] = rows
    return found


def lay_down(snapshot: Snapshot) -> Any:
    """Write the rows into empty tables, within a transaction that has the foreign keys checked at its end."""
    with transaction.atomic():
        if connection.vendor == "postgresql":
            connection.connection.execute(_from_the_shelf(snapshot), prepare=False)  # many statements in one go
        else:
            _insert(snapshot)
    return copy.deepcopy(snapshot.world)


def _insert(snapshot: Snapshot) -> None:
    with connection.cursor() as cursor:
        for table, (columns, rows) in snapshot.rows.items():
            marks = ", ".join(["%s"] * len(columns))
            cursor.executemany(f'INSERT INTO "{table}" ({_names(columns)}) VALUES ({marks})', rows)  # names of our own


def _names(columns: list[str]) -> str:
    return ", ".join(f'"{column}"' for column in columns)


_shelves: dict[int, str] = {}


def _from_the_shelf(snapshot: Snapshot) -> str:
    """The statements that lay the rows down from tables beside ours, where they are put once, and for good."""
    if id(snapshot) in _shelves:
        return _shelves[id(snapshot)]
    shelf, beside, statements = f"shelf_{len(_shelves)}", connection.copy(), []
    try:
        with beside.cursor() as cursor:
            cursor.execute(f"CREATE SCHEMA {shelf}")
            for table, (columns, rows) in snapshot.rows.items():
                names = _names(columns)
                cursor.execute(f'CREATE TABLE {shelf}."{table}" (LIKE "{table}")')
                with cursor.copy(f'COPY {shelf}."{table}" ({names}) FROM STDIN') as into:
                    for row in rows:
                        into.write_row(row)
                statements.append(f'INSERT INTO "{table}" ({names}) SELECT {names} FROM {shelf}."{table}";')
    finally:
        beside.close()
    models = [m for m in apps.get_models(include_auto_created=True) if m._meta.db_table in snapshot.rows]
    statements += connection.ops.sequence_reset_sql(no_style(), models)
    # The longest table, of which every moment is reckoned: unseen, PostgreSQL takes the worse of its two indexes.
    statements.append('ANALYZE "core_workingday";')
    _shelves[id(snapshot)] = "".join(statements)
    return _shelves[id(snapshot)]


def _adapted(value: Any) -> Any:
    """What a driver hands out in Python's types and wants back as text."""
    if isinstance(value, dict | list):
        return Jsonb(value)
    if connection.vendor == "sqlite" and isinstance(value, datetime):
        return str(value.replace(tzinfo=None))
    if connection.vendor == "sqlite" and isinstance(value, date | time):
        return value.isoformat()
    return value
