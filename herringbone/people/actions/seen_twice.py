"""What an action for four eyes asks before it does anything."""

from typing import Any

from django.utils.translation import gettext as _

from herringbone.core import clock
from herringbone.people.models import Person, SecondLook
from herringbone.people.rules.four_eyes import TO_DO, others
from herringbone.record.action import refuse_unless


def seen_twice(by: Person, what: str, look: SecondLook | None, **particulars: Any) -> None:
    """Refuse what another has yet to agree to. An agreement is for this deed alone, for a day, and counts once.

    Without a look, or with one that nobody answered, it is done by whoever is the only one entitled.
    """
    now = clock.now()
    if look:
        same = (look.asked_by_id, look.what) == (by.pk, what) and particulars.items() <= look.particulars.items()
        refuse_unless(same and look.refused_at is None, _("Something else was agreed to: ask anew"))
        refuse_unless(look.used_at is None, _("That was agreed to once, and is done"))
    if look and look.agreed_at:
        refuse_unless(look.agreed_at + TO_DO > now, _("That was agreed to more than a day ago: ask anew"))
    else:
        refuse_unless(not others(by, what), _("Somebody else has to agree first"))
    if look:
        look.used_at = now
        look.save(update_fields=["used_at"])


def agreed(look: SecondLook | None) -> dict[str, int]:
    """What the event of such an action says of the second pair of eyes."""
    return {"look": look.pk, **({"agreed_by": look.agreed_by_id} if look.agreed_by_id else {})} if look else {}
