"""The processes that serve an agency: the web server, the worker, and a supervisor that keeps both alive.

`python -m herringbone.serve web|both …` is started by the commands. The supervisor loads no Django and stays small.
"""

import argparse
import http.client
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from types import FrameType

from herringbone.orphans import SUPERVISED, end_with_parent

GRACE = 30  # seconds that a child has to end in order
SOON = 10  # seconds; a child that dies sooner than this has not really run
# glibc keeps memory for each thread that ever asked, and does not give it back: a third of a web process after a day.
SPARING = {"MALLOC_ARENA_MAX": "2", "MALLOC_TRIM_THRESHOLD_": "131072"}
TRIES = 5  # so many deaths in a row, each soon after its start, and the supervisor gives up


def web_command(bind: str, port: int, processes: int, threads: int) -> list[str]:
    """How the web server is started."""
    return [
        sys.executable, "-m", "herringbone.serve", "web",
        "--bind", bind, "--port", str(port), "--processes", str(processes), "--threads", str(threads),
    ]  # fmt: skip


def worker_command() -> list[str]:
    """How a worker is started."""
    return [sys.executable, "-m", "herringbone", "worker"]


def started(command: list[str], environment: dict[str, str]) -> "subprocess.Popen[bytes]":
    """Start one of them, in a session of its own: Ctrl-C in the terminal reaches the supervisor alone, which then
    stops its children.
    """
    return subprocess.Popen(
        command, env={**SPARING, **os.environ, SUPERVISED: "1", **environment},
        stdin=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip


class Adopted:
    """A child that was started before this program took the place of another in the same process."""

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self._code: int | None = None

    def poll(self) -> int | None:
        """Its exit code, once it has ended."""
        if self._code is None:
            ended, status = os.waitpid(self.pid, os.WNOHANG)
            self._code = os.waitstatus_to_exitcode(status) if ended else None
        return self._code

    def terminate(self) -> None:
        """Ask it to stop."""
        if self.poll() is None:
            os.kill(self.pid, signal.SIGTERM)

    def wait(self) -> int:
        """Wait for its end."""
        while (code := self.poll()) is None:
            time.sleep(0.05)
        return code


@dataclass
class Child:
    """A process that is to run for as long as the supervisor does."""

    name: str
    command: list[str]
    running: "subprocess.Popen[bytes] | Adopted | None" = None
    began: float = 0
    begin_at: float = 0
    early_deaths: int = 0


@dataclass
class Supervisor:
    """Starts its children, starts again what dies, and stops all of them when it is told to stop itself."""

    children: list[Child]
    told: int = 0
    _hurry: bool = field(default=False, repr=False)

    def run(self, when_ready: Callable[[], bool]) -> int:
        """Run until told to stop; the exit code. `when_ready` is asked until it says that all is well."""
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._told_to_stop)
        ready = False
        try:
            while not self.told:
                if not all(self._keep_alive(child) for child in self.children):
                    return 1
                ready = ready or when_ready()
                time.sleep(0.1)
        finally:
            self._stop_all()
        return 128 + self.told if self.told == signal.SIGINT else 0

    def _keep_alive(self, child: Child) -> bool:
        """Start the child where it does not run; False when that is hopeless."""
        if child.running and (code := child.running.poll()) is not None:
            child.running = None
            lived = time.monotonic() - child.began
            child.early_deaths = child.early_deaths + 1 if lived < SOON else 0
            print(f"herringbone: the {child.name} has ended ({code}); it is started again", file=sys.stderr, flush=True)
            if child.early_deaths >= TRIES:
                print(f"herringbone: the {child.name} does not stay up; see above why", file=sys.stderr, flush=True)
                return False
            child.begin_at = time.monotonic() + (2 ** (child.early_deaths - 1) / 2 if child.early_deaths else 0)
        if child.running is None and time.monotonic() >= child.begin_at:
            child.began = time.monotonic()
            child.running = started(child.command, {})
        return True

    def _told_to_stop(self, number: int, frame: FrameType | None) -> None:
        self._hurry = bool(self.told)
        self.told = number

    def _stop_all(self) -> None:
        alive = [child.running for child in self.children if child.running and child.running.poll() is None]
        for process in alive:
            process.terminate()
        deadline = time.monotonic() + GRACE
        while any(process.poll() is None for process in alive) and time.monotonic() < deadline and not self._hurry:
            time.sleep(0.05)
        for process in alive:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()


def answers(port: int, bind: str = "127.0.0.1") -> bool:
    """Whether the web server serves and reaches its database."""
    everywhere = bind in ("0.0.0.0", "::")  # noqa: S104  # compared, not bound
    connection = http.client.HTTPConnection("127.0.0.1" if everywhere else bind, port, timeout=2)
    try:
        connection.request("GET", "/healthz", headers={"Host": "localhost"})
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def serve_web(bind: str, port: int, processes: int, threads: int) -> None:
    """Run the web server in this process, with as many processes below it; until told to stop."""
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    end_with_parent()
    Granian(
        "herringbone.wsgi:application",
        address=bind,
        port=port,
        interface=Interfaces.WSGI,
        workers=processes,
        blocking_threads=threads,
        blocking_threads_idle_timeout=600,  # a thread keeps its database connection
        respawn_failed_workers=True,
        respawn_interval=0.1,
        workers_kill_timeout=10,
        log_level=LogLevels.error,
        log_access=False,  # addresses hold tokens and names
    ).serve()


def arguments() -> argparse.ArgumentParser:
    """What both forms take."""
    parser = argparse.ArgumentParser(prog="herringbone.serve")
    parser.add_argument("what", choices=["web", "both"])
    parser.add_argument("--bind", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--threads", type=int, default=3)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--web", type=int, default=0, help="the process id of a web server that was started before")
    parser.add_argument("--address", default="", help="what to say when all is ready")
    return parser


def main() -> int:
    """Serve pages, or supervise the web server and its workers."""
    told = arguments().parse_args()
    if told.what == "web":
        serve_web(told.bind, told.port, told.processes, told.threads)
        return 0
    children = [Child("web server", web_command(told.bind, told.port, told.processes, told.threads))]
    if told.web:
        children[0].running, children[0].began = Adopted(told.web), time.monotonic()
    children += [Child(f"worker {number + 1}", worker_command()) for number in range(told.workers)]

    def ready() -> bool:
        if not answers(told.port, told.bind):
            return False
        print(f"ready {told.address}", flush=True)
        return True

    return Supervisor(children).run(ready)


if __name__ == "__main__":
    sys.exit(main())
