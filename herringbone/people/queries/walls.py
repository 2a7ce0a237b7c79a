"""Walls as the head sees them: both sides, why, who is named, and who stands on both and so sees neither."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.shortcuts import get_object_or_404

from herringbone.core import clock
from herringbone.core.names.order import by_name
from herringbone.core.names.text import fold
from herringbone.people.models import Person, Role, Wall, WallName
from herringbone.people.rules.walls import A_YEAR


@dataclass(frozen=True)
class ShownWall:
    """One wall. `shut_out` are those whom it hides both sides from, since they serve or served both."""

    wall: Wall
    names: Sequence[WallName]
    shut_out: Sequence[Person]


def wall_standing(pk: int) -> Wall:
    """A wall that stands. Raises Http404."""
    return get_object_or_404(Wall.objects.select_related("one", "other"), pk=pk, lowered=None)


def name_of_wall(pk: int) -> WallName:
    """Somebody named on a wall. Raises Http404."""
    return get_object_or_404(WallName.objects.select_related("wall"), pk=pk)


def walls() -> list[ShownWall]:
    """Those that stand first, then those that fell, the newest first. Three queries."""
    rows = list(Wall.objects.select_related("one", "other", "raised_by", "lowered_by").order_by("lowered", "-raised"))
    rows.sort(key=lambda wall: wall.lowered is not None)
    standing = [wall for wall in rows if wall.lowered is None]
    names = defaultdict(list)
    for name in WallName.objects.filter(wall__in=standing).select_related("person").order_by(by_name("person__name")):
        names[name.wall_id].append(name)
    held = _held({side for wall in standing for side in (wall.one_id, wall.other_id)})
    return [
        ShownWall(wall, names[wall.pk], _on_both(wall, held, {name.person_id for name in names[wall.pk]}))
        if wall.lowered is None
        else ShownWall(wall, (), ())
        for wall in rows
    ]


def _held(clients: set[int]) -> dict[int, dict[Person, set[str]]]:
    """For each client, who holds or held which kinds of role within a year."""
    on = clock.now().date()
    rows = Role.objects.filter(
        Q(ends=None) | Q(ends__gt=on - A_YEAR), client__in=clients, starts__lte=on, person__is_active=True
    ).select_related("person")
    held: dict[int, dict[Person, set[str]]] = defaultdict(lambda: defaultdict(set))
    for role in rows:
        held[role.client_id][role.person].add(role.kind)  # type: ignore[index]
    return held


def _on_both(wall: Wall, held: dict[int, dict[Person, set[str]]], named: set[int]) -> list[Person]:
    one, other = held[wall.one_id], held[wall.other_id]
    only_directs = {Role.Kind.DIRECTOR.value}
    both = [
        person
        for person in one.keys() & other.keys()
        if not (person.pk in named and one[person] == other[person] == only_directs)
    ]
    return sorted(both, key=lambda person: fold(person.name))
