"""Whom a wall keeps from a client, asked for many people at once."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q

from herringbone.clients.models import Client
from herringbone.core import clock
from herringbone.people.models import Absence, Department, Person, Role
from herringbone.people.rules import standing
from herringbone.people.rules.walls import A_YEAR, HEADS, OneOfUs, hidden_by_walls, rivals_of, walls_at


def behind_wall(people: Iterable[Person], client: Client) -> list[Person]:
    """Those of these people from whom a wall hides the client, as `standing` says of each. One query without walls.

    With walls five, whoever they are; whoever stands in for somebody just now is asked one by one.
    """
    if not rivals_of([client.pk]):
        return []
    found = {one.pk: one for one in people}
    now = clock.now()
    covering = set(Absence.objects.running(now).filter(cover__in=found).values_list("cover", flat=True))
    alone = {pk: one for pk, one in found.items() if pk not in covering}
    hidden = _hidden_from_each(alone, now)
    return [
        one
        for pk, one in found.items()
        if client.pk in (standing(one).walled if pk in covering else hidden[pk])
    ]  # fmt: skip


def _hidden_from_each(people: dict[int, Person], at: datetime) -> dict[int, frozenset[int]]:
    """The clients hidden from each of these people, who stand in for nobody. Three queries."""
    today = at.date()
    held = Role.objects.filter(Q(ends=None) | Q(ends__gt=today - A_YEAR), person__in=people, starts__lte=today)
    rows = list(held.values_list("person", "client", "kind", "ends"))
    heads = set(Department.objects.filter(head__in=people).values_list("head", flat=True))
    walls = walls_at(at, people)
    found = {}
    for pk in people:
        own = [(client, kind, ends) for person, client, kind, ends in rows if person == pk]
        running = [(client, kind) for client, kind, ends in own if ends is None or ends > today]
        agency = {kind for client, kind in running if client is None} | ({HEADS} if pk in heads else set())
        one = OneOfUs(
            person=pk,
            spans=False,  # counts only where somebody is stood in for
            agency=frozenset(agency),
            team=frozenset(client for client, _kind in running if client),
            held=frozenset((client, kind) for client, kind, _ends in own if client),
        )
        found[pk] = hidden_by_walls([one], walls)
    return found
