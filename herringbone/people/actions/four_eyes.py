"""Asking for a second pair of eyes, agreeing, refusing."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from herringbone.core import clock, instance
from herringbone.core.text import one_line
from herringbone.people.actions.roles import give_role, refuse_held
from herringbone.people.actions.walls import lower_wall, raise_wall, refuse_no_pair
from herringbone.people.models import Person, Role, SecondLook, Wall
from herringbone.people.queries.clients import clients_named
from herringbone.people.rules.four_eyes import AT_A_SHELL, REASON_HERE, TO_ANSWER, may_agree, may_decide, others
from herringbone.record.action import Done, action, refuse_unless
from herringbone.record.canonical import sha256

What = SecondLook.What


def _entitled(*, by: Any, what: str, **_: Any) -> bool:
    return may_decide(by, what)


def _another(*, by: Any, look: SecondLook, **_: Any) -> bool:
    return may_agree(by, look)


def _either(*, by: Any, look: SecondLook, **_: Any) -> bool:
    return may_decide(by, look.what)


@action("second look asked for", may=_entitled)
def ask_second_look(
    *, by: Person, what: str, why: str, particulars: Mapping[str, Any] | None = None
) -> Done[SecondLook]:
    """Ask somebody else who is entitled to agree to a deed. It runs out after a week.

    Where nobody else is entitled it puts the reason on record, and what needs no shell is done at once.
    """
    particulars = dict(particulars or {})
    refuse_unless(one_line(why), _("Say why"), "reason")
    to = [one.pk for one in others(by, what)]
    refuse_unless(to or what in REASON_HERE, _("Nobody else is entitled: it can be done at once"))
    _refuse_what_cannot_be(by, what, particulars)
    now = clock.now()
    open_ones = SecondLook.objects.filter(agreed_at=None, refused_at=None, used_at=None, expires__gt=now, what=what)
    refuse_unless(
        particulars not in [one.particulars for one in open_ones.filter(**_of_one(by, what))],
        _("That is asked already, and waits for somebody to agree"),
    )
    look = SecondLook.objects.create(
        what=what, particulars=particulars, why=one_line(why), asked_by=by, asked_at=now, expires=now + TO_ANSWER
    )
    if not to and what not in AT_A_SHELL:
        _do(look)
    return Done(look, {"what": what, "why": sha256(look.why), "to": to, **particulars})


@action("second look agreed to", may=_another)
def agree(*, by: Person, look: SecondLook) -> Done[SecondLook]:
    """Be the second pair of eyes. What needs no shell is done at once, in the name of whoever asked."""
    _refuse_settled(look)
    refuse_unless(
        may_decide(look.asked_by, look.what), _("%(person)s may no longer do that") % {"person": look.asked_by}
    )
    look.agreed_by, look.agreed_at = by, clock.now()
    look.save(update_fields=["agreed_by", "agreed_at"])
    _do(look)
    return Done(look, {"what": look.what, "person": look.asked_by_id})


@action("second look refused", may=_either)
def refuse(*, by: Person, look: SecondLook) -> Done[SecondLook]:
    """Do not agree; or, as whoever asked, take it back."""
    _refuse_settled(look)
    look.refused_by, look.refused_at = by, clock.now()
    look.save(update_fields=["refused_by", "refused_at"])
    return Done(look, {"what": look.what, "person": look.asked_by_id})


def _of_one(by: Person, what: str) -> dict[str, Any]:
    """Of what is done at a shell each asks for themself; a wall is the agency's, whoever asked for it."""
    return {} if what in (What.RAISE, What.LOWER) else {"asked_by": by}


def _refuse_settled(look: SecondLook) -> None:
    refuse_unless(look.refused_at is None, _("That was refused, or taken back, already"))
    refuse_unless(look.agreed_at is None and look.used_at is None, _("That was agreed to already"))
    refuse_unless(look.expires > clock.now(), _("That was asked more than a week ago: it has to be asked anew"))


def _refuse_what_cannot_be(by: Person, what: str, told: Mapping[str, Any]) -> None:
    """Refuse what could not be done if somebody agreed this moment."""
    if what == What.RAISE:
        refuse_no_pair(*_sides(told))
    elif what == What.LOWER:
        standing = Wall.objects.filter(pk=told["wall"], lowered=None)
        refuse_unless(standing.exists(), _("That wall is down already"))
    elif what == What.PROMOTE:
        refuse_unless(instance.in_quarantine(), _("This is no copy: it sends already"))
    elif what == What.ROLE:
        refuse_held(by, None, Role.Kind(told["kind"]), date.fromisoformat(told["starts"]))


def _do(look: SecondLook) -> None:
    by, told = look.asked_by, look.particulars
    if look.what == What.RAISE:
        one, other = _sides(told)
        raise_wall(by=by, one=one, other=other, reason=look.why, look=look)
    elif look.what == What.LOWER:
        lower_wall(by=by, wall=Wall.objects.get(pk=told["wall"]), reason=look.why, look=look)
    elif look.what == What.ROLE:
        starts = max(date.fromisoformat(told["starts"]), by.office.local(clock.now()).date())  # never for days gone by
        give_role(by=by, person=by, client=None, kind=Role.Kind(told["kind"]), starts=starts, look=look)


def _sides(told: Mapping[str, Any]) -> tuple[Any, Any]:
    """The two clients of a wall to be raised."""
    clients = clients_named((told["one"], told["other"]))
    return clients[told["one"]], clients[told["other"]]
