"""How it stands with the mailbox to which answers come: for the administrator, and so without what any mail says."""

from dataclasses import dataclass

from django.conf import settings

from herringbone.environment import Mailbox
from herringbone.meetings.mailbox.last import LastRound, last_round
from herringbone.meetings.models import IncomingMail

SHOWN = 50


@dataclass(frozen=True)
class MailboxPage:
    """Which mailbox, how its last round went, and the mails that nobody understood."""

    name: str
    last: LastRound | None
    waiting: list[IncomingMail]


def mailbox_page() -> MailboxPage | None:
    """None where no mailbox is named and no mail waits. One query beside the cache's."""
    mailbox: Mailbox | None = settings.IMAP
    waiting = IncomingMail.objects.filter(outcome__in=IncomingMail.NEEDS_EYES, seen=None).order_by("-pk")[:SHOWN]
    found = list(waiting)
    if mailbox is None and not found:
        return None
    return MailboxPage(mailbox.name if mailbox else "", last_round(), found)
