"""The test database: on SQLite made by the migrations once and then copied, until a migration changes.

On PostgreSQL it is made of the models at once, which takes two seconds instead of eighteen for each worker; that the
migrations make the same is seen where a backup is restored there (S47).
"""

import fcntl
import hashlib
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

import pytest
from django.conf import settings
from django.contrib.contenttypes.management import create_contenttypes
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.db.models.signals import post_migrate

from herringbone.core.search.engines import make_index
from herringbone.record.frozen import freeze_tables, thaw_tables

ROOT = Path(__file__).parent.parent
KEPT = ROOT / "var" / "test-databases"
_locks: list[IO[str]] = []


def fingerprint() -> str:
    """Changes with every migration, with whatever migrations call, and with the packages."""
    migrations = sorted(ROOT.glob("herringbone/*/migrations/*.py"))
    called = {
        ROOT / Path(*module.split(".")).with_suffix(".py")
        for file in migrations
        for module in re.findall(r"^\s*(?:from|import) (herringbone\.[\w.]+)", file.read_text(), re.MULTILINE)
    }
    made_from = [*migrations, *sorted(path for path in called if path.is_file()), ROOT / "requirements-test.txt"]
    return hashlib.sha256(b"".join(path.read_bytes() for path in made_from)).hexdigest()[:20]


@pytest.fixture(scope="session")
def kept_copy(request: pytest.FixtureRequest) -> Iterator[Path | None]:
    """Where the copy for the present migrations is or is to be; None where it would not be what they make.

    One process makes it, and the others wait for it.
    """
    on_sqlite = settings.DATABASES["default"]["ENGINE"].endswith("sqlite3")
    as_usual = settings.SETTINGS_MODULE == "tests.settings" and not request.config.getvalue("nomigrations")
    if not (on_sqlite and as_usual):
        yield None
        return
    copy = KEPT / f"{fingerprint()}.sqlite3"
    KEPT.mkdir(parents=True, exist_ok=True)
    with (KEPT / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if copy.exists():
            fcntl.flock(lock, fcntl.LOCK_UN)
        _locks.append(lock)
        yield copy


@pytest.fixture(scope="session")
def django_db_use_migrations(django_db_use_migrations: bool) -> bool:
    """Whether the tables are made by the migrations."""
    return django_db_use_migrations and connection.vendor != "postgresql"


@pytest.fixture(scope="session")
def django_db_keepdb(request: pytest.FixtureRequest, kept_copy: Path | None) -> bool:
    """A copied database is taken as it is found."""
    return (kept_copy is not None and kept_copy.exists()) or bool(request.config.getvalue("reuse_db"))


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None, kept_copy: Path | None) -> None:
    """Before the database is set up, the kept copy is put in its place."""
    if kept_copy is not None and kept_copy.exists():
        shutil.copyfile(kept_copy, settings.DATABASES["default"]["TEST"]["NAME"])


@pytest.fixture(scope="session")
def django_db_setup(
    django_db_setup: None, django_db_use_migrations: bool, django_db_blocker: Any, kept_copy: Path | None
) -> None:
    """What the migrations make beside tables stands even where the tables were made without them."""
    with django_db_blocker.unblock():
        if not django_db_use_migrations:
            _as_if_migrated()
        thaw_tables(connection)
        freeze_tables(connection)
        _nothing_made_anew_after_emptying()
        if connection.vendor == "postgresql":
            _delete_instead_of_truncating()
        if kept_copy is not None and not kept_copy.exists():
            _keep(kept_copy)
    for lock in _locks:
        fcntl.flock(lock, fcntl.LOCK_UN)


def _nothing_made_anew_after_emptying() -> None:
    """Each time the tables were emptied, Django would write four permissions for each model, which nobody asks."""
    post_migrate.disconnect(create_contenttypes)
    post_migrate.disconnect(dispatch_uid="django.contrib.auth.management.create_permissions")


def _delete_instead_of_truncating() -> None:
    """To empty a hundred tables that hold little, TRUNCATE makes as many new files: a quarter of a second."""
    with connection.cursor() as cursor:
        cursor.execute("SHOW is_superuser")
        if cursor.fetchone() != ("on",):  # nobody else may leave the foreign keys unasked meanwhile
            return

    def sql_flush(self: Any, style: Any, tables: list[str], **_told: Any) -> list[str]:
        deleted = [f"DELETE FROM {self.quote_name(table)}" for table in tables]  # names of our own
        return ["SET session_replication_role = replica", *deleted, "SET session_replication_role = DEFAULT"]

    type(connection.ops).sql_flush = sql_flush  # type: ignore[method-assign]


def _as_if_migrated() -> None:
    settings.MIGRATION_MODULES = {}  # pytest-django hid them
    make_index(connection)
    graph, recorder = MigrationLoader(None).graph, MigrationRecorder(connection)
    recorder.ensure_schema()
    for app, name in dict.fromkeys(node for leaf in graph.leaf_nodes() for node in graph.forwards_plan(leaf)):
        recorder.record_applied(app, name)


def _keep(copy: Path) -> None:
    """Keep a copy of the database that the migrations have made; older ones go."""
    part = copy.with_suffix(f".{os.getpid()}.part")
    part.unlink(missing_ok=True)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(part)])
    for old in KEPT.glob("*.sqlite3"):
        old.unlink(missing_ok=True)
    part.replace(copy)
