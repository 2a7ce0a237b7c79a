"""A mail that was accepted came back."""

import re
from typing import Any

from django.utils.translation import gettext as _

from herringbone.core import clock
from herringbone.record.action import Done, action, refuse_unless
from herringbone.record.actor import System
from herringbone.record.models import Bounce, Effect

CODE = re.compile(r"[245]\.\d{1,3}\.\d{1,3}")  # RFC 3463


def _the_program(*, by: Any, **_: Any) -> bool:
    return isinstance(by, System)


@action("mail came back", may=_the_program)
def note_bounce(*, by: System, effect: Effect, code: str = "") -> Done[Bounce]:
    """Note that a mail of ours was not delivered after all, once. A report that reached nobody does not stand."""
    refuse_unless(not effect.bounces.exists(), _("It is on record that this mail came back"))
    bounce = Bounce.objects.create(effect=effect, at=clock.now(), code=code if CODE.fullmatch(code) else "")
    return Done(bounce, {"effect": effect.pk})
