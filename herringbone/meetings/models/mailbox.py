"""Mails that were found in the mailbox to which answers come."""

from django.db import models

from herringbone.core import clock
from herringbone.people.models import Person


class IncomingMail(models.Model):
    """A mail of the mailbox that was handled, so that it is handled once. Nothing that it says stands here.

    IMAP names a mail by folder, `validity` (a folder made anew counts from one again) and `uid` (RFC 9051, 2.3.1.1).
    `message_sha256` is of its Message-ID, by which a mail that moved is known again. `seen` by an administrator.
    """

    class Outcome(models.TextChoices):
        NOTED = "noted"
        NOTHING = "nothing"  # understood, and nothing to record: an answer to an older invitation
        AUTOMATIC = "automatic"  # a program wrote it, and nobody
        AGAIN = "again"  # the same mail as one before
        UNREAD = "unread"
        TOO_LARGE = "too large"

    NEEDS_EYES = (Outcome.UNREAD, Outcome.TOO_LARGE)

    mailbox = models.CharField(max_length=200)
    validity = models.BigIntegerField()
    uid = models.BigIntegerField()
    message_sha256 = models.CharField(max_length=64, blank=True)
    size = models.BigIntegerField()
    outcome = models.CharField(max_length=10, choices=Outcome)
    at = models.DateTimeField(default=clock.now)
    seen = models.DateTimeField(null=True)
    seen_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["mailbox", "validity", "uid"], name="incoming_mail_once")]
        indexes = [
            models.Index(fields=["message_sha256"], name="incoming_mail_known"),
            models.Index(fields=["outcome", "seen"], name="incoming_mail_waits"),
        ]

    def __str__(self) -> str:
        return f"Mail {self.uid} of {self.mailbox}"
