"""What an administrator does about effects that failed or that nobody knows about."""

from typing import Any

from django.utils.translation import gettext as _

from herringbone.core import clock
from herringbone.record.action import Done, action, refuse_unless
from herringbone.record.effects.declare import wake
from herringbone.record.models import Effect

State = Effect.State
TO_SEE = (State.UNKNOWN, State.FAILED, State.TOO_OLD)


def rescue_actions(may: Any) -> tuple[Any, Any]:
    """The two actions, given who may take them: `people` stands above this floor and says who administers."""

    @action("effect sent again", may=may)
    def send_again(*, by: Any, effect: Effect) -> Done[Effect]:
        """Put an effect back into the queue, on a person's word that it did not arrive."""
        refuse_unless(effect.state in TO_SEE, _("That is on its way, or arrived"))
        effect.state, effect.next_at, effect.made, effect.reason = State.WAITING, clock.now(), clock.now(), ""
        effect.save(update_fields=["state", "next_at", "made", "reason"])
        wake()
        return Done(effect, {"attempts": effect.attempts})

    @action("effect dropped", may=may)
    def drop(*, by: Any, effect: Effect) -> Done[Effect]:
        """Decide that an effect is not to be sent."""
        refuse_unless(effect.state in (*TO_SEE, State.WAITING), _("That is on its way, or arrived"))
        effect.state, effect.settled_at = State.DROPPED, clock.now()
        effect.save(update_fields=["state", "settled_at"])
        return Done(effect, {"attempts": effect.attempts})

    return send_again, drop
