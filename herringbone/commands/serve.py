"""`herringbone serve`: web server and worker, until told to stop."""

import argparse
import atexit
import os
import signal
import sys
from contextlib import suppress
from typing import NoReturn
from urllib.parse import urlsplit

from herringbone.commands.ports import claim, refuse_taken
from herringbone.environment import on_sqlite
from herringbone.serve import started, web_command
from herringbone.starting import GATE, Gate

HTTP = 80


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where to listen, with how many processes."""
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--bind", default="127.0.0.1", help="the address to listen on (default: this machine only)")
    parser.add_argument("--processes", type=int, default=0, help="web processes; 1 on SQLite, else one a core")
    parser.add_argument("--threads", type=int, default=3, help="requests at a time in each web process")
    parser.add_argument("--workers", type=int, default=1, help="worker processes; 0 where they run elsewhere")


def prepare(told: argparse.Namespace) -> None:
    """Have the web server load the program already while this process does the same and looks whether all is well.

    Raises Failed where nobody could listen on the port, or another server has it.
    """
    refuse_taken(told.bind, told.port)
    claim(told.port)
    told.processes = told.processes or (1 if on_sqlite() else os.cpu_count() or 1)
    told.gate = Gate()
    command = web_command(told.bind, told.port, told.processes, told.threads)
    told.web = started(command, {GATE: str(told.gate.path)})
    atexit.register(_take_back, told)


def _take_back(told: argparse.Namespace) -> None:
    """This command ends without serving: the web server never begins."""
    with suppress(ProcessLookupError):
        os.killpg(told.web.pid, signal.SIGKILL)
    told.gate.remove()
    told.web.wait()


def run(told: argparse.Namespace) -> NoReturn:
    """Look that all is well, then hand over to the supervisor. Raises Unsafe, Failed."""
    from django.conf import settings
    from django.db import connection

    from herringbone.commands.database import the_agency
    from herringbone.commands.static_files import collect
    from herringbone.core import instance
    from herringbone.safety import refuse_unsafe

    refuse_unsafe()
    the_agency()
    collect()
    if not settings.MAIL_IS_SENT:
        print(
            f"herringbone: EMAIL_URL is not set; mail is written to {settings.EMAIL_FILE_PATH} and not sent",
            file=sys.stderr,
        )
    address = urlsplit(settings.BASE_URL)
    if address.hostname in ("localhost", "127.0.0.1") and (address.port or HTTP) != told.port:
        _warn(f"links begin with {settings.BASE_URL}, and port {told.port} is served: set HERRINGBONE_BASE_URL")
    if instance.in_quarantine():
        _warn("this is a restored copy and sends nothing; see herringbone promote --help")
    connection.close()
    told.gate.open()
    # The supervisor takes this process's place without Django in its memory.
    os.execv(  # noqa: S606
        sys.executable,
        [
            sys.executable, "-m", "herringbone.serve", "both", "--bind", told.bind, "--port", str(told.port),
            "--processes", str(told.processes), "--threads", str(told.threads), "--workers", str(told.workers),
            "--address", settings.BASE_URL, "--web", str(told.web.pid),
        ],
    )  # fmt: skip


def _warn(text: str) -> None:
    print(f"herringbone: {text}", file=sys.stderr, flush=True)
