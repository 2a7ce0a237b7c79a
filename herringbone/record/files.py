"""The file store: bytes under random names, outside whatever a web server serves."""

import hashlib
import os
import secrets
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings

from herringbone.record.models import StoredFile

GRACE = 3600  # seconds after which a file without a row is a stray


def put(content: bytes, *, name: str, media_type: str, client_id: int | None, by: Any = None) -> StoredFile:
    """Store bytes and their row. `name` is what people call the file; it never becomes a path.

    The file is on disk before its row exists: what a crash leaves behind is a file without a row, which `check`
    names, and never a row without a file.
    """
    path = f"{secrets.token_hex(1)}/{secrets.token_hex(16)}"
    target = _root() / path
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("xb") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())
    return StoredFile.objects.create(
        path=path, name=name[:200], media_type=media_type, size=len(content), client_id=client_id, by=by,
        sha256=hashlib.sha256(content).hexdigest(),
    )  # fmt: skip


def read(stored: StoredFile) -> bytes:
    """The bytes of a stored file. Raises FileNotFoundError where the store has lost it."""
    return (_root() / stored.path).read_bytes()


def discard(stored: StoredFile) -> None:
    """Remove a file that nothing refers to, and its row."""
    stored.delete()
    (_root() / stored.path).unlink(missing_ok=True)


def broken_files() -> Iterator[str]:
    """Every row whose file is gone or was changed, and every file without a row, in words."""
    known = set()
    for stored in StoredFile.objects.iterator():
        known.add(stored.path)
        target = _root() / stored.path
        if not target.is_file():
            yield f"file {stored.pk} ({stored.path}) is missing"
        elif hashlib.sha256(target.read_bytes()).hexdigest() != stored.sha256:
            yield f"file {stored.pk} ({stored.path}) is not as stored"
    yield from (f"file {path} belongs to nothing" for path in _strays(known))


def sweep_strays() -> int:
    """Remove the files that a transaction stored and then took back; gives how many."""
    strays = _strays(set(StoredFile.objects.values_list("path", flat=True)))
    for path in strays:
        (_root() / path).unlink(missing_ok=True)
    return len(strays)


def _strays(known: set[str]) -> list[str]:
    """Files without a row that are older than the grace in which their transaction may still end."""
    before = time.time() - GRACE
    found = (path for path in _root().glob("*/*") if path.stat().st_mtime < before)
    return [name for path in found if (name := f"{path.parent.name}/{path.name}") not in known]


def _root() -> Path:
    return Path(settings.FILES_ROOT)
