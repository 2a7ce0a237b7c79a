"""Whom a wall keeps from a client, asked for many people at once."""

from collections.abc import Iterable

from django.db.models import Q

from herringbone.clients.models import Client
from herringbone.people.models import Person, Wall
from herringbone.people.rules import standing


def behind_wall(people: Iterable[Person], client: Client) -> list[Person]:
    """Those of these people from whom a wall hides the client. One query where the client has no wall."""
    if not Wall.objects.filter(Q(one=client) | Q(other=client), lowered=None).exists():
        return []
    return [one for one in people if client.pk in standing(one).walled]
