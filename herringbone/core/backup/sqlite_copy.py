"""SQLite's copy: `VACUUM INTO` gives one moment's database while others write.

Copying the file itself would lose what is still in the log beside it.
"""

import shutil
from pathlib import Path

from django.conf import settings
from django.db import connection, models

NAME = "agency.sqlite3"


def copy_out(folder: Path, stored: type[models.Model]) -> list[str]:
    """Write the database, as it is at one moment, into an empty folder; the paths of the files that it names."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(folder / NAME)])
        cursor.execute("ATTACH DATABASE %s AS copied", [str(folder / NAME)])
        try:
            table = connection.ops.quote_name(stored._meta.db_table)
            cursor.execute(f"SELECT path FROM copied.{table}")  # noqa: S608  # the name is a model's own
            return [path for (path,) in cursor.fetchall()]
        finally:
            cursor.execute("DETACH DATABASE copied")


def bring_in(folder: Path) -> None:
    """Put the copy in the place of this process's database, in which nobody has an agency yet."""
    target = Path(settings.DATABASES["default"]["NAME"])
    connection.close()
    target.parent.mkdir(parents=True, exist_ok=True)
    for leftover in (target.with_name(target.name + end) for end in ("-wal", "-shm")):
        leftover.unlink(missing_ok=True)
    shutil.move(folder / NAME, target)
    target.chmod(0o600)
