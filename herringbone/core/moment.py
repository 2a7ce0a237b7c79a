"""Reading at one moment of the database, while others go on writing."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction


@contextmanager
def one_moment() -> Iterator[None]:
    """Whatever is read inside is of one moment, and nothing may be written. Inside a transaction it adds nothing.

    Nobody waits for it: PostgreSQL and SQLite's log both keep what was there when the first row was read.
    """
    if connection.in_atomic_block:
        yield
        return
    on_sqlite = connection.vendor == "sqlite"
    with _only_reading() if on_sqlite else transaction.atomic():
        if not on_sqlite:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


@contextmanager
def _only_reading() -> Iterator[None]:
    """A transaction of SQLite that takes no write lock, unlike all others of this program."""
    on: Any = connection
    on.ensure_connection()
    usual, on.transaction_mode = on.transaction_mode, "DEFERRED"
    try:
        with transaction.atomic():
            on.transaction_mode = usual
            yield
    finally:
        on.transaction_mode = usual
