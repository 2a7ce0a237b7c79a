"""A restored copy becomes the agency's own."""

from typing import Any

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.utils.translation import gettext as _

from herringbone.core import clock, instance
from herringbone.core.models import Agency
from herringbone.people.actions.seen_twice import agreed, seen_twice
from herringbone.people.models import Invitation, Person, SecondLook
from herringbone.people.rules import may_administer
from herringbone.record.action import Done, action, refuse_unless
from herringbone.record.models import Effect, Link

State = Effect.State


def _administrator(*, by: Any, **_: Any) -> bool:
    return may_administer(by)


@action("copy promoted", may=_administrator)
def promote_copy(*, by: Person, send_waiting: bool, look: SecondLook) -> Done[Agency]:
    """Let this copy send from now on. Every way in that the original gave out is void: sessions, links, invitations.

    What waited to be sent when the copy was made is sent now, or dropped: the original may have sent it since.
    What was being sent at that moment stays unknown and is shown. `look` holds the reason, and who agreed where
    another administrator could.
    """
    refuse_unless(instance.in_quarantine(), _("This is no copy: it sends already"))
    seen_twice(by, SecondLook.What.PROMOTE, look, send_waiting=send_waiting)
    now = clock.now()
    Session.objects.all().delete()
    UserSession.objects.all().delete()
    Link.objects.filter(revoked=None, expires__gt=now).update(revoked=now, revoked_by=by)
    Invitation.objects.filter(used=None, revoked=None).update(revoked=now)
    waiting = Effect.objects.filter(state=State.WAITING)
    dropped = 0 if send_waiting else waiting.update(state=State.DROPPED, settled_at=now, reason="copy promoted")
    Effect.objects.filter(state=State.CLAIMED).update(state=State.UNKNOWN, settled_at=now, reason="copy promoted")
    agency = Agency.objects.get()
    instance.become_the_original()
    return Done(agency, {"dropped": dropped, "sent": waiting.count() if send_waiting else 0, **agreed(look)})
