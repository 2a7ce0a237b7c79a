"""Whether a port is free, and keeping it while the web server that is to have it is not listening yet."""

import errno
import fcntl
import os
import socket
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from herringbone.commands.failure import Failed


def refuse_taken(bind: str, port: int) -> None:
    """Raise Failed where nobody could listen on this port, with what to do about it."""
    with held(bind, port):
        pass


@contextmanager
def held(bind: str, port: int) -> Iterator[None]:
    """Keep others from this port meanwhile. Raises Failed where nobody could listen on it."""
    if not 0 < port < 65536:
        raise Failed(f"{port} is no port. Use one from 1024 to 65535.", code=2)
    family = socket.AF_INET6 if ":" in bind else socket.AF_INET
    with socket.socket(family) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((bind, port))
            trial.listen(1)
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                raise Failed(f"Port {port} is taken by another program. Use another: --port {port + 1}") from error
            if error.errno == errno.EACCES:
                raise Failed(f"This user may not listen on port {port}. Use one above 1023: --port 8000") from error
            raise Failed(f"Nobody can listen on {bind} port {port}: {error.strerror}.") from error
        yield


def claim(port: int) -> None:
    """Keep other servers of ours from this port for as long as this process lives, whatever program it becomes.

    A web server of ours lets others listen beside it, so that its own processes can: the port alone does not tell that
    it is taken. Raises Failed where another has it.
    """
    file = Path(tempfile.gettempdir()) / f"herringbone-{os.getuid()}-{port}.lock"
    descriptor = os.open(file, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        os.close(descriptor)
        raise Failed(f"Another herringbone serves port {port}, or begins to. Use another: --port {port + 1}") from error
    os.set_inheritable(descriptor, True)  # the supervisor takes this process's place
