"""Asking for a page again and again, and what that takes."""

import cProfile
import gc
import os
import pstats
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

WARM = 5
LARGEST = 300_000  # bytes of a page
TWICE = 2
AT_SIXTY = 1.3  # the aims' factor from scale 60 on


@dataclass(frozen=True)
class Page:
    """Something to be measured. Each of `ask` does it once and gives the size of the answer in bytes.

    `by_hand` runs the SQL that fetches or writes the same rows. `aim` is in milliseconds, at scale 20.
    """

    name: str
    aim: float
    ask: list[Callable[[], int]]
    by_hand: Callable[[Any], None]


@dataclass
class Measured:
    """What it took: queries, milliseconds, bytes."""

    page: Page
    queries: int
    size: int
    times: list[float] = field(default_factory=list)
    by_hand: list[float] = field(default_factory=list)

    @property
    def median(self) -> float:
        """Of the page, in milliseconds."""
        return statistics.median(self.times)

    @property
    def p95(self) -> float:
        """Nineteen of twenty are below it."""
        return statistics.quantiles(self.times, n=20, method="inclusive")[-1]

    @property
    def sql(self) -> float:
        """The median of the SQL by hand."""
        return statistics.median(self.by_hand)

    def aim(self, scale: int) -> float:
        """What it should take at that scale."""
        return self.page.aim * (AT_SIXTY if scale >= 60 else 1)

    def passes(self, scale: int) -> bool:
        """Whether it is within twice its aim, and not too heavy."""
        return self.median <= TWICE * self.aim(scale) and self.size <= LARGEST


def measure(page: Page) -> Measured:
    """Queries and size from one call of their own, then the times, then the SQL by hand."""
    calls = iter(page.ask)
    size = 0
    for _ in range(WARM):
        size = next(calls)()
    with CaptureQueriesContext(connection) as captured:
        size = max(size, next(calls)())
    found = Measured(page, len(captured), size)
    gc.collect()
    for call in calls:
        found.times.append(_timed(call))
    with connection.cursor() as cursor:
        page.by_hand(cursor)
        found.by_hand = [_timed(lambda: page.by_hand(cursor)) for _ in range(len(found.times))]
    return found


def profile(pages: Iterable[Page], name: str) -> int:
    """Print the functions in which the time of one page goes; 1 where there is no such page."""
    for page in pages:
        if page.name == name:
            for call in page.ask[:WARM]:
                call()
            profiler = cProfile.Profile()
            profiler.enable()
            for call in page.ask[WARM:]:
                call()
            profiler.disable()
            pstats.Stats(profiler).sort_stats("cumtime").print_stats(60)
            return 0
    print(f"There is no page “{name}”: {', '.join(page.name for page in pages)}")
    return 1


@contextmanager
def on_a_copy(connection: Any) -> Iterator[None]:
    """Work on a copy of the database, which goes away. On PostgreSQL nobody else may be at work on it."""
    kept = connection.settings_dict["NAME"]
    connection.close()
    if connection.vendor == "sqlite":
        with tempfile.TemporaryDirectory(prefix="herringbone-bench-") as folder:
            for file in Path(kept).parent.glob(f"{Path(kept).name}*"):
                shutil.copyfile(file, Path(folder) / file.name)
            connection.settings_dict["NAME"] = str(Path(folder) / Path(kept).name)
            yield
            connection.close()
    else:
        copy = f"{kept}_bench_{os.getpid()}"
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'CREATE DATABASE "{copy}" TEMPLATE "{kept}"')
        connection.settings_dict["NAME"] = copy
        try:
            yield
        finally:
            connection.close()
            with connection._nodb_cursor() as cursor:
                cursor.execute(f'DROP DATABASE "{copy}"')
    connection.settings_dict["NAME"] = kept


def _timed(call: Callable[[], Any]) -> float:
    begin = time.perf_counter()
    call()
    return (time.perf_counter() - begin) * 1000
