"""Which clients a name may mean. Names across a wall never appear."""

from dataclasses import dataclass

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
    seen = visible_to(person, Client).prefetch_related("brands", "entities")
    codes: dict[int, str] = {}
    known = []
    for client in seen:
        codes[client.pk] = client.code
        also = [brand.name for brand in client.brands.all()] + [entity.name for entity in client.entities.all()]
        known.append(Known(client.pk, client.name, tuple(also)))
    return [Alike(one.known.name, codes[one.known.id], one.why) for one in possible_duplicates(name, known)]
