"""`herringbone backup FILE`."""

import argparse
from pathlib import Path

from herringbone.commands.check import print_findings
from herringbone.commands.database import the_agency
from herringbone.commands.failure import Failed
from herringbone.core.backup import save
from herringbone.record.models import StoredFile


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where to."""
    parser.add_argument("file", type=Path, help="the archive to write, such as agency-2026-11-24.tar.gz")
    parser.add_argument("--no-check", action="store_true", help="do not check the record afterwards")


def run(told: argparse.Namespace) -> int:
    """Write the archive, then check what was saved; 1 when that finds something. The archive stays either way."""
    the_agency()
    try:
        manifest = save(told.file, StoredFile)
    except FileExistsError as error:
        raise Failed(f"{told.file} is there already; nothing was written over it.") from error
    files = sum(name.startswith("files/") for name in manifest.parts)
    print(f"saved {manifest.agency}: database and {files} files in {told.file}, {told.file.stat().st_size:,} bytes")
    print("the keys are not in it: keep secret.key and encryption.key in another safe place")
    return 0 if told.no_check else print_findings()
