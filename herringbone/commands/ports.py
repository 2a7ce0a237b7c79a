"""Whether a port is free."""

import errno
import socket
from collections.abc import Iterator
from contextlib import contextmanager

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
