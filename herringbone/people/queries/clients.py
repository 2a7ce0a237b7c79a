"""Clients stand on a higher floor and are reached here through the foreign key of a role alone."""

from collections.abc import Iterable, Mapping
from typing import Any

from herringbone.people.models import Person, Role
from herringbone.people.rules import visible_to


def clients_of(person: Person) -> Any:
    """The clients that a person may see, as a query set."""
    return visible_to(person, Role._meta.get_field("client").related_model)


def clients_named(ids: Iterable[int]) -> Mapping[int, Any]:
    """Clients by their ids, for whoever decides about walls between them. One query, or none."""
    wanted = {*ids}
    model: Any = Role._meta.get_field("client").related_model
    return model.objects.in_bulk(wanted) if wanted else {}
