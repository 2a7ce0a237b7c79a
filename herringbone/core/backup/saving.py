"""Making an archive while people go on working."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.db import connection, models
from django.db.migrations.recorder import MigrationRecorder

from herringbone.core.backup import archive, postgres_copy, sqlite_copy
from herringbone.core.backup.archive import Manifest
from herringbone.core.models import Agency


def save(target: Path, stored: type[models.Model]) -> Manifest:
    """Write the agency as it is now to `target`, which must not be there yet. Raises FileExistsError, OSError.

    The database is one moment's. `stored` is the model whose `path` names the files; those that it names at that
    moment are saved, also where somebody adds or removes one meanwhile: they are held on to before and after.
    """
    if target.exists():
        raise FileExistsError(f"{target} is there already.")
    part = target.with_name(target.name + ".part")
    with tempfile.TemporaryDirectory(dir=settings.DATA, prefix="backup-") as name:
        folder = Path(name)
        _link_files(folder)
        (folder / "database").mkdir()
        engine = postgres_copy if connection.vendor == "postgresql" else sqlite_copy
        paths = engine.copy_out(folder / "database", stored)
        _link_files(folder)
        manifest = Manifest(
            made=datetime.now(UTC).isoformat(timespec="seconds"),
            engine=connection.vendor,
            agency=Agency.objects.values_list("name", flat=True).first() or "",
            migrations=[[row.app, row.name] for row in MigrationRecorder(connection).migration_qs.order_by("id")],
        )
        part.unlink(missing_ok=True)
        try:
            archive.write(part, manifest, _parts(folder, paths))
            part.rename(target)
        finally:
            part.unlink(missing_ok=True)
    return manifest


def _link_files(folder: Path) -> None:
    """Hold on to every stored file under a second name. Stored files never change, so a link is a copy."""
    for path in settings.FILES_ROOT.glob("*/*"):
        held = folder / "files" / path.relative_to(settings.FILES_ROOT)
        held.parent.mkdir(parents=True, exist_ok=True)
        if held.exists():
            continue
        try:
            os.link(path, held)
        except FileNotFoundError:
            continue  # removed by somebody while we looked
        except OSError:
            shutil.copyfile(path, held)  # a file system without links


def _parts(folder: Path, paths: list[str]) -> Iterator[tuple[str, Path]]:
    for path in sorted((folder / "database").iterdir()):
        yield f"database/{path.name}", path
    for name in sorted(paths):
        if (folder / "files" / name).is_file():
            yield f"files/{name}", folder / "files" / name
