"""Other programs that are told what happens (K3): who is told, of what, and what became of each delivery."""

from datetime import datetime

from django.db import models
from django.db.models import Q

from herringbone.core import clock
from herringbone.people.models import Person
from herringbone.record.models import Event


class Webhook(models.Model):
    """An address that is told of some kinds of event, of all clients or of one. Never deleted: it is ended.

    `secret` signs what is sent, and is sealed with a key outside the database; for a while after it was changed,
    `former_secret` signs beside it. `failing_since` is the first failure after the last success.
    """

    address = models.CharField(max_length=500)
    kinds = models.JSONField(default=list)
    client = models.ForeignKey("clients.Client", models.PROTECT, null=True, blank=True, related_name="+")
    secret = models.TextField()
    former_secret = models.TextField(blank=True)
    former_secret_until = models.DateTimeField(null=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    made = models.DateTimeField(default=clock.now)
    failing_since = models.DateTimeField(null=True)
    stopped = models.DateTimeField(null=True)  # by itself or by a person, until somebody lets it go on
    ended = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"webhook {self.pk}"

    @property
    def is_told(self) -> bool:
        """Whether it is told anything."""
        return self.stopped is None and self.ended is None

    def signs_beside(self, at: datetime) -> bool:
        """Whether the former secret still signs."""
        return bool(self.former_secret and self.former_secret_until and at < self.former_secret_until)


class Delivery(models.Model):
    """One event for one webhook; each sending of it is an `Effect`, `runs` of them so far."""

    webhook = models.ForeignKey(Webhook, models.PROTECT, related_name="deliveries")
    event = models.ForeignKey(Event, models.PROTECT, related_name="+")
    made = models.DateTimeField(default=clock.now)
    runs = models.PositiveSmallIntegerField(default=1)

    class Meta:
        verbose_name_plural = "deliveries"
        constraints = [models.UniqueConstraint(fields=["webhook", "event"], name="delivered_once")]
        indexes = [models.Index(fields=["webhook", "-id"], name="deliveries_newest_first")]

    def __str__(self) -> str:
        return f"event {self.event_id} to webhook {self.webhook_id}"


class Attempt(models.Model):
    """One try of a delivery, as it went: the log that never changes. Nothing of the answer but its status is kept."""

    class Outcome(models.TextChoices):
        TAKEN = "taken"
        REFUSED = "refused"  # another status than 2xx
        NOT_SENT = "not sent"  # nothing reached the other side
        UNKNOWN = "unknown"  # it may have been taken or not

    delivery = models.ForeignKey(Delivery, models.PROTECT, related_name="attempts")
    at = models.DateTimeField(default=clock.now)
    outcome = models.CharField(max_length=10, choices=Outcome)
    status = models.PositiveSmallIntegerField(null=True)
    milliseconds = models.PositiveIntegerField(default=0)
    reason = models.CharField(max_length=80, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(status=None) ^ Q(outcome__in=["taken", "refused"]), name="a_status_where_one_came"
            )
        ]

    def __str__(self) -> str:
        return f"{self.outcome} {self.status or ''}"
