"""`herringbone read-mail`: answers to invitations, and mails of ours that came back, from files or standard input."""

import argparse
import sys
from pathlib import Path

from herringbone.commands.database import the_agency
from herringbone.commands.failure import Failed
from herringbone.meetings.incoming import read_mail


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which mails."""
    parser.add_argument("files", nargs="+", metavar="FILE", help="a mail as it came (.eml); - reads standard input")


def run(told: argparse.Namespace) -> int:
    """Record what each mail says, and print what became of it. 1 where one of them said nothing to us."""
    the_agency()
    noted = True
    for name in told.files:
        outcome = read_mail(_bytes(name))
        noted = noted and outcome.noted
        print(outcome.words)
    return 0 if noted else 1


def _bytes(name: str) -> bytes:
    if name == "-":
        return sys.stdin.buffer.read()
    try:
        return Path(name).read_bytes()
    except OSError as error:
        raise Failed(f"{name} cannot be read: {error.strerror}.") from error
