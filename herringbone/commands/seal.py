"""`herringbone seal`: where each chain of events ends now."""

import argparse

from herringbone.commands.database import the_agency
from herringbone.core import clock
from herringbone.record.seal import seal


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Nothing to be said."""


def run(told: argparse.Namespace) -> int:
    """Print the seal of the record."""
    the_agency()
    print(seal(clock.now()), end="")
    return 0
