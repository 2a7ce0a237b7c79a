"""Whom and what a line may name. The directory answers only with what its reader may see."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class ClientRef:
    """A client: its name, and others it goes by (legal name, brands)."""

    id: int
    name: str
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ContactRef:
    """A person of a client."""

    id: int
    name: str
    client: ClientRef


@dataclass(frozen=True, slots=True)
class PersonRef:
    """A person of the agency."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class JobRef:
    """An open job: its number as people quote it (`ORS-26-0117`) and its title."""

    id: int
    number: str
    title: str
    client_id: int


class Directory(Protocol):
    """Looks names up. A prefix is one word, lower case and without accents; answering with too many does no harm.

    `begins(name, prefix)` of this room says whether some word of a name begins so, or its initials are that.
    """

    def clients(self, prefix: str) -> Iterable[ClientRef]:
        """Clients of whose names some word begins with `prefix`."""

    def contacts(self, prefix: str) -> Iterable[ContactRef]:
        """Contacts for whom `begins(name, prefix)` holds, or for whose client's names it does."""

    def people(self, prefix: str) -> Iterable[PersonRef]:
        """People of the agency for whom `begins(name, prefix)` holds."""

    def jobs(self, text: str, client_id: int | None) -> Iterable[JobRef]:
        """Open jobs, of one client if it is known, whose number contains `text` or whose title has a word beginning so.

        With an empty text: all open jobs of the client.
        """
