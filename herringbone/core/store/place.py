"""What a store must be able to do."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

PATH = re.compile(r"[0-9a-f]{2}/[0-9a-f]{32}")


class StoreUnreachable(OSError):
    """The store does not answer, or does not let us in; the text says which."""


class StoreTaken(Exception):
    """Another agency's files are in this store."""


class Store(Protocol):
    """Bytes by path. What it says of failure, all stores say alike: FileNotFoundError, StoreUnreachable, OSError."""

    @property
    def where(self) -> str:
        """In words, without its secret."""

    def put(self, path: str, content: bytes) -> None:
        """Store bytes, safely once this returns."""

    def get(self, path: str) -> bytes:
        """The bytes. Raises FileNotFoundError."""

    def drop(self, path: str) -> None:
        """Remove what nothing ever referred to, if it is there."""

    def give_up(self, path: str) -> None:
        """Remove what nothing refers to any more; a backup that has begun still gets it."""

    def forget(self, before: float) -> None:
        """Remove for good what was given up before a moment, in seconds."""

    def paths(self) -> Iterator[tuple[str, float]]:
        """Every path with the moment at which it was stored, in seconds; nothing but what `put` can have made."""

    def hold(self, folder: Path) -> None:
        """Begin a backup: have in this folder what may be removed from the store before the backup gets to it."""

    def held(self, path: str) -> bytes:
        """The bytes for a backup that has begun, also where they were given up since. Raises FileNotFoundError."""

    def claim(self, instance: str, instead_of: str) -> None:
        """Write down whose files these are: a database's instance id, and the one it had before. Raises StoreTaken."""

    def is_of(self, instance: str) -> bool:
        """Whether these are the files of that database, and not of the one that it was copied from."""
