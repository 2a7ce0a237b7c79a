"""Handing over everything of somebody who leaves or changes place, in one act."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from herringbone.core import clock
from herringbone.people.actions.departments import set_head
from herringbone.people.actions.roles import end_role, give_role
from herringbone.people.handover import Belonging, Heirs, Part, parts
from herringbone.people.models import Absence, Person, Role
from herringbone.people.queries.belongings import OWN
from herringbone.people.rules import may_direct
from herringbone.people.rules.reporting import is_above
from herringbone.people.rules.walls import wall_in_the_way
from herringbone.record.action import Done, Refused, action, refuse_unless

Kind = Role.Kind


def _head(*, by: Any, **_: Any) -> bool:
    return may_direct(by)


@action("everything handed over", may=_head)
def hand_over(
    *, by: Person, person: Person, to: Person | None = None, by_client: Mapping[int, Person] | None = None
) -> Done[Person]:
    """Give all that a person holds to `to`, save what belongs to a client in `by_client`, which goes to its heir.

    Roles first, so that whoever gets a task is on the team; then what higher floors have declared in
    `people.handover`. All of it moves or nothing does: Refused names what nobody was found for.
    """
    heirs = Heirs(to, by_client or {})
    for heir in {to, *heirs.by_client.values()} - {None}:
        assert heir is not None, "taken out above"
        refuse_unless(heir != person, _("%(person)s cannot be the heir") % {"person": person}, "to")
        refuse_unless(heir.is_active, _("%(person)s has left the agency") % {"person": heir}, "to")
    moved = 0
    for part in (*OWN_PARTS, *parts()):
        shares: dict[Person, list[Belonging]] = defaultdict(list)
        for belonging in part.preview(person):
            heir = heirs.of(belonging.client)
            if heir is None:
                raise Refused(_("Nobody was named for: %(what)s") % {"what": belonging.what}, "to")
            shares[heir].append(belonging)
        for heir, belongings in shares.items():
            part.act(by=by, person=person, to=heir, belongings=belongings)
            moved += len(belongings)
    return Done(person, {"moved": moved, "to": to.pk if to else None})


def _move_roles(*, by: Person, person: Person, to: Person, belongings: list[Belonging]) -> None:
    """The heir takes each place, unless it is theirs already; where a heir has a higher one, that is no obstacle."""
    on = person.office.local(clock.now()).date()
    for role in (belonging.subject for belonging in belongings):
        kind = Kind(role.kind)
        if not Role.objects.running(on).filter(person=to, client=role.client, kind=kind).exists():
            place = {"client": role.client, "kind": kind, "starts": on, "ends": role.ends, "shielded": role.shielded}
            give_role(by=by, person=to, **place)
        role.refresh_from_db()
        end_role(by=by, role=role, ends=on)


def _move_departments(*, by: Person, person: Person, to: Person, belongings: list[Belonging]) -> None:
    for belonging in belongings:
        set_head(by=by, department=belonging.subject, head=to)


@action("reporting line moved", may=_head)
def _move_line(*, by: Person, person: Person, to: Person | None) -> Done[Person]:
    person.reports_to = to
    person.save(update_fields=["reports_to"])
    return Done(person, {"reports_to": to.pk if to else None})


def _move_reports(*, by: Person, person: Person, to: Person, belongings: list[Belonging]) -> None:
    """Whoever would come to report to themselves, or in a circle, reports to the leaver's own superior."""
    for one in (belonging.subject for belonging in belongings):
        _move_line(by=by, person=one, to=person.reports_to if is_above(one, to) else to)


@action("cover changed", may=_head)
def _move_cover(*, by: Person, absence: Absence, to: Person) -> Done[Absence]:
    refuse_unless(absence.person != to, _("Nobody covers for themselves"), "to")
    on = to.office.local(clock.now()).date()
    for client, kind in (
        Role.objects.running(on).filter(person=absence.person, client__isnull=False).values_list("client", "kind")
    ):
        refuse_unless(
            client is None or not wall_in_the_way(to, client, Kind(kind)),
            _("A wall stands between %(cover)s and a client of %(person)s") % {"cover": to, "person": absence.person},
            "to",
        )
    absence.cover = to
    absence.save(update_fields=["cover"])
    return Done(absence, {"person": absence.person_id, "cover": to.pk})


def _move_covers(*, by: Person, person: Person, to: Person, belongings: list[Belonging]) -> None:
    for belonging in belongings:
        _move_cover(by=by, absence=belonging.subject, to=to)


_ACTS = (_move_roles, _move_departments, _move_reports, _move_covers)
OWN_PARTS = tuple(Part(name, preview, act) for (name, preview), act in zip(OWN, _ACTS, strict=True))
