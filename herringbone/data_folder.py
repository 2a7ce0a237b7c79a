"""The folder that holds what an agency owns: database, files, keys. Made private, and its keys made once."""

import base64
import os
import secrets
import stat
from pathlib import Path

KEYS = ("secret.key", "encryption.key")
OTHERS_MAY = stat.S_IRWXG | stat.S_IRWXO


def prepare(folder: Path) -> None:
    """Make the folder and its keys where they are missing. What is there stays as it is.

    Raises OSError where the folder cannot be made or written.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    (folder / "files").mkdir(exist_ok=True, mode=0o700)
    for name in KEYS:
        # 32 bytes, in the form that Fernet wants.
        _write_once(folder / name, base64.urlsafe_b64encode(secrets.token_bytes(32)).decode())


def new_instance(file: Path) -> None:
    """Write a fresh instance id beside the database, over whatever was there."""
    write_instance(file, secrets.token_hex(16))


def write_instance(file: Path, made: str) -> None:
    """Write this instance id beside the database, over whatever was there."""
    part = file.with_suffix(".part")
    part.write_text(made + "\n")
    part.replace(file)


def readable_by_others(folder: Path) -> list[Path]:
    """The folder itself or a key in it that other users of the machine may open."""
    candidates = [folder, *(folder / name for name in KEYS)]
    return [one for one in candidates if one.exists() and one.stat().st_mode & OTHERS_MAY]


def _write_once(file: Path, text: str) -> None:
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    with os.fdopen(handle, "w") as out:
        out.write(text + "\n")
