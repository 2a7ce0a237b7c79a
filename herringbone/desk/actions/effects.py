"""What an administrator does about mail that failed, or of which nobody knows whether it arrived."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from herringbone.core import clock
from herringbone.people.models import Person
from herringbone.people.rules import may_administer
from herringbone.record.action import Done, action, refuse_unless
from herringbone.record.effects.declare import wake, wake_web
from herringbone.record.models import Effect

State = Effect.State
TO_SEE = (State.UNKNOWN, State.FAILED, State.TOO_OLD)


def _administrator(*, by: Any, **_: Any) -> bool:
    return may_administer(by)


@action("mail sent again", may=_administrator)
def send_again(*, by: Person, effect: Effect) -> Done[Effect]:
    """Put a mail back into the queue, on a person's word that it did not arrive. Its age counts anew."""
    now = clock.now()
    _settle(effect, TO_SEE, state=State.WAITING, next_at=now, made=now, reason="", settled_at=None, claimed_at=None)
    wake()
    wake_web()
    return Done(effect, {"attempts": effect.attempts})


@action("mail given up", may=_administrator)
def give_up(*, by: Person, effect: Effect) -> Done[Effect]:
    """Decide that a mail is not to be sent."""
    _settle(effect, (*TO_SEE, State.WAITING), state=State.DROPPED, settled_at=clock.now())
    return Done(effect, {"attempts": effect.attempts})


def _settle(effect: Effect, from_states: Sequence[str], **columns: Any) -> None:
    """Change it where it still is in one of these states: the worker waits for no lock and may have claimed it."""
    changed = Effect.objects.filter(pk=effect.pk, state__in=from_states).update(**columns)
    refuse_unless(changed, _("That is on its way, or arrived"))
    effect.refresh_from_db()
