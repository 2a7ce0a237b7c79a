"""The agency that is measured: the demo's, at a scale, kept for the next run on SQLite."""

import shutil
import sys
import time
from datetime import datetime
from pathlib import Path

from django.db import connection

from herringbone import data_folder
from herringbone.commands.database import bring_up_to_date, migrations_due
from herringbone.commands.static_files import collect
from herringbone.core.models import Agency
from herringbone.demo.build import build


def made(folder: Path, scale: int, now: datetime, fresh: bool) -> None:
    """Have the agency there. Ends the program where the database holds something else."""
    whole = folder / "whole"
    data_folder.prepare(folder)
    if connection.vendor == "sqlite" and (fresh or not whole.exists()):
        connection.close()
        shutil.rmtree(folder)
        data_folder.prepare(folder)
    collect()
    if not migrations_due() and Agency.objects.exists():
        if whole.exists() or connection.vendor == "sqlite":
            return
        sys.exit("bench: this database holds an agency. Name an empty one.")
    began = time.monotonic()
    print(f"making the agency at scale {scale}", file=sys.stderr, flush=True)
    bring_up_to_date()
    build(scale=scale, now=now)
    whole.write_text(f"made in {time.monotonic() - began:.0f} s\n")
    print(whole.read_text(), file=sys.stderr, flush=True)
