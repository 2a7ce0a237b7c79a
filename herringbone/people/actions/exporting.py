"""Everything of the agency is written out."""

from typing import Any

from herringbone.core.models import Agency
from herringbone.people.actions.seen_twice import agreed, seen_twice
from herringbone.people.models import Person, SecondLook
from herringbone.people.rules.four_eyes import may_decide
from herringbone.record.action import Done, action

What = SecondLook.What


def _entitled(*, by: Any, **_: Any) -> bool:
    return may_decide(by, What.EXPORT)


@action("everything exported", may=_entitled)
def note_export(*, by: Person, look: SecondLook) -> Done[Agency]:
    """Put on record that all records and files leave the program. Called before the archive is written."""
    seen_twice(by, What.EXPORT, look)
    return Done(Agency.objects.get(), agreed(look))
