"""Walls between competing clients."""

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from herringbone.core import clock
from herringbone.core.text import one_line
from herringbone.people.actions.seen_twice import agreed, seen_twice
from herringbone.people.models import Person, Role, SecondLook, Wall, WallName
from herringbone.people.rules import may_direct
from herringbone.record.action import Done, action, refuse_unless

if TYPE_CHECKING:  # a higher floor, named for the type checker only
    from herringbone.clients.models import Client

Kind, What = Role.Kind, SecondLook.What


def _head(*, by: Any, **_: Any) -> bool:
    return may_direct(by)


@action("wall raised", may=_head)
def raise_wall(
    *, by: Person, one: "Client", other: "Client", reason: str, look: SecondLook | None = None
) -> Done[Wall]:
    """Keep two competing clients apart, from this moment on. Whoever stands on both sides sees neither from then.

    Where others are entitled, too, it takes a `look` to which one of them agreed.
    """
    refuse_no_pair(one, other)
    refuse_unless(one_line(reason), _("Say why they are to be kept apart"), "reason")
    first, second = sorted([one, other], key=lambda client: client.pk)
    seen_twice(by, What.RAISE, look, one=first.pk, other=second.pk)
    wall = Wall.objects.create(
        one_id=first.pk, other_id=second.pk, reason=one_line(reason), raised=clock.now(), raised_by=by
    )
    return Done(wall, {"one": first.pk, "other": second.pk, **agreed(look)})


def refuse_no_pair(one: "Client", other: "Client") -> None:
    """Refused where no wall can be raised between these: they are one client, or it stands already."""
    refuse_unless(one != other, _("A wall stands between two clients"), "other")
    first, second = sorted([one.pk, other.pk])
    standing = Wall.objects.filter(one=first, other=second, lowered=None)
    refuse_unless(not standing.exists(), _("A wall stands between them already"), "other")


@action("wall lowered", may=_head)
def lower_wall(*, by: Person, wall: Wall, reason: str, look: SecondLook | None = None) -> Done[Wall]:
    """The two no longer compete. The reason stands in the record beside that for which it was raised.

    Where others are entitled, too, it takes a `look` to which one of them agreed.
    """
    refuse_unless(wall.lowered is None, _("That wall is down already"))
    refuse_unless(one_line(reason), _("Say why the wall comes down"), "reason")
    seen_twice(by, What.LOWER, look, wall=wall.pk)
    wall.lowered, wall.lowered_by, wall.lowered_because = clock.now(), by, one_line(reason)
    wall.save(update_fields=["lowered", "lowered_by", "lowered_because"])
    return Done(wall, {"one": wall.one_id, "other": wall.other_id, **agreed(look)})


@action("named on wall", may=_head)
def name_on_wall(*, by: Person, wall: Wall, person: Person) -> Done[WallName]:
    """Let somebody with a spanning role see both sides: a director of both, a traffic manager, a department's head."""
    refuse_unless(wall.lowered is None, _("That wall is down already"))
    refuse_unless(
        not wall.names.filter(person=person).exists(), _("%(person)s is named already") % {"person": person}, "person"
    )
    spanning = person.roles.running(person.office.local(clock.now()).date()).filter(
        kind__in=[Kind.DIRECTOR, Kind.TRAFFIC]
    )
    refuse_unless(
        spanning.exists() or person.heads.exists(),
        _("%(person)s spans no clients: a director, traffic or a department's head can be named") % {"person": person},
        "person",
    )
    name = WallName.objects.create(wall=wall, person=person, by=by)
    return Done(name, {"wall": wall.pk, "person": person.pk})


@action("taken off wall", may=_head)
def take_off_wall(*, by: Person, name: WallName) -> Done[Wall]:
    """Somebody no longer sees both sides."""
    wall, person = name.wall, name.person_id
    name.delete()
    return Done(wall, {"wall": wall.pk, "person": person})
