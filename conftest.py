"""Every test of the agency runs at a set moment, and the record must be sound when it ends."""

import gc
import itertools
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from django.db import connection
from django.template import Template
from django.test.utils import instrumented_test_render
from django.utils import translation

from herringbone.people.rules.standing import forget
from herringbone.record.frozen import freeze_tables, thaw_tables

# How long an example takes says more about the machine than about the code.
hypothesis.settings.register_profile("house", deadline=None)
hypothesis.settings.load_profile("house")

pytest_plugins = ["tests.browser", "tests.bucket", "tests.database", "tests.standing", "tests.rivals", "tests.filled"]


MANY = 4  # cases of one test
LONG = ("slow", "crawl", "forged", "thorough", "processes", "once")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What takes long comes first, so that at the end no worker waits for another that has still much to do.

    Each worker is given a stretch of the list at first: both get every second test, and so as much to do. One begins
    with those in the filled world, which it makes, and the others with those elsewhere: they need not wait for it.
    """
    if connection.vendor != "sqlite":
        _leave_out(config, items)
    items.sort(key=lambda item: not _takes_long(item))
    workers = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
    stretches = [items[first::workers] for first in range(workers)]
    for place, stretch in enumerate(stretches):
        stretch.sort(key=lambda item: (not _takes_long(item), _in_filled_world(item) == bool(place)))
    items[:] = [item for stretch in stretches for item in stretch]


def _takes_long(item: pytest.Item) -> bool:
    return any(item.get_closest_marker(marker) for marker in LONG)


def _in_filled_world(item: pytest.Item) -> bool:
    return "filled" in item.fixturenames  # type: ignore[attr-defined]


def _leave_out(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL, what never sees a database is left out: it ran on SQLite, and would do the same again.

    Where the crawler is sampled there, so are those as whom it goes and sends forged forms, what takes long, and the
    cases of a test that has many: another value makes no other statement. What is only to be seen once is left out.
    """
    sees = {item: bool({"db", "transactional_db", "django_db_setup"} & set(item.fixturenames)) for item in items}  # type: ignore[attr-defined]
    kept = [item for item in items if sees[item] or item.get_closest_marker("django_db")]
    if int(os.environ.get("CRAWL_EVERY", "4")) > 1:
        kept = [item for item in kept if not item.get_closest_marker("once")]
        for marker, every in (("crawl", 3), ("forged", 4), ("thorough", 3)):
            marked = [item for item in kept if item.get_closest_marker(marker)]
            left_out = set(marked) - set(marked[::every])
            kept = [item for item in kept if item not in left_out]
        cases: dict[str, list[pytest.Item]] = {}
        for item in kept:
            sampled = any(item.get_closest_marker(marker) for marker in ("crawl", "forged", "thorough"))
            cases.setdefault(item.nodeid if sampled else item.nodeid.partition("[")[0], []).append(item)
        kept = [item for of_one in cases.values() for item in (of_one if len(of_one) < MANY else of_one[::3])]
    config.hook.pytest_deselected(items=list(set(items) - set(kept)))
    items[:] = kept


def pytest_collection_finish(session: pytest.Session) -> None:
    """What is loaded by now stays: the collector need not look through it again and again."""
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


@pytest.fixture(scope="session", autouse=True)
def context_noted_once(django_test_environment: None) -> None:
    """Tests see the context of the page alone: to note it at each of its parts too takes a tenth of all time."""

    def render(template: Template, context: Any) -> Any:
        if context.template is template:
            return instrumented_test_render(template, context)
        return template.nodelist.render(context)

    Template._render = render  # type: ignore[method-assign]


_numbers = itertools.count()


@pytest.fixture(autouse=True)
def nothing_left(settings: Any, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Each test has a file store of its own, and remembers nobody's standing, and no page's language, from another."""
    settings.FILES_ROOT = tmp_path_factory.mktemp(f"files-{next(_numbers)}", numbered=False)
    forget()
    translation.activate(settings.LANGUAGE_CODE)


@pytest.fixture
def freezing_again(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Set up before, and so torn down after, the database is emptied: puts the triggers back."""
    yield
    with django_db_blocker.unblock():
        freeze_tables(connection)


@pytest.fixture
def transactional_db(freezing_again: None, transactional_db: Any) -> Iterator[None]:
    """Transactions that really commit; afterwards the triggers make way for the emptying of the tables.

    A test asks for this fixture (or `live_server`) and never for the mark `django_db(transaction=True)`.
    """
    yield
    thaw_tables(connection)


@pytest.fixture
def committing(transactional_db: None) -> None:
    """Transactions that really commit."""


@pytest.fixture(scope="session")
def crawl_every() -> int:
    """The crawler takes each person to every address (1), or to every fourth or eighth, another for each."""
    return int(os.environ.get("CRAWL_EVERY", "4"))


@pytest.fixture(scope="session")
def forge_every(crawl_every: int) -> int:
    """The same for forged forms, each of which costs as much as ten pages."""
    return int(os.environ.get("FORGE_EVERY", max(crawl_every, 4)))


@pytest.fixture(scope="session")
def project_root() -> Path:
    """Where the project stands."""
    return Path(__file__).parent
