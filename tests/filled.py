"""The rivals' world with a record of everything, made once in a process and laid down again for each test that asks.

Numbers are spread: each model counts from ten thousand of its own, so that an id says which model it belongs to, and
a foreign id in a form's choice can never be somebody else's by chance.
"""

import io
import logging
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection, models
from django.test import override_settings

from herringbone.core import clock
from herringbone.core.quiet_log import WithoutAddress, WithoutMessage
from herringbone.people.models import Person
from tests import snapshot, standing
from tests.everything import fill
from tests.world import DAY, MONDAY, World, make_world

LATER = MONDAY + 3 * DAY  # when some of what was promised is late
RANGE = 10_000


def counted_models() -> list[type[models.Model]]:
    """Our models whose rows the database numbers, the many-to-many ones included, in a fixed order."""
    ours = [m for m in apps.get_models(include_auto_created=True) if m.__module__.startswith("herringbone")]
    return [m for m in ours if isinstance(m._meta.pk, models.AutoField)]


def model_of(number: int) -> type[models.Model] | None:
    """The model that an id of this world belongs to."""
    counted = counted_models()
    place = number // RANGE - 1
    return counted[place] if 0 <= place < len(counted) else None


def spread_ids() -> None:
    """Let each model's numbers begin at ten thousand of its own."""
    with connection.cursor() as cursor:
        for place, model in enumerate(counted_models(), start=1):
            table, first = model._meta.db_table, place * RANGE
            if connection.vendor == "sqlite":
                cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table])
                cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, first])
            else:
                cursor.execute(f'ALTER TABLE "{table}" ALTER COLUMN id RESTART WITH {first + 1}')  # names of our own


def make_filled(files: Path) -> World:
    """Make the world and fill it; its files go where the settings say, which must be `files`."""
    spread_ids()
    with clock.clock_at(MONDAY):
        world = make_world()
        fill(world)
    return world


def _made() -> snapshot.Snapshot:
    files = Path(settings.FILES_ROOT)
    with override_settings(INSTANCE_FILE=files / "none"):  # as in the database: no copy, so it sends
        return snapshot.take(make_filled(files))


standing.declare("filled", _made)


@pytest.fixture
def filled(db: Any, settings: Any) -> Iterator[World]:
    """At least one record of every model for each client, three days after they were made."""
    settings.INSTANCE_FILE = Path(settings.FILES_ROOT) / "none"
    world: World = standing.found("filled")
    shutil.copytree(standing.files_of("filled"), settings.FILES_ROOT, dirs_exist_ok=True)
    with clock.clock_at(LATER):
        yield world


@pytest.fixture
def cast(filled: World) -> dict[str, Person | None]:
    """Everybody whose place among the clients differs from the others', by name; `nobody` is not signed in."""
    rare = {name: one for name, one in filled.extra.items() if isinstance(one, Person)}
    return {**filled.everyone, **rare, "nobody": None}


@pytest.fixture
def logged() -> Iterator[io.StringIO]:
    """What the program writes into its log meanwhile, as its own settings have it written."""
    written = io.StringIO()
    made = logging.StreamHandler(written)
    told = settings.LOGGING["handlers"]["stderr"], settings.LOGGING["formatters"]["quiet"]
    assert told[0]["formatter"] == "quiet"
    made.setFormatter(WithoutMessage(told[1]["format"], style=told[1]["style"]))
    made.addFilter(WithoutAddress())
    loggers = [logging.getLogger(name) for name in ("", "django")]
    for logger in loggers:
        logger.addHandler(made)
    yield written
    for logger in loggers:
        logger.removeHandler(made)
