"""What walls between competing clients hide from a person, and which roles they keep a person from.

Whoever holds, or held within a year, a role on one side sees nothing of the other; who stands on both by mistake
sees neither, which is the safe side and gets noticed. Roles that span both sides (a director of both, traffic, a
department's head) see both if named on the wall, else their own side only, or neither. R1, R11 and finance see both.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from herringbone.core import clock
from herringbone.people.models import Person, Role, Wall

Kind = Role.Kind
A_YEAR = timedelta(days=365)
OVER_ALL_WALLS = frozenset({Kind.HEAD, Kind.MANAGEMENT, Kind.FINANCE})
HEADS = "heads"  # stands among the kinds of role for heading a department
UP_TO_WALLS = frozenset({Kind.TRAFFIC, HEADS})


@dataclass(frozen=True)
class OneOfUs:
    """One person of those whose eyes count: oneself, or somebody one stands in for."""

    person: int
    spans: bool  # sees every client that no wall hides
    agency: frozenset[str]  # agency-wide roles, and HEADS for the head of a department
    team: frozenset[int]  # clients on whose teams the person is
    held: frozenset[tuple[int, str]]  # (client, kind) of every role held now or within a year

    def sees(self, client: int, hidden: frozenset[int]) -> bool:
        """Whether this person alone sees a client, given what walls hide from them."""
        return client not in hidden and (self.spans or client in self.team)


@dataclass
class Sides:
    """A wall's two clients, and those of us who are named on it."""

    one: int
    other: int
    named: set[int] = field(default_factory=set)


def sides_of(rows: Iterable[tuple[int, int, int, int | None]], persons: Iterable[int]) -> list[Sides]:
    """The walls of these rows: wall, one side, the other, somebody named on it. Others than `persons` do not count."""
    wanted = set(persons)
    found: dict[int, Sides] = {}
    for wall, one, other, name in rows:
        sides = found.setdefault(wall, Sides(one, other))
        if name in wanted:
            sides.named.add(name)
    return list(found.values())


def walls_at(at: datetime, persons: Iterable[int]) -> list[Sides]:
    """The walls that stand at a moment, with those of these persons who are named on them. One query."""
    return sides_of(up_at(at).values_list("pk", "one", "other", "names__person"), persons)


def up_at(at: datetime) -> QuerySet[Wall]:
    """The walls that stand at a moment."""
    return Wall.objects.filter(Q(lowered=None) | Q(lowered__gt=at), raised__lte=at)


def hidden_by_walls(ours: list[OneOfUs], walls: list[Sides]) -> frozenset[int]:
    """The clients hidden from the first of these persons, who sees what each of the others sees while standing in.

    A cover's own walls hold while covering; and who covers two persons on the two sides of a wall sees neither side.
    """
    hidden = {one.person: frozenset(_hidden_from(one, walls)) for one in ours}
    own = hidden[ours[0].person]

    def seen(client: int) -> set[int]:
        return {one.person for one in ours if one.sees(client, hidden[one.person])} if client not in own else set()

    result: set[int] = set(own)
    for wall in walls:
        sides = {wall.one: seen(wall.one), wall.other: seen(wall.other)}
        # What some of us may not see, and none of the others does.
        result |= {client for client, by in sides.items() if not by and any(client in each for each in hidden.values())}
        if all(sides.values()) and not set.intersection(*sides.values()):
            result |= sides.keys()
    return frozenset(result)


def _hidden_from(one: OneOfUs, walls: list[Sides]) -> set[int]:
    if one.agency & OVER_ALL_WALLS:
        return set()
    below = {client for client, kind in one.held if kind != Kind.DIRECTOR}
    directed = {client for client, kind in one.held if kind == Kind.DIRECTOR}
    hidden: set[int] = set()
    for wall in walls:
        sides = {wall.one, wall.other}
        if one.person in wall.named and not below & sides:
            continue
        touched = (below | directed) & sides
        if len(touched) == 1:
            hidden |= sides - touched
        elif touched or one.agency & UP_TO_WALLS:
            hidden |= sides
    return hidden


def rivals_of(clients: Collection[int]) -> set[int]:
    """The clients on the other side of a wall from any of these. One query."""
    pairs = Wall.objects.filter(Q(one__in=clients) | Q(other__in=clients), lowered=None).values_list("one", "other")
    return {other for one, other in pairs if one in clients} | {one for one, other in pairs if other in clients}


def wall_in_the_way(person: Person, client: int, kind: Role.Kind) -> bool:
    """Whether the person holds, held within a year, or will hold a role across one of this client's walls.

    A director may direct both sides only if named on the wall; below that, nobody serves both.
    """
    on = person.office.local(clock.now()).date()
    for wall in Wall.objects.filter(Q(one=client) | Q(other=client), lowered=None):
        rival = wall.other_id if wall.one_id == client else wall.one_id
        held = Role.objects.filter(Q(ends=None) | Q(ends__gt=on - A_YEAR), person=person, client=rival)
        if kind == Kind.DIRECTOR and wall.names.filter(person=person).exists():
            held = held.exclude(kind=Kind.DIRECTOR)
        if held.exists():
            return True
    return False
