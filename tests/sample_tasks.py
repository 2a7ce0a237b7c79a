"""Tasks for the tests of the worker: what they do can be read from a file, also after a kill."""

import os
import time
from pathlib import Path

from herringbone.core.tasks import task


@task(max_attempts=3, backoff=30)
def write_line(path: str, text: str, seconds: float = 0) -> int:
    """Say in the file that it began, work for a while, say that it ended."""
    with Path(path).open("a") as out:
        print(f"{text} began {os.getpid()}", file=out, flush=True)
        time.sleep(seconds)
        print(f"{text} ended {os.getpid()}", file=out, flush=True)
    return len(text)


@task(max_attempts=3, backoff=30)
def always_fails(name: str) -> None:
    """Raises with the name in its message, which must not be kept."""
    raise ValueError(f"{name} cannot be reached")
