"""The archive's form: a compressed tar of `database/…` and `files/…`, and last its manifest.

The manifest stands last, because the hashes are taken while the parts are written. An archive that was cut off
has none, and is refused.
"""

import hashlib
import io
import json
import re
import tarfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO

FORM = 1
MANIFEST = "manifest.json"
PART = re.compile(r"(database/[\w.-]+|files/[0-9a-f]{2}/[0-9a-f]{32})")
BLOCK = 1 << 20


class ArchiveBroken(Exception):
    """The archive cannot be trusted; the text says what is wrong with it."""


@dataclass
class Manifest:
    """What is in an archive: the SHA-256 of each part by its name, and where it came from."""

    made: str  # ISO 8601, UTC
    engine: str  # "sqlite" or "postgresql"
    agency: str
    migrations: list[list[str]]  # [app, name], in the order in which they were applied
    parts: dict[str, str] = field(default_factory=dict)
    form: int = FORM


class _Hashing(io.RawIOBase):
    """Hands on what it reads, and hashes it on the way."""

    def __init__(self, source: IO[bytes]) -> None:
        self.source, self.sha256 = source, hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        block = self.source.read(size)
        self.sha256.update(block)
        return block


def write(target: Path, manifest: Manifest, parts: Iterator[tuple[str, Path]]) -> None:
    """Write the archive with these parts, given as (name, file). The manifest's hashes are filled in."""
    with target.open("xb") as out, tarfile.open(fileobj=out, mode="w:gz", compresslevel=4) as tar:
        target.chmod(0o600)
        for name, path in parts:
            with path.open("rb") as source:
                entry = tarfile.TarInfo(name)
                entry.size = path.stat().st_size
                hashing = _Hashing(source)
                tar.addfile(entry, hashing)
                manifest.parts[name] = hashing.sha256.hexdigest()
        told = json.dumps(asdict(manifest), indent=1).encode()
        entry = tarfile.TarInfo(MANIFEST)
        entry.size = len(told)
        tar.addfile(entry, io.BytesIO(told))


def unpack(archive: Path, folder: Path) -> Manifest:
    """Unpack the archive into an empty folder and verify every part. Raises ArchiveBroken."""
    found: dict[str, str] = {}
    manifest = None
    try:
        with tarfile.open(archive, mode="r:gz") as tar:
            for entry in tar:
                content = tar.extractfile(entry)
                if content is None or not (entry.name == MANIFEST or PART.fullmatch(entry.name)):
                    raise ArchiveBroken(f"{entry.name!r} is no part of an archive of this program.")
                if entry.name == MANIFEST:
                    manifest = _read_manifest(content.read())
                else:
                    found[entry.name] = _unpack_part(content, folder / entry.name)
    except (tarfile.TarError, EOFError, OSError) as error:
        raise ArchiveBroken(f"{archive} cannot be read: it is cut off, damaged or no archive.") from error
    if manifest is None:
        raise ArchiveBroken(f"{archive} has no manifest: it is cut off.")
    if wrong := [name for name in {**found, **manifest.parts} if found.get(name) != manifest.parts.get(name)]:
        raise ArchiveBroken(f"These parts are missing, too many, or not as saved: {', '.join(sorted(wrong)[:10])}")
    return manifest


def _unpack_part(content: IO[bytes], target: Path) -> str:
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    hashing = _Hashing(content)
    with target.open("xb") as out:
        while block := hashing.read(BLOCK):
            out.write(block)
    return hashing.sha256.hexdigest()


def _read_manifest(told: bytes) -> Manifest:
    try:
        manifest = Manifest(**json.loads(told))
    except (ValueError, TypeError) as error:
        raise ArchiveBroken("The manifest cannot be read: the archive is of another version.") from error
    if manifest.form != FORM:
        raise ArchiveBroken(f"The archive has form {manifest.form}; this version reads form {FORM}.")
    return manifest
