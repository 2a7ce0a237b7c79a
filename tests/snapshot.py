"""A world made once and laid down again for each test: its rows are kept as the database holds them.

Making it by the same actions as everything else takes some hundred queries; laying its rows down takes a few.
"""

import copy
from dataclasses import dataclass
from datetime import date, datetime, time
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


def take(world: Any) -> Snapshot:
    """Keep what the database holds now."""
    rows = {}
    with connection.cursor() as cursor:
        for table in tables():
            cursor.execute(f'SELECT * FROM "{table}"')  # our own table's name
            found = cursor.fetchall()
            if found:
                adapted = [tuple(map(_adapted, row)) for row in found]
                rows[table] = ([column[0] for column in cursor.description], adapted)
    return Snapshot(rows, copy.deepcopy(world))


def lay_down(snapshot: Snapshot) -> Any:
    """Write the rows into empty tables, within a transaction that has the foreign keys checked at its end."""
    lay = _copy if connection.vendor == "postgresql" else _insert
    with transaction.atomic(), connection.cursor() as cursor:
        for table, (columns, rows) in snapshot.rows.items():
            lay(cursor, table, ", ".join(f'"{column}"' for column in columns), rows)
        models = [m for m in apps.get_models(include_auto_created=True) if m._meta.db_table in snapshot.rows]
        again = connection.ops.sequence_reset_sql(no_style(), models)
        if again:
            cursor.execute("".join(again))
    return copy.deepcopy(snapshot.world)


def _insert(cursor: Any, table: str, names: str, rows: list[tuple[Any, ...]]) -> None:
    marks = ", ".join(["%s"] * len(rows[0]))
    cursor.executemany(f'INSERT INTO "{table}" ({names}) VALUES ({marks})', rows)  # names of our own


def _copy(cursor: Any, table: str, names: str, rows: list[tuple[Any, ...]]) -> None:
    with cursor.copy(f'COPY "{table}" ({names}) FROM STDIN') as into:  # names of our own
        for row in rows:
            into.write_row(row)


def _adapted(value: Any) -> Any:
    """What a driver hands out in Python's types and wants back as text."""
    if isinstance(value, dict | list):
        return Jsonb(value)
    if connection.vendor == "sqlite" and isinstance(value, datetime):
        return str(value.replace(tzinfo=None))
    if connection.vendor == "sqlite" and isinstance(value, date | time):
        return value.isoformat()
    return value
