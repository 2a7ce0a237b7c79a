"""Bringing an archive back, into a place where there is no agency."""

import tempfile
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection

from herringbone import data_folder
from herringbone.core.backup import archive, postgres_copy, sqlite_copy
from herringbone.core.backup.archive import ArchiveBroken, Manifest
from herringbone.core.models import Agency
from herringbone.core.store import store


class NotEmpty(Exception):
    """There is an agency in this place already."""


def restore(source: Path) -> Manifest:
    """Verify the archive, then put its database and files in place. The copy is in quarantine from the start.

    Nothing is touched unless the whole archive is sound. Raises ArchiveBroken, NotEmpty, FileNotFoundError.
    """
    _refuse_unless_empty()
    with tempfile.TemporaryDirectory(dir=settings.DATA, prefix="restore-") as name:
        folder = Path(name)
        manifest = archive.unpack(source, folder)
        if manifest.engine != connection.vendor:
            raise ArchiveBroken(
                f"The archive was made on {manifest.engine}, and DATABASE_URL names {connection.vendor}. "
                "Restore it to a database of its own kind."
            )
        # The new id comes before the database: at no moment may the copy take itself for the original.
        data_folder.new_instance(settings.INSTANCE_FILE)
        if (folder / "files").is_dir():
            _put_files(folder / "files")
        if connection.vendor == "postgresql":
            postgres_copy.bring_in(folder / "database", manifest.migrations)
        else:
            sqlite_copy.bring_in(folder / "database")
    return manifest


def _put_files(folder: Path) -> None:
    for path in sorted(folder.glob("*/*")):
        store().put(f"{path.parent.name}/{path.name}", path.read_bytes())
        path.unlink()


def _refuse_unless_empty() -> None:
    if any(store().paths()):
        raise NotEmpty(f"{store().where} holds files. Restore into an empty HERRINGBONE_DATA, or an empty FILES_URL.")
    try:
        there = Agency.objects.first()
    except DatabaseError:
        return
    finally:
        connection.close()
    if there:
        raise NotEmpty(f"“{there}” is in this database. Restore into an empty HERRINGBONE_DATA or DATABASE_URL.")
