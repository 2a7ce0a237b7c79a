"""Making an archive while people go on working."""

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
from herringbone.core.store import store


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
        store().hold(folder / "files")
        (folder / "database").mkdir()
        engine = postgres_copy if connection.vendor == "postgresql" else sqlite_copy
        paths = engine.copy_out(folder / "database", stored)
        store().hold(folder / "files")
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


def _parts(folder: Path, paths: list[str]) -> Iterator[tuple[str, Path]]:
    for path in sorted((folder / "database").iterdir()):
        yield f"database/{path.name}", path
    for name in sorted(paths):
        held = folder / "files" / name
        if held.is_file() or _fetched(name, held):
            yield f"files/{name}", held
            held.unlink()  # one at a time: the files may be larger than the disk has room for


def _fetched(name: str, target: Path) -> bool:
    """Bring a file out of a store that is not of this machine; False where it is lost, which `check` says."""
    try:
        content = store().held(name)
    except FileNotFoundError:
        return False
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content)
    return True
