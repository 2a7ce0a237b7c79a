"""`herringbone check`: whether the record is sound."""

import argparse

from herringbone.commands.database import the_agency
from herringbone.core import instance
from herringbone.record.check import findings


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Nothing to be said."""


def run(told: argparse.Namespace) -> int:
    """0 when all is well, 1 otherwise."""
    the_agency()
    if instance.in_quarantine():
        print("note: this is a restored copy and sends nothing; see herringbone promote --help")
    return print_findings()


def print_findings() -> int:
    """Print every finding; the exit code."""
    found = 0
    for finding in findings():
        print(finding)
        found += 1
    print(f"{found} findings" if found else "nothing is wrong")
    return 1 if found else 0
