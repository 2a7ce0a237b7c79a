"""What crosses the agency's door: effects that happen at most once, and links that need no password."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from herringbone.core import clock


class Effect(models.Model):
    """One thing to be done outside the house, such as one mail to one person: written with its cause, claimed
    before it is sent, settled after. `key` makes it happen at most once.

    The state tells the truth: a claim that no outcome followed (the process died while sending) is *unknown*,
    shown to a person and never sent blindly again. What it says is made from `subject` when it is sent, so no
    text of people stands here.
    """

    class State(models.TextChoices):
        WAITING = "waiting"
        CLAIMED = "claimed"
        SENT = "sent"
        FAILED = "failed"
        UNKNOWN = "unknown"
        TOO_OLD = "too old"
        DROPPED = "dropped"  # a person decided that it is not to be sent

    client_path: ClassVar = "client"

    key = models.CharField(max_length=200, unique=True)
    kind = models.CharField(max_length=40)
    client = models.ForeignKey("clients.Client", models.PROTECT, null=True, related_name="effects")
    subject_label = models.CharField(max_length=60)
    subject_id = models.PositiveBigIntegerField()
    person = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    contact = models.ForeignKey("clients.Contact", models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    made = models.DateTimeField(default=clock.now)
    next_at = models.DateTimeField(default=clock.now)
    claimed_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=300, blank=True)
    message_id = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [
            models.Index("next_at", "id", condition=Q(state="waiting"), name="effects_waiting"),
            models.Index("subject_label", "subject_id", name="effects_of_a_subject"),
            models.Index("state", "id", condition=Q(state__in=["claimed", "unknown", "failed"]), name="effects_to_see"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}: {self.state}"


class Bounce(models.Model):
    """A mail that was accepted and came back."""

    client_path: ClassVar = "effect__client"

    effect = models.ForeignKey(Effect, models.PROTECT, related_name="bounces")
    at = models.DateTimeField(default=clock.now)
    code = models.CharField(max_length=20, blank=True)  # the enhanced status code of RFC 3463, as "5.1.1"

    def __str__(self) -> str:
        return f"{self.effect} bounced {self.code}"


class Link(models.Model):
    """A way in without a password: for one contact, one purpose, one edition. Only the SHA-256 of its token is kept."""

    client_path: ClassVar = "client"

    purpose = models.CharField(max_length=40)
    token_sha256 = models.CharField(max_length=64, unique=True)
    client = models.ForeignKey("clients.Client", models.PROTECT, related_name="links")
    contact = models.ForeignKey("clients.Contact", models.PROTECT, related_name="links")
    edition = models.ForeignKey("record.Edition", models.PROTECT, related_name="links")
    made = models.DateTimeField(default=clock.now)
    expires = models.DateTimeField()
    revoked = models.DateTimeField(null=True)
    revoked_by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [models.Index("client", "expires", name="links_of_a_client")]

    def __str__(self) -> str:
        return f"{self.purpose} link {self.pk}"
