"""What an administrator does about mail that failed, or of which nobody knows whether it arrived."""

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
    refuse_unless(effect.state in TO_SEE, _("That is on its way, or arrived"))
    effect.state, effect.next_at, effect.made, effect.reason = State.WAITING, clock.now(), clock.now(), ""
    effect.settled_at = effect.claimed_at = None
    effect.save(update_fields=["state", "next_at", "made", "reason", "settled_at", "claimed_at"])
    wake()
    wake_web()
    return Done(effect, {"attempts": effect.attempts})


@action("mail given up", may=_administrator)
def give_up(*, by: Person, effect: Effect) -> Done[Effect]:
    """Decide that a mail is not to be sent."""
    refuse_unless(effect.state in (*TO_SEE, State.WAITING), _("That is on its way, or arrived"))
    effect.state, effect.settled_at = State.DROPPED, clock.now()
    effect.save(update_fields=["state", "settled_at"])
    return Done(effect, {"attempts": effect.attempts})
