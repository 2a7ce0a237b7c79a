"""`herringbone export --all FILE`."""

import argparse
from pathlib import Path

from herringbone.commands.database import the_agency
from herringbone.commands.failure import Failed
from herringbone.commands.four_eyes import add_asking, cleared, who_asks
from herringbone.core.exporting import write_all
from herringbone.people.actions import note_export
from herringbone.people.models import SecondLook
from herringbone.record import files


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What, where to, by whom and why."""
    parser.add_argument("--all", action="store_true", required=True, help="all records and files of the agency")
    parser.add_argument("file", type=Path, help="the archive to write, such as agency-2026-11-24.zip")
    add_asking(parser, "the head or administrator")


def run(told: argparse.Namespace) -> int:
    """Write the archive; 1 where somebody else has to agree first, or the store has lost files that belong in it."""
    the_agency()
    by = who_asks(told, SecondLook.What.EXPORT)
    if told.file.exists():
        raise Failed(f"{told.file} is there already; nothing was written over it.")
    if not told.file.absolute().parent.is_dir():
        raise Failed(f"There is no folder {told.file.absolute().parent}.")
    note_export(by=by, look=cleared(by, SecondLook.What.EXPORT, told))
    try:
        records, number, lost = write_all(told.file, files.read)
    except FileExistsError as error:
        raise Failed(f"{told.file} is there already; nothing was written over it.") from error
    print(f"wrote {records:,} records and {number:,} files into {told.file}, {told.file.stat().st_size:,} bytes")
    print("it holds everything that was written about clients and people: keep it where nobody else reads it")
    for name in lost:
        print(f"the file {name} is missing from the store")
    return 1 if lost else 0
