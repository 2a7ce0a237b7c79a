"""The one source of "now", so that a test or the demo agency can set it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime, timedelta

_set_to: ContextVar[datetime | None] = ContextVar("clock", default=None)
_stopped: ContextVar[bool] = ContextVar("stopped", default=False)
_ahead: timedelta = timedelta()


def now() -> datetime:
    """The present moment in UTC: the one that `clock_at` has set, else the real one moved by `run_from`."""
    if _stopped.get():
        raise RuntimeError("The time may not be asked here: it would stand still in what is kept")
    return _set_to.get() or datetime.now(UTC) + _ahead


@contextmanager
def clock_at(moment: datetime) -> Iterator[None]:
    """Let `now()` answer `moment` inside the block. Raises ValueError for a moment without a zone."""
    if moment.tzinfo is None:
        raise ValueError("A moment needs its zone")
    token = _set_to.set(moment.astimezone(UTC))
    try:
        yield
    finally:
        _set_to.reset(token)


@contextmanager
def stopped() -> Iterator[None]:
    """Let `now()` raise RuntimeError inside the block: what is made there is kept, and must not know the time."""
    token = _stopped.set(True)
    try:
        yield
    finally:
        _stopped.reset(token)


def run_from(moment: datetime, begun: datetime | None = None) -> None:
    """Let the whole process live as if it had been `moment` at the real moment `begun` (now, if not given).

    For the demo agency only; every process of it is given the same pair. Raises ValueError without a zone.
    """
    global _ahead
    if moment.tzinfo is None:
        raise ValueError("A moment needs its zone")
    _ahead = moment - (begun or datetime.now(UTC))


def run_as_told() -> None:
    """Take the demo's clock from HERRINGBONE_NOW, written `MOMENT` or `MOMENT@REAL-MOMENT-IT-BEGAN`, both ISO 8601."""
    told = os.environ.get("HERRINGBONE_NOW", "")
    if told:
        moment, _, begun = told.partition("@")
        run_from(datetime.fromisoformat(moment), datetime.fromisoformat(begun) if begun else None)
