"""The database itself refuses to change or delete what is append-only."""

from collections.abc import Sequence
from typing import Any

TABLES = ("record_event", "record_edition", "record_denial", "record_rendering", "record_takeover")


def freeze_tables(connection: Any, tables: Sequence[str] = TABLES) -> None:
    """Set the triggers. SQLite needs `PRAGMA recursive_triggers=ON` beside them, else INSERT OR REPLACE passes."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "CREATE OR REPLACE FUNCTION record_is_frozen() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
                "RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation'; "
                "END $$"
            )
        for table in tables:
            for statement in _statements(connection.vendor, table):
                cursor.execute(statement)


def thaw_tables(connection: Any, tables: Sequence[str] = TABLES) -> None:
    """Take the triggers away: for the reverse of the migration, and for tests that empty the tables."""
    with connection.cursor() as cursor:
        for table in tables:
            for when in ("update", "delete", "truncate"):
                on = f" ON {table}" if connection.vendor == "postgresql" else ""
                cursor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{when}{on}")


def _statements(vendor: str, table: str) -> list[str]:
    if vendor == "sqlite":
        return [
            f"CREATE TRIGGER {table}_no_{when} BEFORE {when.upper()} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            for when in ("update", "delete")
        ]
    each = {"update": "ROW", "delete": "ROW", "truncate": "STATEMENT"}
    return [
        f"CREATE TRIGGER {table}_no_{when} BEFORE {when.upper()} ON {table} "
        f"FOR EACH {scope} EXECUTE FUNCTION record_is_frozen()"
        for when, scope in each.items()
    ]
