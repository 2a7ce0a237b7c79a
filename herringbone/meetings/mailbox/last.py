"""How the last round through the mailbox went, kept in the cache that all processes share."""

from dataclasses import dataclass
from datetime import datetime

from django.core.cache import cache

from herringbone.core import clock

KEY = "mailbox-read"


@dataclass(frozen=True)
class LastRound:
    """When it was, and at which `step` it broke off; empty where it did not."""

    at: datetime
    step: str = ""


def keep(step: str = "") -> None:
    """A round is over now."""
    cache.set(KEY, LastRound(clock.now(), step), None)


def last_round() -> LastRound | None:
    """None where there was none yet."""
    found = cache.get(KEY)
    return found if isinstance(found, LastRound) else None
