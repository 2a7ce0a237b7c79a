"""Who does something: a person of the agency, a client's contact by a link that they were sent, or the system."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class ByLink:
    """A client's contact who came in by a link; `contact` and `link` are the records."""

    contact: Any
    link: Any

    @property
    def pk(self) -> str:
        return f"link-{self.link.pk}"


@dataclass(frozen=True)
class System:
    """The program itself, such as the worker that writes duties ahead."""

    pk: str = "system"


SYSTEM = System()


def actor_columns(by: Any) -> dict[str, int | None]:
    """The three columns of an event that say who did it."""
    if isinstance(by, ByLink):
        return {"by_id": None, "contact_id": by.contact.pk, "link_id": by.link.pk}
    return {"by_id": None if isinstance(by, System) else by.pk, "contact_id": None, "link_id": None}
