"""`bin/bench [--scale N] [--database URL]`: time the main pages of an agency of that size.

Server time is what the program takes between request and answer, measured inside one process. Each page is asked
for by several people or of several records, each first once unmeasured. Exit code 1 says that a median is beyond
twice its aim, or a page over its size.
"""

import argparse
import os
import sys
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
NOW = datetime.fromisoformat("2026-11-24T09:10-05:00")


def main() -> int:
    """Make the agency where it is not there from an earlier run, then measure."""
    parser = argparse.ArgumentParser(prog="bin/bench", description=__doc__.split("\n")[0] if __doc__ else "")
    parser.add_argument("--scale", type=int, default=20, metavar="N")
    parser.add_argument(
        "--database", default="", metavar="URL", help="an empty PostgreSQL database, or `postgresql` for one of our own"
    )
    parser.add_argument("--fresh", action="store_true", help="make the agency anew")
    told = parser.parse_args()
    with ExitStack() as stack:
        if told.database == "postgresql":
            from tools import postgres

            told.database = stack.enter_context(postgres.server())
        return _bench(told.scale, told.database, told.fresh)


def _bench(scale: int, database: str, fresh: bool) -> int:
    folder = ROOT / "var" / "bench" / f"{'postgresql' if database else 'sqlite'}-{scale}"
    os.environ.update(
        HERRINGBONE_MODE="demo", HERRINGBONE_DATA=str(folder), DATABASE_URL=database,
        DJANGO_SETTINGS_MODULE="herringbone.settings", HERRINGBONE_BASE_URL="http://localhost:8000",
    )  # fmt: skip
    import django

    django.setup()

    from herringbone.core import clock
    from tools.bench.agency import made
    from tools.bench.measuring import measure_all

    with clock.clock_at(NOW):
        made(folder, scale, NOW, fresh)
        return measure_all(scale)


if __name__ == "__main__":
    sys.exit(main())
