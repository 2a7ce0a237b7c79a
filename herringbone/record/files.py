"""Stored files: a row for each, and its bytes under a random name in the store (`core.store`)."""

import errno
import hashlib
import secrets
import time
from collections.abc import Iterator
from typing import Any

from herringbone.core import instance
from herringbone.core.store import store
from herringbone.record.models import StoredFile

GRACE = 3600  # seconds after which a file without a row is a stray
ONE_DAY = 24 * 3600  # seconds; no backup takes longer


def put(content: bytes, *, name: str, media_type: str, client_id: int | None, by: Any = None) -> StoredFile:
    """Store bytes and their row. `name` is what people call the file; it never becomes a path.

    The bytes are in the store before their row exists: what a crash leaves behind is a file without a row, which
    `check` names, and never a row without a file. Raises OSError where the store does not take it.
    """
    path = f"{secrets.token_hex(1)}/{secrets.token_hex(16)}"
    store().put(path, content)
    return StoredFile.objects.create(
        path=path, name=name[:200], media_type=media_type, size=len(content), client_id=client_id, by=by,
        sha256=hashlib.sha256(content).hexdigest(),
    )  # fmt: skip


def read(stored: StoredFile) -> bytes:
    """The bytes of a stored file, as they were stored: nobody is handed, or sent, what was changed since.

    Raises FileNotFoundError where the store has lost or changed them, else OSError.
    """
    content = store().get(stored.path)
    if hashlib.sha256(content).hexdigest() != stored.sha256:
        raise FileNotFoundError(errno.ENOENT, f"File {stored.pk} is not as stored; see herringbone check", stored.path)
    return content


def discard(stored: StoredFile) -> None:
    """Give up a file that nothing refers to, and its row."""
    stored.delete()
    store().give_up(stored.path)


def broken_files() -> Iterator[str]:
    """Every row whose file is gone or was changed, and every file without a row, in words.

    Files know no moments as the database does: a file that is not there is looked for again by its row, since
    somebody may have given up both; and what was stored since this began is no stray.
    """
    known, missing = set(), []
    kept, begun = store(), time.time()
    for stored in StoredFile.objects.iterator():
        known.add(stored.path)
        try:
            content = kept.get(stored.path)
        except FileNotFoundError:
            missing.append(stored.pk)
            continue
        if hashlib.sha256(content).hexdigest() != stored.sha256:
            yield f"file {stored.pk} ({stored.path}) is not as stored"
    for stored in StoredFile.objects.filter(pk__in=missing).order_by("pk"):
        yield f"file {stored.pk} ({stored.path}) is missing"
    yield from (f"file {path} belongs to nothing" for path in _strays(known, begun))


def sweep_strays() -> int:
    """Remove the files that a transaction stored and then took back; gives how many.

    None where this database is a copy, or the store another's: what the original has stored since belongs to it.
    """
    if instance.in_quarantine() or not store().is_of(instance.of_database()):
        return 0
    strays = _strays(set(StoredFile.objects.values_list("path", flat=True)), time.time())
    for path in strays:
        store().drop(path)
    store().forget(time.time() - ONE_DAY)
    return len(strays)


def _strays(known: set[str], looked: float) -> list[str]:
    """Files without a row that, when one looked, were older than the grace in which their transaction may still end."""
    return [path for path, stored in store().paths() if stored < looked - GRACE and path not in known]
