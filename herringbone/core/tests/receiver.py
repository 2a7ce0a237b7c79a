"""A receiver of webhooks on this machine that does as it is told: what it answers, how slowly, and what it was sent."""

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any


@dataclass
class Receiver:
    """`status` is answered next; `raw` is written instead, piece by piece, and `hang` answers nothing at all."""

    port: int = 0
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    raw: Any = None
    hang: bool = False
    got: list[tuple[str, dict[str, str], bytes]] = field(default_factory=list)
    ended: Event = field(default_factory=Event)

    @property
    def here(self) -> str:
        """As a setting names it."""
        return f"127.0.0.1:{self.port}"

    @property
    def address(self) -> str:
        """Where it listens."""
        return f"http://{self.here}/hooks?key=1"


@contextmanager
def receiving(context: ssl.SSLContext | None = None) -> Iterator[Receiver]:
    """Listen on a free port of this machine, with TLS where a context is given."""
    told = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            told.got.append((self.path, {name.lower(): value for name, value in self.headers.items()}, body))
            if told.hang:
                told.ended.wait(20)
                return
            if told.raw:
                for piece in told.raw():
                    if told.ended.wait(0.02):
                        return
                    self.wfile.write(piece)
                    self.wfile.flush()
                return
            self.send_response(told.status)
            for name, value in told.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", "2")
            self.end_headers()
            self.wfile.write(b"ok")

        def log_message(self, *args: Any) -> None:
            """Say nothing."""

    class Server(ThreadingHTTPServer):
        def handle_error(self, *args: Any) -> None:
            """A line that the other side ended is no fault here."""

    server = Server(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    if context:
        server.socket = context.wrap_socket(server.socket, server_side=True)
    told.port = server.server_port
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield told
    finally:
        told.ended.set()
        server.shutdown()
        server.server_close()
        thread.join()
