"""The world that tests share stands in one transaction around them, and each test goes back to it by a savepoint.

A test that needs another world, an empty database, or transactions that really commit, has it taken away first.
"""

import copy
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.db import DEFAULT_DB_ALIAS, connection, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from tests import keeping, snapshot

# What tests wrote and took back lies about in PostgreSQL's tables until the transaction ends: every read passes it by.
AT_MOST = 80
COMMITTING = {"transactional_db", "committing", "shared_world", "live_server"}


@dataclass
class Laid:
    """What lies in the transaction around the tests, and on which connection.

    While a browser is driven, an event loop runs in this thread, and Django has another connection for it.
    """

    kept: snapshot.Snapshot
    around: transaction.Atomic
    on: BaseDatabaseWrapper
    tests: int = 0

    @property
    def whole(self) -> bool:
        """Whether the transaction still stands, on the connection that a test would use now."""
        sound = self.on.connection is not None and not self.on.closed_in_transaction and not self.on.needs_rollback
        return sound and self.on is connections[DEFAULT_DB_ALIAS] and self.on.atomic_blocks == [self.around]


_laid: list[Laid] = []
_makers: dict[str, Callable[[], snapshot.Snapshot]] = {}
_made: dict[str, snapshot.Snapshot] = {}
_files: dict[str, Path] = {}


def declare(fixture: str, make: Callable[[], snapshot.Snapshot]) -> None:
    """The tests that ask for `fixture` find what `make` keeps; it is called in an empty database."""
    _makers[fixture] = make


def kept(fixture: str) -> snapshot.Snapshot:
    """The snapshot behind a fixture, made the first time in a transaction that is taken back."""
    if fixture not in _made:
        with transaction.atomic():
            _made[fixture], _files[fixture] = keeping.kept(fixture, _makers[fixture])
            transaction.set_rollback(True)
    return _made[fixture]


def files_of(fixture: str) -> Path:
    """The folder of the files that belong to a world that was found."""
    return _files[fixture]


def found(fixture: str) -> Any:
    """The world of a fixture for one test: as it stands, or laid down now where nothing does."""
    if _laid and _laid[0].kept is _made.get(fixture):
        return copy.deepcopy(_laid[0].kept.world)
    return snapshot.lay_down(kept(fixture))


def take_away() -> None:
    """Take back what stands around the tests: the database does so when the connection ends."""
    while _laid:
        on = _laid.pop().on
        on.in_atomic_block = False  # else Django would wait for the end of the block
        on.close()


def _lay(fixture: str) -> None:
    snapshot_kept = kept(fixture)
    around = transaction.atomic()
    around.__enter__()
    _laid.append(Laid(snapshot_kept, around, connections[DEFAULT_DB_ALIAS]))
    snapshot.lay_down(snapshot_kept)
    connection.check_constraints()  # once for all: what was checked out here is not checked again inside


@pytest.fixture
def what_stands(request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: Any) -> None:
    """Before a test's own transaction begins, the world that it asks for stands around it."""
    asked = set(request.fixturenames)
    wanted = None if asked & COMMITTING else next((name for name in _makers if name in asked), None)
    with django_db_blocker.unblock():
        if _laid and (wanted is None or _laid[0].kept is not _made.get(wanted) or not _laid[0].whole):
            take_away()
        if _laid and _laid[0].tests >= AT_MOST and connection.vendor == "postgresql":
            take_away()
            with connection.cursor() as cursor:
                cursor.execute("VACUUM")
        if wanted and not _laid:
            _lay(wanted)
        if _laid:
            _laid[0].tests += 1


@pytest.fixture
def _django_db_helper(what_stands: None, _django_db_helper: None) -> None:
    """The fixture of pytest-django by this name, on which all others of the database rest, comes after ours."""


@pytest.fixture(scope="session", autouse=True)
def _nothing_stands_at_the_end(request: pytest.FixtureRequest) -> Iterator[None]:
    yield
    if _laid:
        request.getfixturevalue("django_db_blocker").unblock()
        take_away()
