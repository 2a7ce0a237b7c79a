"""Mails that nobody understood are looked at."""

from typing import Any

from django.utils.translation import gettext as _

from herringbone.core import clock
from herringbone.meetings.models import IncomingMail
from herringbone.people.models import Person
from herringbone.people.rules import may_administer
from herringbone.record.action import Done, action, refuse_unless


def _administrator(*, by: Any, **_: Any) -> bool:
    return may_administer(by)


@action("incoming mail seen", may=_administrator)
def note_mail_seen(*, by: Person, mail: IncomingMail) -> Done[IncomingMail]:
    """Somebody looked at it in the mailbox and did what it asks for: it is no longer shown."""
    mail.refresh_from_db()
    refuse_unless(mail.seen is None, _("That was done already"))
    mail.seen, mail.seen_by = clock.now(), by
    mail.save(update_fields=["seen", "seen_by"])
    return Done(mail, {"uid": mail.uid, "outcome": mail.outcome})
