"""`herringbone check`: whether the record is sound."""

import argparse
from itertools import chain
from pathlib import Path

from herringbone.commands.database import the_agency
from herringbone.commands.failure import Failed
from herringbone.core import instance
from herringbone.record.check import findings
from herringbone.record.seal import NoSeal, Seal, broken, read


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What was kept of the record."""
    parser.add_argument(
        "--seal", type=Path, action="append", default=[], metavar="FILE", help="a seal that was kept, or its mail"
    )


def run(told: argparse.Namespace) -> int:
    """0 when all is well, 1 otherwise."""
    the_agency()
    if instance.in_quarantine():
        print("note: this is a restored copy and sends nothing; see herringbone promote --help")
    return print_findings(*[_read(file) for file in told.seal])


def _read(file: Path) -> Seal:
    try:
        return read(file.read_text(errors="replace"))
    except NoSeal as error:
        raise Failed(f"{file}: {error}.") from error


def print_findings(*seals: Seal) -> int:
    """Print every finding, also of what was sealed; the exit code."""
    found = 0
    for finding in chain(findings(), *map(broken, seals)):
        print(finding)
        found += 1
    print(f"{found} findings" if found else "nothing is wrong")
    return 1 if found else 0
