"""One person as others see them: only roles on clients that the reader may see."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from herringbone.core.names.order import by_name
from herringbone.people.models import Person, Role
from herringbone.people.queries.absences import Away, planned
from herringbone.people.rules import Standing
from herringbone.people.wording import role_in_words

PAST_ROLES_SHOWN = 50


@dataclass(frozen=True)
class HeldRole:
    """One role: what, on which client (none: the agency), from when until when."""

    id: int
    kind: str
    client: str
    code: str
    starts: date
    ends: date | None
    shielded: bool
    running: bool


@dataclass(frozen=True)
class Shown:
    """What the page of a person says. `above` is the reporting line, the nearest first."""

    person: Person
    above: Sequence[Person]
    reports: Sequence[Person]
    heads: Sequence[str]
    roles: Sequence[HeldRole]
    absences: Sequence[Away]


def shown(person: Person, reader: Standing, at: datetime) -> Shown:
    """Five queries, and one for each step of the reporting line."""
    on = person.office.local(at).date()
    roles = (
        Role.objects.filter(Q(client=None) | reader.sees("client"), person=person)
        .select_related("client")
        .order_by(by_name("client__name"), "-starts", "pk")
    )
    held = [_held(role, on) for role in roles]
    running = [role for role in held if role.running]
    past = sorted((role for role in held if not role.running), key=lambda role: role.starts, reverse=True)
    return Shown(
        person,
        _above(person),
        list(person.reports.filter(is_active=True).order_by(by_name())),
        list(person.heads.values_list("name", flat=True)),
        [*running, *past[:PAST_ROLES_SHOWN]],
        planned(person, at),
    )


def agency_roles(person: Person, at: datetime) -> list[HeldRole]:
    """The roles in the agency that somebody holds or will hold. One query."""
    on = person.office.local(at).date()
    roles = person.roles.filter(Q(ends=None) | Q(ends__gt=on), client=None).select_related("client")
    return [_held(role, on) for role in roles.order_by("starts", "pk")]


def _held(role: Role, on: date) -> HeldRole:
    client = role.client
    return HeldRole(
        role.pk, role_in_words(role.kind), client.name if client else "", client.code if client else "", role.starts,
        role.ends, role.shielded, role.ends is None or role.ends > on,
    )  # fmt: skip


def _above(person: Person) -> list[Person]:
    line: list[Person] = []
    here = person.reports_to
    while here is not None and here not in line:
        line.append(here)
        here = here.reports_to
    return line
