"""Whether a wall keeps a person from a role on a client."""

from datetime import timedelta

from django.db.models import Q

from herringbone.core import clock
from herringbone.people.models import Person, Role, Wall

A_YEAR = timedelta(days=365)


def wall_in_the_way(person: Person, client: int, kind: Role.Kind) -> bool:
    """Whether the person holds, or held within a year, a role on the other side of one of this client's walls.

    A director may direct both sides only if named on the wall; below that, nobody serves both.
    """
    on = person.office.local(clock.now()).date()
    for wall in Wall.objects.filter(Q(one=client) | Q(other=client), lowered=None):
        rival = wall.other_id if wall.one_id == client else wall.one_id
        held = Role.objects.filter(Q(ends=None) | Q(ends__gt=on - A_YEAR), person=person, client=rival)
        named = wall.names.filter(person=person).exists()
        if named and kind == Role.Kind.DIRECTOR:
            held = held.exclude(kind=Role.Kind.DIRECTOR)
        if held.exists():
            return True
    return False
