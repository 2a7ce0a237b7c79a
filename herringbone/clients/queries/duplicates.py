"""Which clients a name may mean. Names across a wall never appear."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import prefetch_related_objects

from herringbone.clients.models import Client
from herringbone.core.names import Known, possible_duplicates
from herringbone.people.models import Person
from herringbone.people.rules import visible_to

SHORTEST = 2


@dataclass(frozen=True)
class Alike:
    """A client that a name may mean: why is one of `core.names.Why`."""

    name: str
    code: str
    why: str


def clients_like(person: Person, name: str) -> list[Alike]:
    """The visible clients that a name may mean, likeliest first; their brands and billed companies count as names."""
    if len(name.strip()) < SHORTEST:
        return []
    seen = list(visible_to(person, Client))
    codes = {client.pk: client.code for client in seen}
    return [Alike(one.known.name, codes[one.known.id], one.why) for one in possible_duplicates(name, names_of(seen))]


def names_of(clients: Iterable[Client]) -> list[Known]:
    """Clients with all names that they go by: their own, their brands' and those of the companies that are billed."""
    clients = list(clients)
    prefetch_related_objects(clients, "brands", "entities")
    known = []
    for one in clients:
        also = [brand.name for brand in one.brands.all()] + [entity.name for entity in one.entities.all()]
        known.append(Known(one.pk, one.name, tuple(also)))
    return known
