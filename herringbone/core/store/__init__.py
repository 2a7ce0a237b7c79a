"""Where the bytes of files are: a folder, or a bucket of a server that speaks S3. `FILES_URL` says which.

What is stored never changes, and its path is chosen at random: `3f/9c…` (2 and 32 hexadecimal digits). Nobody is ever
sent to the store itself; the program reads from it, after asking whether the person may.
"""

from functools import lru_cache
from pathlib import Path

from django.conf import settings

from herringbone.core.store.folder import Folder
from herringbone.core.store.place import Store, StoreTaken, StoreUnreachable
from herringbone.environment import Bucket, files

__all__ = ["Folder", "Store", "StoreTaken", "StoreUnreachable", "store", "store_at"]


def store() -> Store:
    """The store of this agency."""
    return _of_bucket(settings.FILES_BUCKET) if settings.FILES_BUCKET else Folder(Path(settings.FILES_ROOT))


def store_at(url: str) -> Store:
    """The store at an address as `FILES_URL` has it. Raises BadSetting."""
    place = files(url)
    return _of_bucket(place) if isinstance(place, Bucket) else Folder(place)


@lru_cache(maxsize=4)
def _of_bucket(bucket: Bucket) -> Store:
    from herringbone.core.store.s3 import S3  # what speaks S3 costs memory, which a folder needs none of

    return S3(bucket)
