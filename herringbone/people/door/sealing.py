"""Secrets that stand in the database are sealed with a key that is not in it, nor in any backup of it."""

import base64
import hashlib
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings


class WrongKey(Exception):
    """What was sealed cannot be opened: the encryption key is not the one that sealed it."""


@lru_cache(maxsize=2)
def _box(key: str) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(key.encode()).digest()))


def seal(text: str) -> str:
    """The text, readable only with the encryption key."""
    return _box(settings.ENCRYPTION_KEY).encrypt(text.encode()).decode()


def unseal(sealed: str) -> str:
    """The text again. Raises WrongKey."""
    try:
        return _box(settings.ENCRYPTION_KEY).decrypt(sealed.encode()).decode()
    except InvalidToken:
        raise WrongKey from None
