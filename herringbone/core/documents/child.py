"""The one typesetter of this process: started at first need, killed when it takes too long, started again."""

import atexit
import json
import os
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from typing import Any

import fontpkg_instrument_sans
import fontpkg_newsreader

MEMORY = 512 * 1024 * 1024  # bytes that the child may hold
USES = 500  # documents after which a child is replaced, so that nothing it hoards can grow
SCRIPT = Path(__file__).with_name("typesetter.py")
FONTS = [str(package.ROOT / "files") for package in (fontpkg_newsreader, fontpkg_instrument_sans)]


class ChildGone(Exception):
    """The child ended without an answer: killed for its time, out of memory, or of old age."""


class Typesetter:
    """A child process that answers one request at a time; threads wait for each other."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._owner = 0

    def ask(self, request: dict[str, Any], seconds: float) -> dict[str, Any]:
        """What the child answers. Raises TimeoutError after that many seconds, ChildGone when it dies twice."""
        data = json.dumps(request).encode()
        with self._lock:
            try:
                return self._exchange(data, seconds)
            except ChildGone:  # it may have ended of old age just before; one that cannot do this ends again
                return self._exchange(data, seconds)

    def stop(self) -> None:
        """End the child, if there is one."""
        process, folder, mine = self._process, self._folder, self._owner == os.getpid()
        self._process = self._folder = None
        if process is not None and mine:
            process.kill()
            process.communicate()
        if folder is not None and mine:
            folder.cleanup()

    def _exchange(self, data: bytes, seconds: float) -> dict[str, Any]:
        process = self._running()
        assert process.stdin is not None and process.stdout is not None
        late = threading.Event()

        def kill() -> None:
            late.set()
            process.kill()

        timer = threading.Timer(seconds, kill)
        timer.start()
        try:
            process.stdin.write(len(data).to_bytes(4, "big") + data)
            process.stdin.flush()
            length = int.from_bytes(process.stdout.read(4), "big")
            body = process.stdout.read(length) if length else b""
        except OSError:
            length, body = 0, b""
        finally:
            timer.cancel()
        if not length or len(body) < length:
            self.stop()
            if late.is_set():
                raise TimeoutError(f"No document within {seconds:g} seconds")
            raise ChildGone("The typesetter ended without an answer")
        answer: dict[str, Any] = json.loads(body)
        return answer

    def _running(self) -> subprocess.Popen[bytes]:
        if self._owner != os.getpid():  # after a fork the child belongs to the parent
            self._process = self._folder = None
        if self._process is None or self._process.poll() is not None:
            self.stop()
            self._owner = os.getpid()
            # Empty: what a template may read from the disk is nothing.
            self._folder = tempfile.TemporaryDirectory(prefix="typesetter-")
            self._process = subprocess.Popen(
                [sys.executable, "-I", str(SCRIPT), str(MEMORY), json.dumps(FONTS), str(USES)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                cwd=self._folder.name,
                env={"RAYON_NUM_THREADS": "2", "MALLOC_ARENA_MAX": "2", "PATH": os.environ.get("PATH", "")},
            )
        return self._process


typesetter = Typesetter()
atexit.register(typesetter.stop)
