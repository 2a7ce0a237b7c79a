"""The whole agency in one file, and back: a copy of the database, the files, and a manifest with their hashes.

The keys are not in it: an archive that is lost gives away neither sessions nor the seeds of sign-in codes.
"""

from herringbone.core.backup.archive import ArchiveBroken, Manifest
from herringbone.core.backup.restoring import NotEmpty, restore
from herringbone.core.backup.saving import save

__all__ = ["ArchiveBroken", "Manifest", "NotEmpty", "restore", "save"]
