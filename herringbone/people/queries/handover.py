"""Everything that somebody holds, as the page of the hand-over lists it."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from herringbone.people.models import Person
from herringbone.people.queries.belongings import belongings_of
from herringbone.people.queries.clients import clients_of


@dataclass(frozen=True)
class Pile:
    """What belongs to one client, or (client None) to the agency: `things` in words."""

    client: int | None
    name: str
    things: Sequence[str]


def handover_preview(person: Person, by: Person) -> list[Pile]:
    """All that would change hands, by client, the agency's last. A client behind a wall from `by` has no name."""
    things: dict[int | None, list[str]] = defaultdict(list)
    for belonging in belongings_of(person):
        things[belonging.client].append(belonging.what)
    names = dict(clients_of(by).filter(pk__in=[client for client in things if client]).values_list("pk", "name"))
    piles = [Pile(client, names.get(client, ""), found) for client, found in things.items() if client is not None]
    piles.sort(key=lambda pile: pile.name)
    return [*piles, Pile(None, "", things[None])] if things.get(None) else piles
