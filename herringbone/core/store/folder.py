"""Files in a folder of this machine, or of one that all machines share."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from herringbone.core.store.place import PATH, StoreUnreachable


class Folder:
    """A store in a folder. Its owner is the database that the instance file beside it names."""

    def __init__(self, root: Path) -> None:
        self.root = root

    @property
    def where(self) -> str:
        """In words."""
        return str(self.root)

    def put(self, path: str, content: bytes) -> None:
        """Store bytes, safely once this returns."""
        target = self.root / path
        with self._in_words():
            target.parent.mkdir(parents=True, exist_ok=True)
            out = target.open("xb")
            try:
                with out:
                    out.write(content)
                    out.flush()
                    os.fsync(out.fileno())
            except OSError:  # the disk is full: the half of a file would only make it fuller
                with suppress(OSError):
                    target.unlink()
                raise

    def get(self, path: str) -> bytes:
        """The bytes. Raises FileNotFoundError."""
        with self._in_words():
            return (self.root / path).read_bytes()

    def drop(self, path: str) -> None:
        """Remove it, if it is there."""
        (self.root / path).unlink(missing_ok=True)

    def give_up(self, path: str) -> None:
        """Remove it: a backup that has begun holds on to it by a name of its own."""
        self.drop(path)

    def forget(self, before: float) -> None:
        """Nothing to be done: what was given up is gone."""

    def paths(self) -> Iterator[tuple[str, float]]:
        """Every path with the moment at which it was stored, in seconds."""
        for found in self.root.glob("*/*"):
            name = f"{found.parent.name}/{found.name}"
            if PATH.fullmatch(name):
                try:
                    yield name, found.stat().st_mtime
                except FileNotFoundError:
                    continue  # removed by somebody while we looked

    def hold(self, folder: Path) -> None:
        """Hold on to every file under a second name. Stored files never change, so a link is a copy."""
        for path, _ in self.paths():
            held = folder / path
            held.parent.mkdir(parents=True, exist_ok=True)
            if held.exists():
                continue
            try:
                os.link(self.root / path, held)
            except FileNotFoundError:
                continue  # removed by somebody while we looked
            except OSError:
                shutil.copyfile(self.root / path, held)  # a file system without links

    def held(self, path: str) -> bytes:
        """The bytes, of what was stored after the backup began. Raises FileNotFoundError."""
        return self.get(path)

    def claim(self, instance: str, instead_of: str) -> None:
        """Nothing to be done: the instance file beside it is written anew."""

    @contextmanager
    def _in_words(self) -> Iterator[None]:
        """What the machine raises, as what every store raises."""
        try:
            yield
        except (FileNotFoundError, FileExistsError):
            raise
        except OSError as error:
            raise StoreUnreachable(
                error.errno, f"The folder of files cannot be used: {error.strerror}", self.where
            ) from error

    def is_of(self, instance: str) -> bool:
        """A folder has its owner beside it: whoever looks asks `instance.in_quarantine`."""
        return True
