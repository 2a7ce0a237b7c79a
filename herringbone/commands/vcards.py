"""`herringbone vcards`: contacts into a file that telephones and other programs read."""

import argparse
from pathlib import Path

from herringbone.clients.queries.cards import open_cards
from herringbone.commands.database import the_agency
from herringbone.commands.persons import person_of
from herringbone.core.cards import write_cards


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where to, and as whose eyes see."""
    parser.add_argument("file", metavar="FILE", help="it is written anew if it is there")
    parser.add_argument(
        "--as", dest="by", required=True, metavar="EMAIL", help="whose contacts: all that they may reach"
    )


def run(told: argparse.Namespace) -> int:
    """Write the contacts of a person, and say how many."""
    the_agency()
    cards = open_cards(person_of(told.by))
    Path(told.file).write_bytes(write_cards(cards))
    print(f"{len(cards)} contact{'' if len(cards) == 1 else 's'} in {told.file}")
    return 0
