"""Taking over a duty that climbed, and asking its owner about it (J3)."""

from typing import Any

from django.utils.translation import gettext as _

from herringbone.core import clock
from herringbone.desk.models import Nudge
from herringbone.people.models import Person
from herringbone.people.rules import may_lead_client, may_see, standing
from herringbone.record.action import Done, action, refuse_unless
from herringbone.record.models import Duty, Takeover


def _may_take(*, by: Any, duty: Duty, **_: Any) -> bool:
    """Whoever leads the account: supervisor, director, head; a department's head, of what is owed there."""
    if may_lead_client(by, duty.client):
        return True
    return may_see(by, duty.client) and bool(duty.owner and duty.owner.department) and _heads(by, duty.owner)


def _heads(by: Person, owner: Person | None) -> bool:
    return bool(owner and owner.department and owner.department.head_id in standing(by).stands_for)


@action("duty taken over", may=_may_take)
def take_over(*, by: Person, duty: Duty) -> Done[Takeover]:
    """Make a late duty one's own. It leaves its owner's desk; the record still charges who held it when it was due."""
    refuse_unless(duty.done is None, _("That is done already"))
    refuse_unless(duty.due < clock.now(), _("It is not late; it is still its owner's"))
    refuse_unless(duty.taken_by_id != by.pk, _("You have it already"))
    taken = Takeover.objects.create(
        client_id=duty.client_id, kind=duty.kind, subject=duty.subject, started=duty.started, by=by, at=clock.now()
    )
    Duty.objects.filter(pk=duty.pk).update(taken_by=by, taken_at=taken.at)
    return Done(taken, {"kind": duty.kind, "subject": duty.subject, "owner": duty.owner_id})


@action("duty asked about", may=_may_take)
def nudge(*, by: Person, duty: Duty, to: Person) -> Done[Nudge]:
    """Ask the owner of a late duty about it; they are told."""
    refuse_unless(duty.done is None, _("That is done already"))
    refuse_unless(to.pk != by.pk, _("It is yours"))
    asked = Nudge.objects.create(
        client_id=duty.client_id, kind=duty.kind, subject=duty.subject, started=duty.started, by=by, to=to,
        at=clock.now(),
    )  # fmt: skip
    return Done(asked, {"kind": duty.kind, "subject": duty.subject, "to": to.pk})
