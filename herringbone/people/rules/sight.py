"""Whom walls keep from clients that they owe something to: that falls to the next who sees the client (J1)."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from herringbone.people.models import Role
from herringbone.people.rules.walls import HEADS, OVER_ALL_WALLS, OneOfUs, Sides, hidden_by_walls

Row = tuple[int, int | None, str, date | None]  # holder, client, kind of role, its end
SPANNING = frozenset({Role.Kind.HEAD, Role.Kind.MANAGEMENT, Role.Kind.FINANCE, Role.Kind.TRAFFIC})
ASKED = OVER_ALL_WALLS | {Role.Kind.TRAFFIC}  # the agency's roles that count at a wall, beside those for its clients
PAIR = 10**10  # more than there are ever clients


def pair(person: int, client: int) -> int:
    """A person and a client as one number, which a query can look for in a set."""
    return person * PAIR + client


def kept_from(rows: Sequence[Row], walls: Iterable[Sides], covers: Mapping[int, int], on: date) -> frozenset[int]:
    """The pairs of a person and a client whose duties reach nobody's desk by that person, since whoever has them (the
    person, or who stands in) does not see the client.

    `rows` are the roles held now or within a year for the walls' clients, and the agency's that span clients.
    """
    walls = list(walls)
    if not walls:
        return frozenset()
    persons = {holder for holder, *_ in rows}
    persons |= {away for away, cover in covers.items() if cover in persons}
    hidden = {holder: _hidden(holder, rows, walls, covers, on) for holder in {covers.get(one, one) for one in persons}}
    return frozenset(pair(one, client) for one in persons for client in hidden[covers.get(one, one)])


def _hidden(
    holder: int, rows: Sequence[Row], walls: list[Sides], covers: Mapping[int, int], on: date
) -> frozenset[int]:
    others = sorted(away for away, cover in covers.items() if cover == holder and away != holder)
    return hidden_by_walls([one_of_us(one, rows, on) for one in (holder, *others)], walls)


def one_of_us(person: int, rows: Iterable[Row], on: date) -> OneOfUs:
    """What counts of one person at a wall."""
    theirs = [(client, kind, ends is None or ends > on) for holder, client, kind, ends in rows if holder == person]
    agency = frozenset(kind for client, kind, runs in theirs if client is None and runs)
    return OneOfUs(
        person=person,
        spans=bool(agency & {*SPANNING, HEADS}),
        agency=agency,
        team=frozenset(client for client, _, runs in theirs if client and runs),
        held=frozenset((client, kind) for client, kind, _ in theirs if client),
    )
