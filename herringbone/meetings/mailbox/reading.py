"""A round through the mailbox: what is new is read, recorded and marked."""

import logging
from contextlib import suppress
from dataclasses import dataclass
from email import message_from_bytes
from email.policy import compat32

from django.conf import settings
from django.db import DatabaseError, IntegrityError, transaction
from django.db.models import Max

from herringbone.core import clock
from herringbone.core.instance import in_quarantine
from herringbone.environment import Mailbox
from herringbone.meetings.incoming import read_mail
from herringbone.meetings.mailbox import last
from herringbone.meetings.mailbox.imap import LARGEST, Folder, Unreachable, opened
from herringbone.meetings.models import IncomingMail
from herringbone.record.canonical import sha256

log = logging.getLogger(__name__)
AT_ONCE = 200  # mails of one round: what is more waits for the next
Outcome = IncomingMail.Outcome
AUTOMATIC = ("bulk", "junk", "list", "auto_reply")


@dataclass(frozen=True)
class Round:
    """What a round found: how many mails were new, how many said something that was recorded, how many nobody
    understood.
    """

    found: int = 0
    noted: int = 0
    unread: int = 0


def read_mailbox() -> Round | None:
    """Handle what has come since the last round; None where no mailbox is named, or this is a copy of the agency.

    Raises Unreachable, which is kept for the administrator's page. A mail and what it says are recorded in one
    transaction, so that a round that is broken off, or two at once, handle none twice.
    """
    mailbox: Mailbox | None = settings.IMAP
    if mailbox is None or in_quarantine():
        return None
    try:
        with opened(mailbox) as folder:
            done = _round(mailbox.name, folder)
    except Unreachable as trouble:
        log.warning("The mailbox cannot be read: it broke off at %s", trouble)
        last.keep(str(trouble))
        raise
    last.keep()
    return done


def _round(name: str, folder: Folder) -> Round:
    known = IncomingMail.objects.filter(mailbox=name, validity=folder.validity).aggregate(uid=Max("uid"))["uid"] or 0
    uids = folder.after(known, AT_ONCE)
    sizes = folder.sizes(uids) if uids else {}
    outcomes = []
    for uid in uids:
        size = sizes.get(uid, 0)
        mail = folder.mail(uid) if size <= LARGEST else b""
        if mail is None:
            continue  # somebody took it away meanwhile
        outcome = _handled(name, folder.validity, uid, mail, max(size, len(mail)))
        if outcome is not None:
            outcomes.append(outcome)
            with suppress(Unreachable):  # a folder that may only be read: it is on record here all the same
                folder.mark(uid, "\\Flagged" if outcome in IncomingMail.NEEDS_EYES else "\\Seen")
    return Round(len(outcomes), outcomes.count(Outcome.NOTED), sum(one in IncomingMail.NEEDS_EYES for one in outcomes))


def _handled(name: str, validity: int, uid: int, mail: bytes, size: int) -> Outcome | None:
    """Record one mail and what it says. None where another round was quicker."""
    identity, automatic = _about(mail) if size <= LARGEST else ("", False)
    row = IncomingMail(mailbox=name, validity=validity, uid=uid, size=size, at=clock.now(), message_sha256=identity)
    try:
        with transaction.atomic():
            again = bool(identity) and IncomingMail.objects.filter(message_sha256=identity).exists()
            row.outcome = Outcome.AGAIN if again else Outcome.TOO_LARGE if size > LARGEST else Outcome.UNREAD
            row.save(force_insert=True)
            if row.outcome == Outcome.UNREAD:
                row.outcome = _read(mail, automatic)
                row.save(update_fields=["outcome"])
    except IntegrityError:
        return None
    return Outcome(row.outcome)


def _read(mail: bytes, automatic: bool) -> Outcome:
    """What a mail was. An answer that a program sends counts, as most do; what else programs write is put aside."""
    try:
        with transaction.atomic():
            done = read_mail(mail)
    except DatabaseError:
        raise
    except Exception:  # one mail that nobody foresaw must not keep those after it from being read
        log.exception("A mail could not be handled")
        return Outcome.UNREAD
    if done.noted:
        return Outcome.NOTED
    if done.understood:
        return Outcome.NOTHING
    return Outcome.AUTOMATIC if automatic else Outcome.UNREAD


def _about(mail: bytes) -> tuple[str, bool]:
    """The hash of a mail's Message-ID, and whether a program wrote it (RFC 3834; Exchange and old lists say it so)."""
    head = mail[: 256 * 1024].partition(b"\r\n\r\n")[0].partition(b"\n\n")[0]
    try:
        told = message_from_bytes(head + b"\r\n\r\n", policy=compat32)
        identity = " ".join(str(told.get("Message-ID", "")).split())
        submitted = str(told.get("Auto-Submitted", "no")).strip().casefold()
        precedence = str(told.get("Precedence", "")).strip().casefold()
        named = any(told.get(name) is not None for name in ("X-Autoreply", "X-Autorespond", "X-Auto-Response-Suppress"))
    except Exception:  # Python's reader of mail fails in many ways on headers that are damaged
        return "", False
    automatic = not submitted.startswith("no") or precedence in AUTOMATIC or named
    return sha256(identity.encode(errors="replace")) if identity else "", automatic
