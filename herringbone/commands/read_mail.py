"""`herringbone read-mail`: answers to invitations, and mails of ours that came back, from files, standard input or the
mailbox that IMAP_URL names.
"""

import argparse
import sys
from pathlib import Path

from django.conf import settings

from herringbone.commands.database import the_agency
from herringbone.commands.failure import Failed
from herringbone.meetings.incoming import read_mail
from herringbone.meetings.mailbox.imap import Unreachable
from herringbone.meetings.mailbox.reading import read_mailbox


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which mails."""
    parser.add_argument("files", nargs="*", metavar="FILE", help="a mail as it came (.eml); - reads standard input")
    parser.add_argument("--mailbox", action="store_true", help="what is new in the mailbox that IMAP_URL names")


def run(told: argparse.Namespace) -> int:
    """Record what each mail says, and print what became of it. 1 where one of them said nothing to us."""
    if bool(told.files) == told.mailbox:
        raise Failed("Name files, or --mailbox.", code=2)
    the_agency()
    if told.mailbox:
        return _mailbox()
    noted = True
    for name in told.files:
        outcome = read_mail(_bytes(name))
        noted = noted and outcome.noted
        print(outcome.words)
    return 0 if noted else 1


def _mailbox() -> int:
    """Go on until nothing is new; what was found, in a line."""
    if settings.IMAP is None:
        raise Failed("IMAP_URL is not set: it names the mailbox, as imaps://user:password@host/folder.")
    found = noted = unread = 0
    try:
        while done := read_mailbox():
            found, noted, unread = found + done.found, noted + done.noted, unread + done.unread
            if not done.found:
                break
        else:
            raise Failed("This is a copy of the agency’s database: it reads no mailbox until it is promoted.")
    except Unreachable as step:
        raise Failed(f"The mailbox cannot be read: it broke off at {step}.") from step
    print(f"{found} new, {noted} recorded, {unread} not understood and flagged")
    return 1 if unread else 0


def _bytes(name: str) -> bytes:
    if name == "-":
        return sys.stdin.buffer.read()
    try:
        return Path(name).read_bytes()
    except OSError as error:
        raise Failed(f"{name} cannot be read: {error.strerror}.") from error
