"""`herringbone restore FILE`."""

import argparse
from pathlib import Path

from django.conf import settings

from herringbone import data_folder
from herringbone.commands.check import print_findings
from herringbone.commands.database import bring_up_to_date
from herringbone.commands.failure import Failed
from herringbone.core.backup import ArchiveBroken, NotEmpty, restore
from herringbone.core.sql import analyse


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where from."""
    parser.add_argument("file", type=Path, help="an archive that herringbone backup has written")


def run(told: argparse.Namespace) -> int:
    """Verify, put in place, bring up to date, check; 1 when the check finds something."""
    if not told.file.is_file():
        raise Failed(f"There is no file {told.file}.")
    data_folder.prepare(settings.DATA)
    try:
        manifest = restore(told.file)
    except (ArchiveBroken, NotEmpty) as error:
        raise Failed(str(error)) from error
    bring_up_to_date()
    analyse()
    print(f"restored {manifest.agency} as it was at {manifest.made}")
    print("it is a copy and sends nothing until: herringbone promote --as EMAIL --why TEXT")
    print(f"put its own encryption.key into {settings.DATA}, else sign-in codes must be set up anew")
    return print_findings()
