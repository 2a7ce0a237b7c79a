"""`herringbone migrate`: after an upgrade."""

import argparse

from django.conf import settings

from herringbone import data_folder
from herringbone.commands.check import print_findings
from herringbone.commands.database import bring_up_to_date, the_agency


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Nothing to be said."""


def run(told: argparse.Namespace) -> int:
    """Apply what is due; 1 when the check afterwards finds something."""
    data_folder.prepare(settings.DATA)
    print(f"{bring_up_to_date()} migrations applied")
    the_agency()
    return print_findings()
