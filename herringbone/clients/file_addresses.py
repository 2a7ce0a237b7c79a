"""Where a stored file can be had: under its random name, which nobody can guess, and after a permission check."""

import re

from django.urls import reverse

from herringbone.record.models import StoredFile

_KEY = re.compile(r"[0-9a-f]{34}")


def address(stored: StoredFile) -> str:
    """The address of a stored file."""
    return reverse("file", args=[stored.path.replace("/", "")])


def path_of(key: str) -> str | None:
    """The path in the store that an address means; None for what cannot be one."""
    return f"{key[:2]}/{key[2:]}" if _KEY.fullmatch(key) else None
