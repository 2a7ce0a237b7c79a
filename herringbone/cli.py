"""The console command. Whatever goes wrong ends in a sentence that says what to do, never in a traceback."""

import argparse
import importlib
import os
import sys
from collections.abc import Sequence
from types import ModuleType

from herringbone.commands.failure import Failed
from herringbone.environment import BadSetting

COMMANDS = {
    "init": ("initialise", "make a new agency: database, first office, first administrator"),
    "serve": ("serve", "serve pages and run the worker, until told to stop"),
    "worker": ("worker", "run one more worker (serve starts one by itself)"),
    "import": ("importing", "bring in clients, contacts, jobs, meetings or people from a file"),
    "vcards": ("vcards", "write contacts into a vCard file"),
    "record": ("record", "the on-time record of a month, as somebody reads it: on the terminal, or as CSV or XLSX"),
    "export": ("exporting", "write everything of the agency in open formats: tables as CSV, and all files"),
    "read-mail": ("read_mail", "record answers to invitations, and mails that came back, from files or the mailbox"),
    "invite": ("invite", "invite somebody who works at the agency"),
    "backup": ("backup", "write database and files into one archive, while people go on working"),
    "restore": ("restore", "bring an archive back into an empty place; the copy sends nothing until it is promoted"),
    "promote": ("promote", "let a restored copy be the agency's own: from then on it sends"),
    "copy-files": ("copy_files", "copy all files into another store, such as a bucket, before FILES_URL is changed"),
    "seal": ("seal", "print where each chain of events ends now, to be kept where nobody of the house can change it"),
    "check": ("check", "recompute every hash, number and duty, and name what does not agree"),
    "migrate": ("migrate", "bring the database up to date after an upgrade, then check it"),
    "demo": ("demo", "make the demo agency and serve it on this machine"),
}
BEFORE_SETTINGS = {"demo", "serve"}  # these prepare something before the settings are read
EXPLAIN = "HERRINGBONE_TRACEBACK"  # set to 1, it shows where the unexpected came from


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; its exit code: 0 done, 1 not done, 2 something was not said."""
    told = list(sys.argv[1:] if argv is None else argv)
    if not told or told[0] not in COMMANDS:
        _overview().parse_args(told or ["--help"])
    os.umask(0o077)  # what is written is the agency's alone
    try:
        return _run(told[0], told[1:])
    except KeyboardInterrupt:
        return 130
    except Exception as error:
        if os.environ.get(EXPLAIN) == "1":
            raise
        code, text = in_words(error)
        print(f"herringbone: {text}", file=sys.stderr)
        return code


def _run(name: str, told: list[str]) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "herringbone.settings")
    if name not in BEFORE_SETTINGS:
        _set_up()
    command = _load(name)
    if name == "import":  # the importer reads its own words
        return int(command.run(told))
    parser = argparse.ArgumentParser(prog=f"herringbone {name}", description=COMMANDS[name][1])
    command.add_arguments(parser)
    options = parser.parse_args(told)
    if name in BEFORE_SETTINGS:
        command.prepare(options)
        _set_up()
    return int(command.run(options))


def _set_up() -> None:
    import django

    django.setup()


def _load(name: str) -> ModuleType:
    return importlib.import_module(f"herringbone.commands.{COMMANDS[name][0]}")


def _overview() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="herringbone", description="Runs an agency's account services.")
    parts = parser.add_subparsers(metavar="COMMAND", required=True, title="commands")
    for name, (_, text) in COMMANDS.items():
        parts.add_parser(name, help=text)
    parser.epilog = "herringbone COMMAND --help says more. Settings are environment variables: docs/administrator.md"
    return parser


def in_words(error: Exception) -> tuple[int, str]:
    """The exit code, and a sentence for the person at the terminal."""
    if isinstance(error, Failed):
        return error.code, str(error)
    if isinstance(error, BadSetting):
        return 2, str(error)
    if isinstance(error, OSError) and error.strerror:
        return 1, f"{error.filename or 'The system'}: {error.strerror}."
    from django.db import DatabaseError

    from herringbone.core.store import StoreTaken
    from herringbone.record.action import Denied, Refused

    if isinstance(error, StoreTaken):
        return 1, str(error)
    if isinstance(error, Refused):
        return 1, f"{str(error).rstrip('.')}."
    if isinstance(error, Denied):
        return 1, f"This person may not do that ({error})."
    if isinstance(error, DatabaseError):
        return 1, f"The database does not answer as it should ({type(error).__name__}). See DATABASE_URL and its log."
    return 1, (
        f"something happened that the program did not expect ({type(error).__name__}). "
        f"Set {EXPLAIN}=1 and call again to see where."
    )
