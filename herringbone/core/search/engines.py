"""What each database needs beside the table: an index of words by their beginnings.

Words are folded and divided in Python (`words.kept`), so both databases find the same; neither stems, ranks or takes
accents off. SQLite: FTS5 over the table's own columns, kept by triggers. PostgreSQL: two columns computed from the
others. What begins alike is kept together for a few letters, and gathered for more: many words begin with the same
two. The keys of an entry stand in the index beside its words, so that the walk through a common word meets less that
is not wanted.
"""

import time
from typing import Any

PATIENCE = 60  # seconds
TABLE, INDEX = "core_searchentry", "core_searchentry_fts"
COLUMNS = "names, words, keys"
SHORT = 4  # letters up to which PostgreSQL keeps the beginnings of words as words of their own

_NEW = f"INSERT INTO {INDEX}(rowid, {COLUMNS}) VALUES (new.id, new.names, new.words, new.keys)"  # noqa: S608  # names of our own
_OLD = f"INSERT INTO {INDEX}({INDEX}, rowid, {COLUMNS}) VALUES ('delete', old.id, old.names, old.words, old.keys)"  # noqa: S608
_SQLITE = (
    # "ascii": all but letters, digits and the marks of keys were taken out before, so the space alone divides words.
    f"CREATE VIRTUAL TABLE {INDEX} USING fts5({COLUMNS}, content='{TABLE}', content_rowid='id', "
    "tokenize='ascii tokenchars '':''', prefix='1 2 3 4 5', detail='column')",
    f"CREATE TRIGGER {INDEX}_insert AFTER INSERT ON {TABLE} BEGIN {_NEW}; END",
    f"CREATE TRIGGER {INDEX}_delete AFTER DELETE ON {TABLE} BEGIN {_OLD}; END",
    f"CREATE TRIGGER {INDEX}_update AFTER UPDATE OF {COLUMNS} ON {TABLE} BEGIN {_OLD}; {_NEW}; END",
)


def _vector(column: str) -> str:
    """What adds the column; whoever changes it has a migration make it anew where it is, as core/0007 does."""
    short = "".join(
        f" || ' ' || regexp_replace({column}, '(\\S{{{letters}}})\\S*', '\\1*', 'g')" for letters in range(1, SHORT + 1)
    )
    return (
        f"ADD COLUMN {column}_vector tsvector GENERATED ALWAYS AS "
        f"(array_to_tsvector(string_to_array(rtrim(keys || ' ' || {column}{short}), ' '))) STORED"
    )


_VECTORS = ("names", "words")
_POSTGRES = (
    f"ALTER TABLE {TABLE} " + ", ".join(map(_vector, _VECTORS)),
    *(
        f"CREATE INDEX {TABLE}_{column}_vector ON {TABLE} USING gin ({column}_vector) WITH (fastupdate = off)"
        for column in _VECTORS
    ),
)


def begins(word: str) -> str:
    """What PostgreSQL is asked for a word of letters and digits that others begin with, to stand in a `tsquery`."""
    return f"'{word}*'" if len(word) <= SHORT else f"'{word}':*"


def make_index(connection: Any) -> None:
    """Make it, for a table that is empty or filled."""
    with connection.cursor() as cursor:
        for statement in _SQLITE if connection.vendor == "sqlite" else _POSTGRES:
            cursor.execute(statement)
        if connection.vendor == "sqlite":
            cursor.execute(f"INSERT INTO {INDEX}({INDEX}) VALUES ('rebuild')")  # noqa: S608  # names of our own


def drop_index(connection: Any) -> None:
    """Take it away: for the reverse of the migration."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for when in ("insert", "delete", "update"):
                cursor.execute(f"DROP TRIGGER IF EXISTS {INDEX}_{when}")
            cursor.execute(f"DROP TABLE IF EXISTS {INDEX}")
        else:
            for column in _VECTORS:
                cursor.execute(f"ALTER TABLE {TABLE} DROP COLUMN IF EXISTS {column}_vector")


def whole(connection: Any) -> bool:
    """Whether the index holds just what the table does. PostgreSQL sees to that itself.

    SQLite compares only where it might write; as long as others do, it is asked again, up to a minute.
    """
    if connection.vendor != "sqlite":
        return True
    asked_last = time.monotonic() + PATIENCE
    while True:
        try:
            with connection.cursor() as cursor:
                cursor.execute(f"INSERT INTO {INDEX}({INDEX}, rank) VALUES ('integrity-check', 1)")  # noqa: S608
        except Exception as error:  # what SQLite raises for a broken index differs with its version
            if not _others_write(error):
                return False
            if time.monotonic() > asked_last:
                raise
        else:
            return True


def _others_write(error: Exception) -> bool:
    return getattr(error.__cause__, "sqlite_errorname", "").startswith(("SQLITE_BUSY", "SQLITE_LOCKED"))
