"""Whom walls kept from clients at moments that have passed: the rule of `people.rules.sight`, with its past (J1, J4).

A desk asks it of the present alone, for everybody at once. The record asks it of as many moments as there are duties,
each time of one person and one client: it is worked out for that person alone, and kept for as long as nothing changes.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import Q

from herringbone.people.models import Department, Role, Wall
from herringbone.people.rules.sight import ASKED, one_of_us
from herringbone.people.rules.walls import A_YEAR, HEADS, Sides, hidden_by_walls

Covers = Callable[[datetime], Mapping[int, int]]


@dataclass
class Stood:
    """A wall between two clients, and from when to when it stood (None: it stands)."""

    raised: datetime
    lowered: datetime | None
    sides: Sides

    def at(self, at: datetime) -> bool:
        """Whether it stood at a moment."""
        return self.raised <= at and (self.lowered is None or self.lowered > at)


@dataclass(frozen=True)
class PastSight:
    """The walls that stood at some time in a span, and the roles that counted at them. `covers` says who stood in for
    whom at a moment.

    Who headed a department is known of the present only.
    """

    walls: Sequence[Stood]
    roles: Mapping[int, Sequence[tuple[int | None, str, date, date | None]]]
    heads: frozenset[int]
    covers: Covers
    _hidden: dict[tuple[object, ...], frozenset[int]] = field(default_factory=dict)

    @classmethod
    def over(cls, begin: datetime, end: datetime, covers: Covers) -> "PastSight":
        """What counts from a moment to another. One query; two more where walls stood."""
        walls: dict[int, Stood] = {}
        stood = Wall.objects.filter(Q(lowered=None) | Q(lowered__gt=begin), raised__lte=end).order_by("pk")
        for pk, one, other, raised, lowered, name in stood.values_list(
            "pk", "one", "other", "raised", "lowered", "names__person"
        ):
            wall = walls.setdefault(pk, Stood(raised, lowered, Sides(one, other)))
            if name:
                wall.sides.named.add(name)
        roles: dict[int, list[tuple[int | None, str, date, date | None]]] = {}
        if not walls:
            return cls([], roles, frozenset(), covers)
        clients = {side for wall in walls.values() for side in (wall.sides.one, wall.sides.other)}
        wanted = Role.objects.filter(Q(client__in=clients) | Q(client=None, kind__in=ASKED)).order_by("pk")
        for person, client, kind, starts, ends in wanted.values_list("person", "client", "kind", "starts", "ends"):
            roles.setdefault(person, []).append((client, kind, starts, ends))
        heads = frozenset(head for head in Department.objects.values_list("head", flat=True) if head)
        return cls(list(walls.values()), roles, heads, covers)

    def keeps(self, person: int, client: int, at: datetime, on: date) -> bool:
        """Whether walls kept somebody, or who stood in for them, from a client at a moment, which is the date `on`."""
        standing = [wall.sides for wall in self.walls if wall.at(at)]
        if not any(client in (wall.one, wall.other) for wall in standing):
            return False
        covers = self.covers(at)
        holder = covers.get(person, person)
        others = tuple(sorted(away for away, cover in covers.items() if cover == holder and away != holder))
        asked = (holder, others, on, tuple((wall.one, wall.other) for wall in standing))
        if asked not in self._hidden:
            ours = [one_of_us(one, self._of(one, on), on) for one in (holder, *others)]
            self._hidden[asked] = hidden_by_walls(ours, standing)
        return client in self._hidden[asked]

    def _of(self, person: int, on: date) -> list[tuple[int, int | None, str, date | None]]:
        held = [
            (person, client, kind, ends)
            for client, kind, starts, ends in self.roles.get(person, ())
            if starts <= on and (ends is None or ends > on - A_YEAR)
        ]
        return [*held, (person, None, HEADS, None)] if person in self.heads else held
