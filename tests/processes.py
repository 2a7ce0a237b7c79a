"""The program's own processes, run against the test's database."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

from django.db import connection


def database_url() -> str:
    """The address of the database that this test uses."""
    used: dict[str, Any] = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite://{used['NAME']}"
    user = quote(used["USER"]) + (f":{quote(used['PASSWORD'])}" if used["PASSWORD"] else "")
    return f"postgresql://{user}@/{used['NAME']}?host={quote(used['HOST'])}" + (
        f"&port={used['PORT']}" if used["PORT"] else ""
    )


def start(*arguments: str, **environment: str) -> "subprocess.Popen[str]":
    """Run `herringbone ARGUMENTS` beside the test, on its database."""
    return subprocess.Popen(
        [sys.executable, "-m", "herringbone", *arguments],
        env={
            **os.environ,
            "DATABASE_URL": database_url(),
            "DJANGO_SETTINGS_MODULE": "tests.settings",
            "HERRINGBONE_WORKER_SILENT_AFTER": "2",
            **environment,
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def until(holds: Callable[[], Any], seconds: float = 30) -> None:
    """Wait until something holds. Fails when it does not within the time."""
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, f"not within {seconds} s"
        time.sleep(0.05)


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port
