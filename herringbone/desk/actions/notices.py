"""Reading what one was told."""

from typing import Any

from herringbone.core import clock
from herringbone.desk.models import Notification
from herringbone.people.models import Person


def mark_read(*, person: Person, pk: Any = None) -> int:
    """Note that a person has seen one notification, or (no `pk`) all of theirs.

    No action and no event: it changes nothing that anybody else sees, and a person reads many.
    """
    unread = Notification.objects.filter(person=person, read=None)
    if pk is not None:
        unread = unread.filter(pk=pk)
    return unread.update(read=clock.now())
