"""Worlds that tests share: made once, found by other processes and later runs until anything changes."""

import fcntl
import hashlib
import os
import pickle
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from django.db import connection
from django.test import override_settings

from tests.database import KEPT, ROOT
from tests.snapshot import Snapshot

SOURCES = ("herringbone", "tests", "conftest.py", "requirements-test.txt")


def kept(fixture: str, make: Callable[[], Snapshot]) -> tuple[Snapshot, Path]:
    """What `make` gives, and the folder of the files that it leaves.

    One process makes it, and the others wait for it.
    """
    folder = KEPT / f"{fixture}-{connection.vendor}"
    with _alone(folder):
        rows, files, mark = folder / "rows.pickle", folder / "files", folder / fingerprint()
        if not mark.exists():
            shutil.rmtree(folder, ignore_errors=True)
            files.mkdir(parents=True)
            with override_settings(FILES_ROOT=files):
                snapshot = make()
            rows.write_bytes(pickle.dumps(snapshot))
            mark.touch()
        return pickle.loads(rows.read_bytes()), files  # written by us


@cache
def fingerprint() -> str:
    """Changes with everything that a world may depend on: our files, the packages, Python."""
    found = hashlib.sha256(sys.version.encode())
    for path in _files():
        found.update(str(path.relative_to(ROOT)).encode())
        found.update(path.read_bytes())
    return found.hexdigest()[:20]


def _files() -> Iterator[Path]:
    for source in SOURCES:
        if (ROOT / source).is_file():
            yield ROOT / source
        for folder, folders, names in os.walk(ROOT / source):
            folders[:] = sorted(one for one in folders if one != "__pycache__")
            yield from (Path(folder) / name for name in sorted(names))


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    folder.parent.mkdir(parents=True, exist_ok=True)
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
