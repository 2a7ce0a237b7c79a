"""Signing what is sent, as the Standard Webhooks specification 1.0.0 has it (standardwebhooks.com): HMAC-SHA256 over
id, moment and body, in three headers; after a change of secret both sign for a while, so that none is refused."""

import base64
import hashlib
import hmac
import secrets
from collections.abc import Sequence
from datetime import datetime

PREFIX = "whsec_"
BYTES = 32


def new_secret() -> str:
    """A secret of 256 bits, as the specification writes it."""
    return PREFIX + base64.b64encode(secrets.token_bytes(BYTES)).decode()


def signed(name: str, at: datetime, body: bytes, signing: Sequence[str]) -> dict[str, str]:
    """The three headers, with a signature by each secret."""
    moment = str(int(at.timestamp()))
    return {
        "webhook-id": name,
        "webhook-timestamp": moment,
        "webhook-signature": " ".join(f"v1,{_signature(name, moment, body, secret)}" for secret in signing),
    }


def _signature(name: str, moment: str, body: bytes, secret: str) -> str:
    key = base64.b64decode(secret.removeprefix(PREFIX))
    content = b".".join((name.encode(), moment.encode(), body))
    return base64.b64encode(hmac.new(key, content, hashlib.sha256).digest()).decode()
