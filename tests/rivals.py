"""The fixtures of the rivals' world; `check` finds nothing wrong after whatever a test has written in it."""

import os
import re
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection

from herringbone.core import clock
from herringbone.record.check import findings, orphans
from tests import snapshot, standing
from tests.world import MONDAY, World, make_world

READS = ("SELECT", "SAVEPOINT", "RELEASE", "ROLLBACK", "WITH", "PRAGMA", "EXPLAIN")
NOT_OURS = re.compile(
    r"""\s*(?:INSERT\s+(?:OR\s+\w+\s+)?INTO|UPDATE|DELETE\s+FROM)\s+"?(?:django_|usersessions_|axes_|core_cache)
    |UPDATE\s"people_person"\sSET\s"last_login" """,
    re.VERBOSE,
)


def _made() -> snapshot.Snapshot:
    """The world is made by its actions for the first test of a process, and stands there for the others."""
    with clock.clock_at(MONDAY):
        return snapshot.take(make_world())


standing.declare("world", _made)


def _check(request: pytest.FixtureRequest) -> None:
    """`check` finds nothing, after every test or every so many. PostgreSQL lets no orphans in: not looked for there."""
    usual = "1" if connection.vendor == "sqlite" else "8"
    if zlib.crc32(request.node.nodeid.encode()) % int(os.environ.get("CHECK_EVERY", usual)) == 0:
        assert list(findings(but=() if connection.vendor == "sqlite" else (orphans,))) == []


@contextmanager
def _writing() -> Iterator[list[str]]:
    """The first words of what was written in the block, save what signing in and the cache write."""
    seen: list[str] = []

    def watch(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if not sql.lstrip().startswith(READS) and not NOT_OURS.match(sql):
            seen.append(sql[:40])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        yield seen


@pytest.fixture
def world(db: Any, request: pytest.FixtureRequest) -> Iterator[World]:
    """The rivals' world; whatever a test wrote, `check` finds nothing afterwards."""
    with clock.clock_at(MONDAY):
        made = standing.found("world")
        with _writing() as written:
            yield made
        if written:
            _check(request)


@pytest.fixture
def shared_world(committing: None, request: pytest.FixtureRequest) -> Iterator[World]:
    """The rivals' world, committed, so that several connections see it."""
    with clock.clock_at(MONDAY):
        yield standing.found("world")
        _check(request)
