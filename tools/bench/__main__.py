"""`bin/bench [--scale N] [--database URL]`: the main pages through the whole program, beside SQL written by hand.

The demo agency of that scale is made once and kept in var/bench; on another database it is made where there is none.
Exits 1 when a page takes more than twice its aim, or weighs more than 300 KB.
"""

import argparse
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from tools import postgres

ROOT = Path(__file__).resolve().parent.parent.parent
NOW = "2026-11-24T09:10-05:00"


def main() -> int:
    """0 when every page keeps within twice its aim."""
    parser = argparse.ArgumentParser(prog="bin/bench", description=__doc__)
    parser.add_argument("--scale", type=int, default=20, help="of the demo agency; 20 is 300 clients and 5,000 jobs")
    parser.add_argument("--database", default="sqlite", help="sqlite, postgres (a server of our own) or an address")
    parser.add_argument("--rounds", type=int, default=40, help="how often each page is asked for")
    parser.add_argument("--profile", metavar="PAGE", help="print where the time of one page goes, and nothing else")
    parser.add_argument("--write", action="store_true", help="put the figures into docs/performance.md")
    told = parser.parse_args()
    folder = ROOT / "var" / "bench"
    os.environ.update(
        HERRINGBONE_MODE="demo", HERRINGBONE_DATA=str(folder), HERRINGBONE_NOW=NOW,
        HERRINGBONE_BASE_URL="http://localhost:8000",
    )  # fmt: skip
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "herringbone.settings")
    from herringbone import data_folder

    data_folder.prepare(folder)
    with ExitStack() as until_the_end:
        files = until_the_end.enter_context(tempfile.TemporaryDirectory(prefix="herringbone-bench-"))
        os.environ["DATABASE_URL"] = until_the_end.enter_context(_database(told.database, folder, told.scale))
        return _measure(told, Path(files))


@contextmanager
def _database(told: str, folder: Path, scale: int) -> Iterator[str]:
    """Where the agency is, or is to be made."""
    if told == "sqlite":
        yield f"sqlite://{folder / f'agency-{scale}.sqlite3'}"
    elif told == "postgres":
        with postgres.server(durable=True) as address:
            yield address
    else:
        yield told


def _measure(told: argparse.Namespace, files: Path) -> int:
    import django

    django.setup()
    from django.conf import settings
    from django.db import connection

    from tools.bench import making, measuring, report
    from tools.bench.pages import pages

    settings.ALLOWED_HOSTS = ["testserver"]
    making.make(told.scale)
    settings.FILES_ROOT = files  # what is issued here is looked at and thrown away
    with measuring.on_a_copy(connection):
        asked = pages(told.rounds)
        if told.profile:
            return measuring.profile(asked, told.profile)
        measured = [measuring.measure(page) for page in asked]
    table = report.table(measured, connection.vendor, told.scale)
    print(table)
    if told.write:
        report.write(ROOT / "docs" / "performance.md", table, connection.vendor, told.scale)
    return 0 if all(one.passes(told.scale) for one in measured) else 1


if __name__ == "__main__":
    sys.exit(main())
