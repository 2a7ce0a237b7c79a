"""What a wall would do before it is raised: who loses which client, and to whom the open duties fall."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q

from herringbone.core.names.text import fold
from herringbone.people.models import Department, Person, Role, WallName
from herringbone.people.rules import stand_ins
from herringbone.people.rules.answering import first_in_line
from herringbone.people.rules.sight import ASKED, Row, kept_from, one_of_us, pair
from herringbone.people.rules.walls import A_YEAR, HEADS, Sides, walls_at
from herringbone.record.duties.declare import register
from herringbone.record.models import Duty

MOST = 60  # duties shown; more are counted


@dataclass(frozen=True)
class Losing:
    """Somebody who sees these clients now and would not any more."""

    person: Person
    clients: Sequence[str]


@dataclass(frozen=True)
class Falling:
    """An open duty that would go from one to another; None where nobody is left to have it."""

    what: str
    client: str
    was: Person | None
    to: Person | None


@dataclass(frozen=True)
class WallPreview:
    """All of it; `more` counts the duties that are not shown."""

    losing: Sequence[Losing]
    falling: Sequence[Falling]
    more: int = 0


def wall_preview(one: Any, other: Any, at: datetime) -> WallPreview:
    """What a wall between two clients would change at a moment. Seven queries, however many there are."""
    on, names = at.date(), {one.pk: str(one), other.pk: str(other)}
    walls = walls_at(at, WallName.objects.values_list("person", flat=True))
    rows = _rows({*names, *(side for wall in walls for side in (wall.one, wall.other))}, on)
    raised, covers = [*walls, Sides(one.pk, other.pk)], stand_ins(at)
    lost = kept_from(rows, raised, {}, on) - kept_from(rows, walls, {}, on)
    before, after = (kept_from(rows, some, covers, on) for some in (walls, raised))
    falling = []
    for duty in Duty.objects.filter(client__in=names, done=None, started__lte=at).select_related("owner", "taken_by"):
        was, to = _holder(duty, rows, before, on), _holder(duty, rows, after, on)
        if was != to:
            falling.append((duty, was, to))
    falling.sort(key=lambda found: (found[0].due, found[0].pk))
    named = {who for _, was, to in falling for who in (was, to) if who}
    losers = {
        holder: [
            name for client, name in names.items() if _saw(holder, client, rows, on) and pair(holder, client) in lost
        ]
        for holder in {row[0] for row in rows}
    }
    people = Person.objects.in_bulk(named | {who for who, clients in losers.items() if clients})
    losing = [Losing(people[who], clients) for who, clients in losers.items() if clients]
    shown = [
        Falling(_what(duty), names[duty.client_id], people.get(was or 0), people.get(to or 0))
        for duty, was, to in falling[:MOST]
    ]
    losing.sort(key=lambda found: fold(found.person.name))
    return WallPreview(losing, shown, max(0, len(falling) - MOST))


def _what(duty: Duty) -> str:
    return register[duty.kind].line(duty).what


def _rows(clients: Collection[int], on: date) -> list[Row]:
    """The roles that count at walls between these clients."""
    roles = Role.objects.filter(
        Q(client__in=clients) | Q(client=None, kind__in=ASKED), Q(ends=None) | Q(ends__gt=on - A_YEAR),
        starts__lte=on, person__is_active=True,
    )  # fmt: skip
    heads = Department.objects.filter(head__is_active=True).order_by("pk").values_list("head", flat=True)
    rows = list(roles.order_by("pk").values_list("person", "client", "kind", "ends"))
    return [*rows, *((head, None, HEADS, None) for head in heads if head)]


def _saw(person: int, client: int, rows: Sequence[Row], on: date) -> bool:
    return one_of_us(person, rows, on).sees(client, frozenset())


def _holder(duty: Duty, rows: Sequence[Row], shut: Collection[int], on: date) -> int | None:
    """Who has a duty: its owner, or whoever took it over; else the point person, supervisor, director, head; each only
    where the walls let them see the client."""
    for named in (duty.taken_by, duty.owner):
        if named and named.is_active and pair(named.pk, duty.client_id) not in shut:
            return named.pk
    running = [row for row in rows if row[3] is None or row[3] > on]
    answering = first_in_line(
        (client, kind, holder) for holder, client, kind, _ in running if client and pair(holder, client) not in shut
    )
    heads = (holder for holder, client, kind, _ in running if client is None and kind == Role.Kind.HEAD)
    return answering.get(duty.client_id) or next(heads, None)
