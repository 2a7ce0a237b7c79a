"""What a declaration says is owed, asked with its SQL made once.

A declaration asks no time and no language, so its SQL never changes; making it takes Django ten times as long as
the database takes to answer, and each action asks several.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from weakref import WeakKeyDictionary

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models.sql.compiler import SQLCompiler

from herringbone.record.duties.declare import COLUMNS, Kind

BATCH = 500


@dataclass(frozen=True)
class Compiled:
    """A declared query as SQL; `compiler` turns what the driver gives into Python's values."""

    sql: str
    parameters: tuple[Any, ...]
    names: tuple[str, ...]
    compiler: SQLCompiler


_compiled: WeakKeyDictionary[Any, dict[str, Compiled]] = WeakKeyDictionary()  # by connection: a thread has its own


def owed(
    kind: Kind, *, until: datetime, after: datetime | None = None, of: Sequence[int] | None = None
) -> Iterator[dict[str, Any]]:
    """The declared rows that begin up to `until`, later than `after` and of the subjects `of` where these are given.

    Each has the keys COLUMNS.
    """
    connection = connections[DEFAULT_DB_ALIAS]
    query = _of(kind, connection)
    adapt = connection.ops.adapt_datetimefield_value
    wheres, parameters = ["started <= %s"], [*query.parameters, adapt(until)]
    if after is not None:
        wheres.append("started > %s")
        parameters.append(adapt(after))
    if of is not None:
        wheres.append(f"subject IN ({', '.join(['%s'] * len(of))})" if of else "1 = 0")
        parameters.extend(of)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM ({query.sql}) owed WHERE {' AND '.join(wheres)}", parameters)  # noqa: S608  # no text of a person's
        chunks = iter(lambda: cursor.fetchmany(BATCH), [])
        for row in query.compiler.results_iter(results=chunks):
            yield dict(zip(query.names, row, strict=True))


def _of(kind: Kind, connection: Any) -> Compiled:
    known = _compiled.setdefault(connection, {})
    if kind.name not in known:
        query = kind.rows().query
        compiler = query.get_compiler(connection=connection)
        sql, parameters = compiler.as_sql()
        names = tuple(query.selected or (*query.values_select, *query.annotation_select))
        assert set(names) == set(COLUMNS), f"{kind.name} gives {names}"
        known[kind.name] = Compiled(sql, parameters, names, compiler)
    return known[kind.name]
