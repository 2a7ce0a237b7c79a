"""A web server that loads the program while the command which started it still looks whether all is well.

It begins to answer when the command has opened the gate, and never where the command ends before that.
"""

import fcntl
import os
import tempfile
import time
from pathlib import Path
from typing import IO

GATE = "HERRINGBONE_GATE"  # names the file that a web server waits for
OPENED = "open"
LONG = 60  # seconds; by then whoever supervises has ended a server that may not begin


class Gate:
    """Closed from the moment it is made, by a lock on a file of its own."""

    def __init__(self) -> None:
        descriptor, path = tempfile.mkstemp(prefix="herringbone-gate-")
        self.path = Path(path)
        self._file: IO[str] = os.fdopen(descriptor, "w")
        fcntl.flock(self._file, fcntl.LOCK_EX)

    def open(self) -> None:
        """Let the web server begin."""
        self._file.write(OPENED)
        self._file.close()

    def remove(self) -> None:
        """Close it for good: whoever waits there never begins."""
        self.path.unlink(missing_ok=True)
        self._file.close()


def wait_at_the_gate() -> None:
    """Wait until the gate is open, where there is one. The last use of it: who starts later begins at once."""
    path = Path(os.environ.pop(GATE, "") or os.devnull)
    try:
        with path.open() as gate:
            if path.is_char_device():
                return
            fcntl.flock(gate, fcntl.LOCK_SH)
            opened = gate.read() == OPENED
    except FileNotFoundError:
        return
    if not opened:
        time.sleep(LONG)
    path.unlink(missing_ok=True)
