"""PostgreSQL's copy: each table by COPY, all in one snapshot, loaded into tables that the same migrations made."""

import json
from pathlib import Path
from typing import Any

from django.db import connection, models, transaction
from django.db.migrations.executor import MigrationExecutor
from psycopg.sql import SQL, Composed, Identifier

from herringbone.core.backup.archive import BLOCK, ArchiveBroken

TABLES = "tables.json"
# Written anew for each database, or worth nothing in another one.
LEFT_OUT = {"django_migrations", "core_cache"}


def copy_out(folder: Path, stored: type[models.Model]) -> list[str]:
    """Write the database, as it is at one moment, into an empty folder; the paths of the files that it names."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        tables = _tables(cursor)
        (folder / TABLES).write_text(json.dumps(tables))
        for table, columns in tables.items():
            with (folder / f"{table}.copy").open("wb") as out, cursor.copy(_copy(table, columns, "TO STDOUT")) as rows:
                for block in rows:
                    out.write(block)
        return list(stored._default_manager.values_list("path", flat=True))


def bring_in(folder: Path, migrations: list[list[str]]) -> None:
    """Make the tables as they were when the copy was made, and fill them. Raises ArchiveBroken."""
    executor = MigrationExecutor(connection)
    last_of_each_app = list(dict(migrations).items())
    if unknown := [f"{app} {name}" for app, name in last_of_each_app if (app, name) not in executor.loader.graph.nodes]:
        raise ArchiveBroken(f"The archive is of a version that this one does not know: {', '.join(unknown)}.")
    executor.migrate(last_of_each_app)
    with transaction.atomic(), connection.cursor() as cursor:
        told: dict[str, list[str]] = json.loads((folder / TABLES).read_text())
        known = _tables(cursor)
        if any(not set(columns) <= set(known.get(table, ())) for table, columns in told.items()):
            raise ArchiveBroken("The archive holds tables or columns that its own version does not have.")
        # Foreign keys are looked at when the transaction ends, so the order does not matter.
        for table, columns in told.items():
            _fill(cursor, table, columns, folder / f"{table}.copy")


def _fill(cursor: Any, table: str, columns: list[str], source: Path) -> None:
    """Replace what the migrations wrote into a table, and let its numbering go on after the last row."""
    name = Identifier(table)
    cursor.execute(SQL("DELETE FROM {}").format(name))
    with source.open("rb") as rows, cursor.copy(_copy(table, columns, "FROM STDIN")) as into:
        while block := rows.read(BLOCK):
            into.write(block)
    cursor.execute(
        "SELECT column_name, pg_get_serial_sequence(quote_ident(table_name), column_name) "
        "FROM information_schema.columns WHERE table_schema = current_schema() AND table_name = %s",
        [table],
    )
    for column, sequence in [row for row in cursor.fetchall() if row[1]]:
        last = SQL("SELECT setval({}, GREATEST((SELECT MAX({}) FROM {}), 1))")
        cursor.execute(last.format(sequence, Identifier(column), name))


def _tables(cursor: Any) -> dict[str, list[str]]:
    """The program's tables with those columns that hold something of their own, not computed from others."""
    known = set(connection.introspection.django_table_names()) - LEFT_OUT
    cursor.execute(
        "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = current_schema() "
        "AND is_generated = 'NEVER' ORDER BY table_name, ordinal_position"
    )
    found: dict[str, list[str]] = {}
    for table, column in cursor.fetchall():
        if table in known:
            found.setdefault(table, []).append(column)
    return found


def _copy(table: str, columns: list[str], direction: str) -> Composed:
    names = SQL(", ").join(Identifier(column) for column in columns)
    return SQL("COPY {} ({}) " + direction).format(Identifier(table), names)
