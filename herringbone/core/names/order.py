"""Names in the order of a dictionary, on both databases: `É` stands with `E`, and small letters with capitals.

Left alone, a database compares bytes: `de Luca` comes after `Zeta`, and `Élan` after both.
"""

from typing import Any

from django.db.models import CharField, F, Func

from herringbone.core.names.text import fold

FUNCTION = "names_in_order"
# What `fold` says, in PostgreSQL's words: it may be built without ICU, and its own order is that of whoever made the
# database. Most names are ASCII, and quick.
_POSTGRES = (
    "(CASE WHEN octet_length(%(expressions)s) = char_length(%(expressions)s) THEN lower(%(expressions)s) "
    r"ELSE translate(lower(regexp_replace(normalize(%(expressions)s, NFKD), '[\u0300-\u036F]', '', 'g')), "
    "'łŁøØđĐðÐþÞæÆœŒıß', 'llooddddttaaoois') END COLLATE \"C\")"
)


class InOrder(Func):
    """A name as lists compare it, of a column: SQLite asks `fold` for each row."""

    function = FUNCTION
    output_field = CharField()

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        """The same without a function of ours, which PostgreSQL would need a right to make."""
        return self.as_sql(compiler, connection, template=_POSTGRES, **context)


def by_name(path: str = "name") -> InOrder:
    """For `order_by`: the names at a path. `Person.objects.order_by(by_name(), "pk")`."""
    return InOrder(F(path))


def teach_sqlite(connection: Any, **_: Any) -> None:
    """Give a new connection to SQLite the function: a receiver of `connection_created`."""
    if connection.vendor == "sqlite":
        connection.connection.create_function(FUNCTION, 1, _key, deterministic=True)


def _key(name: str | None) -> str | None:
    return None if name is None else fold(name)
