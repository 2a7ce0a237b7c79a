"""A way in that a client was sent is shut."""

from typing import Any

from django.utils.translation import gettext as _

from herringbone.core import clock
from herringbone.meetings.rules import serves
from herringbone.people.models import Person
from herringbone.record.action import Done, action, refuse_unless
from herringbone.record.models import Link


def _may_revoke(*, by: Any, link: Link, **_: Any) -> bool:
    return serves(by, link.client)


@action("link revoked", may=_may_revoke)
def revoke_link(*, by: Person, link: Link) -> Done[Link]:
    """Make a link useless from this second on. What was answered by it stands."""
    link.refresh_from_db()
    refuse_unless(link.revoked is None, _("That link is void already"))
    link.revoked, link.revoked_by = clock.now(), by
    link.save(update_fields=["revoked", "revoked_by"])
    return Done(link, {"contact": link.contact_id, "edition": link.edition_id})
