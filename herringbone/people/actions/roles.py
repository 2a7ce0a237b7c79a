"""Roles on accounts and in the agency."""

from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from herringbone.core import clock
from herringbone.people.models import Person, Role
from herringbone.people.rules import may_administer, may_direct, may_lead_client, may_work_on
from herringbone.people.rules.walls import wall_in_the_way
from herringbone.record.action import Done, action, refuse_unless

if TYPE_CHECKING:  # a higher floor, named for the type checker only
    from herringbone.clients.models import Client

Kind = Role.Kind
LED_BY_DIRECTORS = frozenset({Kind.DIRECTOR, Kind.SUPERVISOR})


def _may_give(*, by: Any, client: "Client | None", kind: Role.Kind, **_: Any) -> bool:
    """The head gives any role, the administrator those of the agency; leaders of an account staff it, and whoever
    works on it may bring in a department's member."""
    if client is None:
        return may_direct(by) or may_administer(by)
    if kind in LED_BY_DIRECTORS:
        return may_direct(by, client)
    if kind == Kind.MEMBER:
        return may_work_on(by, client)
    return may_lead_client(by, client)


def _may_end(*, by: Any, role: Role, **_: Any) -> bool:
    return _may_give(by=by, client=role.client, kind=Kind(role.kind))


@action("role given", may=_may_give)
def give_role(
    *,
    by: Person,
    person: Person,
    client: "Client | None",
    kind: Role.Kind,
    starts: date | None = None,
    ends: date | None = None,
    shielded: bool = False,
) -> Done[Role]:
    """Put a person on a client's team, or give a role in the agency, from a date (today).

    Refused across a wall. A new point person or second contact follows the former one.
    """
    starts = starts or person.office.local(clock.now()).date()
    refuse_unless(person.is_active, _("%(person)s has left the agency") % {"person": person}, "person")
    refuse_unless(ends is None or ends > starts, _("A role ends after it starts"), "ends")
    if client:
        refuse_unless(
            not wall_in_the_way(person, client.pk, kind),
            _("%(person)s is, or was within a year, on the team of a competitor") % {"person": person},
            "person",
        )
    same = Role.objects.running(starts).filter(client=client, kind=kind)
    if kind in (Kind.POINT, Kind.SECOND):
        same.exclude(person=person).update(ends=starts)
    held = same.filter(person=person).first()
    refuse_unless(held is None, _("%(person)s has that role already") % {"person": person}, "person")
    role = Role.objects.create(person=person, client=client, kind=kind, starts=starts, ends=ends, shielded=shielded)
    return Done(role, {"person": person.pk, "kind": kind.value, "starts": starts, "ends": ends, "shielded": shielded})


@action("role ended", may=_may_end)
def end_role(*, by: Person, role: Role, ends: date | None = None) -> Done[Role]:
    """Let a role end on a date (today). What is owed by role falls to the next in line from then on."""
    ends = max(ends or role.person.office.local(clock.now()).date(), role.starts)
    refuse_unless(role.ends is None or role.ends >= ends, _("That role has ended already"))
    role.ends = ends
    role.save(update_fields=["ends"])
    return Done(role, {"person": role.person_id, "kind": role.kind, "ends": ends})
