"""Reading what one was told, and choosing how one is told."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from herringbone.core import clock
from herringbone.desk.models import NoticeChoice, NoticeTimes, Notification
from herringbone.desk.notices.kinds import KINDS
from herringbone.desk.notices.ways import CHOSEN_MAIL, Ways
from herringbone.people.models import Person
from herringbone.record.action import Done, action, refuse_unless


def _active(*, by: Any, **_: Any) -> bool:
    return isinstance(by, Person) and by.is_active


@action("notices chosen", may=_active)
def choose_notices(*, by: Person, ways: Mapping[str, Ways], any_hour: bool = False) -> Done[Person]:
    """Choose, for kinds of notice, how one is told; `any_hour` also while one's office is closed.

    What a kind keeps whatever is chosen (`NoticeKind.kept`, `urgent`) is kept. It counts for what happens from now on.
    """
    rows = []
    for kind in KINDS:
        if kind.key in ways and not kind.urgent:
            way = ways[kind.key]
            refuse_unless(way.mail in CHOSEN_MAIL, _("Mail comes at once, once a day or never"), f"{kind.key}_mail")
            shown = way.shown or kind.kept
            rows.append(NoticeChoice(person=by, kind=kind.key, shown=shown, mail=way.mail, chat=way.chat))
    NoticeChoice.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["person", "kind"], update_fields=["shown", "mail", "chat"]
    )
    NoticeTimes.objects.update_or_create(person=by, defaults={"any_hour": any_hour})
    return Done(by, {})


def mark_read(*, person: Person, pk: Any = None) -> int:
    """Note that a person has seen one notification, or (no `pk`) all of theirs.

    No action and no event: it changes nothing that anybody else sees, and a person reads many.
    """
    unread = Notification.objects.filter(person=person, read=None)
    if pk is not None:
        unread = unread.filter(pk=pk)
    return unread.update(read=clock.now())
