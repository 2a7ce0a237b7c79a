"""The demo's door: one click comes in as one of the demo agency's people. In demo mode only."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.functional import Promise

from herringbone.people.models import Person


@dataclass(frozen=True)
class Offered:
    """Somebody as whom one may come in, and what they are there. A client's contact comes in by a link."""

    name: str
    role: str | Promise
    person: Person | None = None
    url: str = ""


_offers: list[Callable[[], Iterable[Offered]]] = []


def offer(people: Callable[[], Iterable[Offered]]) -> None:
    """Say whom the door offers: one line in the demo's `apps.py`."""
    _offers[:] = [people]


def offered() -> list[Offered]:
    """Everybody whom the door offers; nobody where no demo agency says so."""
    return [one for people in _offers for one in people()]
