"""Roles on accounts and in the agency."""

from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from herringbone.core import clock
from herringbone.people.actions.seen_twice import agreed, seen_twice
from herringbone.people.models import Person, Role, SecondLook
from herringbone.people.rules import may_administer, may_direct, may_lead_client, may_work_on
from herringbone.people.rules.reporting import R8, under_account_services
from herringbone.people.rules.walls import wall_in_the_way
from herringbone.record.action import Done, action, refuse_unless
from herringbone.record.actor import System

if TYPE_CHECKING:  # a higher floor, named for the type checker only
    from herringbone.clients.models import Client

Kind = Role.Kind
LED_BY_DIRECTORS = frozenset({Kind.DIRECTOR, Kind.SUPERVISOR})
ONE_AT_A_TIME = frozenset({Kind.POINT, Kind.SECOND})
KEEPS_THE_HOUSE = {
    Kind.HEAD: gettext_lazy("head of account services"),
    Kind.ADMINISTRATOR: gettext_lazy("administrator"),
}


def may_give_role(*, by: Any, client: "Client | None", kind: Role.Kind, **_: Any) -> bool:
    """The head gives any role, the administrator those of the agency; leaders of an account staff it, and whoever
    works on it may bring in a department's member. An account on which nobody ever was, as one just brought in from a
    file, the administrator may staff too."""
    if client is None:
        return may_direct(by) or may_administer(by)
    if may_administer(by) and not Role.objects.filter(client=client).exists():
        return True
    if kind in LED_BY_DIRECTORS:
        return may_direct(by, client)
    if kind == Kind.MEMBER:
        return may_work_on(by, client)
    return may_lead_client(by, client)


def may_end_role(*, by: Any, role: Role, **_: Any) -> bool:
    """Whoever may give it; and the program, when somebody leaves."""
    return isinstance(by, System) or may_give_role(by=by, client=role.client, kind=Kind(role.kind))


@action("role given", may=may_give_role)
def give_role(
    *,
    by: Person,
    person: Person,
    client: "Client | None",
    kind: Role.Kind,
    starts: date | None = None,
    ends: date | None = None,
    shielded: bool = False,
    look: SecondLook | None = None,
) -> Done[Role]:
    """Put a person on a client's team, or give a role in the agency, from a date (today).

    Refused across a wall. A new point person or second contact follows the former one. Who gives themself a role in
    the agency needs a `look` to which another administrator or a head agreed, if there is one.
    """
    starts = starts or person.office.local(clock.now()).date()
    refuse_unless(person.is_active, _("%(person)s has left the agency") % {"person": person}, "person")
    refuse_unless((kind in Role.AGENCY_KINDS) == (client is None), _("That role is not held there"), "kind")
    refuse_unless(ends is None or ends > starts, _("A role ends after it starts"), "ends")
    refuse_unless(
        kind not in R8 or not under_account_services(person.reports_to),
        _("%(person)s reports to account services: production and traffic never do") % {"person": person},
        "person",
    )
    if client:
        refuse_unless(
            not wall_in_the_way(person, client.pk, kind),
            _("%(person)s is, or was within a year, on the team of a competitor") % {"person": person},
            "person",
        )
    refuse_held(person, client, kind, starts)
    if client is None and by == person:
        seen_twice(by, SecondLook.What.ROLE, look, kind=kind.value)
    if kind in ONE_AT_A_TIME:
        Role.objects.running(starts).filter(client=client, kind=kind).update(ends=starts)
    role = Role.objects.create(person=person, client=client, kind=kind, starts=starts, ends=ends, shielded=shielded)
    told = {"person": person.pk, "kind": kind.value, "starts": starts, "ends": ends, "shielded": shielded}
    return Done(role, {**told, **agreed(look)})


def refuse_held(person: Person, client: "Client | None", kind: Role.Kind, starts: date) -> None:
    """Refuse to give what somebody has."""
    same = Role.objects.running(starts).filter(client=client, kind=kind, person=person)
    refuse_unless(not same.exists(), _("%(person)s has that role already") % {"person": person}, "person")


@action("role ended", may=may_end_role)
def end_role(*, by: Person | System, role: Role, ends: date | None = None) -> Done[Role]:
    """Let a role end on a date (today). What is owed by role falls to the next in line from then on.

    The last head and the last administrator keep theirs until another is named.
    """
    refuse_the_last(role, role.person.office.local(clock.now()).date())
    ends = max(ends or role.person.office.local(clock.now()).date(), role.starts)
    refuse_unless(role.ends is None or role.ends >= ends, _("That role has ended already"))
    role.ends = ends
    role.save(update_fields=["ends"])
    return Done(role, {"person": role.person_id, "kind": role.kind, "ends": ends})


def refuse_the_last(role: Role, on: date) -> None:
    """Refuse where nobody else holds what the agency cannot do without."""
    kind = Kind(role.kind)
    if kind in KEEPS_THE_HOUSE:
        others = Role.objects.running(on).filter(kind=kind, person__is_active=True).exclude(person=role.person_id)
        told = {"person": role.person, "role": KEEPS_THE_HOUSE[kind]}
        refuse_unless(others.exists(), _("%(person)s is the only %(role)s: name another first") % told)


def _may_shield(*, by: Any, role: Role, **_: Any) -> bool:
    return role.client is not None and may_lead_client(by, role.client)


@action("member shielded", may=_may_shield)
def shield(*, by: Person, role: Role, shielded: bool) -> Done[Role]:
    """Say whether the client reaches a member directly, or only through the account team (A3)."""
    refuse_unless(role.shielded != shielded, _("So it is already"))
    role.shielded = shielded
    role.save(update_fields=["shielded"])
    return Done(role, {"person": role.person_id, "shielded": shielded})
