"""What was done: the audit trail, the source of notifications, and the client's thread."""

from typing import ClassVar

from django.apps import apps
from django.db import models
from django.db.models import Q

from herringbone.core import clock

AGENCY = 0  # the chain of events that concern no client


class Chain(models.Model):
    """The end of a client's chain of events; its locked row lets one event in after the other."""

    client_key = models.PositiveBigIntegerField(primary_key=True)  # the client's id, or AGENCY
    length = models.PositiveBigIntegerField(default=0)
    head = models.CharField(max_length=64, default="0" * 64)

    def __str__(self) -> str:
        return f"chain {self.client_key} ({self.length})"


class Event(models.Model):
    """Who did what to what, for which client, when, with what particulars. Never changed, never deleted.

    Who: a person (`by`), a client's contact by a link they were sent (`contact`, `link`), or, with all empty,
    the system. Particulars hold ids, dates and numbers and no text of people, so that a text can be taken out
    of the records without breaking the chain. `digest` is the SHA-256 of the event before it in the chain together
    with this event's own words, so a changed, removed or slipped-in event breaks every link after it.
    """

    client_path: ClassVar = "client"

    chain = models.ForeignKey(Chain, models.PROTECT)
    number = models.PositiveBigIntegerField()
    by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    contact = models.ForeignKey("clients.Contact", models.PROTECT, null=True, related_name="+")
    link = models.ForeignKey("record.Link", models.PROTECT, null=True, related_name="+")
    verb = models.CharField(max_length=60)
    subject_label = models.CharField(max_length=60)
    subject_id = models.PositiveBigIntegerField()
    client = models.ForeignKey("clients.Client", models.PROTECT, null=True, related_name="events")
    at = models.DateTimeField()
    particulars = models.JSONField()
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["chain", "number"], name="one_event_per_link")]
        indexes = [
            models.Index(fields=["client", "-at"], name="timeline"),
            models.Index("subject_label", "subject_id", name="event_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.subject_label} {self.subject_id}"

    @property
    def subject(self) -> models.Model:
        """The record that this event is about, as it stands now."""
        return apps.get_model(self.subject_label)._base_manager.get(pk=self.subject_id)


class ThreadEntry(models.Model):
    """One knot in a client's thread: an event that passed between client and agency, ready to be read (A4).

    A reading copy, written by the mechanism with its event. `facts` holds what its words are made of when it is
    shown, in the reader's language; texts stand here and not in the event, so they can be corrected or taken out.
    """

    class Side(models.TextChoices):
        CLIENT = "client"
        AGENCY = "agency"

    client_path: ClassVar = "client"

    event = models.OneToOneField(Event, models.PROTECT, related_name="entry")
    client = models.ForeignKey("clients.Client", models.PROTECT, related_name="thread")
    at = models.DateTimeField()
    side = models.CharField(max_length=6, choices=Side)
    verb = models.CharField(max_length=60)
    subject_label = models.CharField(max_length=60)
    subject_id = models.PositiveBigIntegerField()
    job = models.ForeignKey("work.Job", models.PROTECT, null=True, related_name="thread")
    facts = models.JSONField(default=dict)

    class Meta:
        verbose_name_plural = "thread entries"
        indexes = [
            models.Index(fields=["client", "-at", "-id"], name="thread_newest_first"),
            models.Index(fields=["job", "-at"], name="thread_of_a_job", condition=Q(job__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.verb} ({self.side})"


class Once(models.Model):
    """The key of a form that was sent: whoever sends it twice gets the first one's outcome."""

    key = models.CharField(max_length=200, primary_key=True)
    event = models.ForeignKey(Event, models.PROTECT, null=True)
    content = models.CharField(max_length=64, blank=True)  # a digest of what it said, where it came from a page
    at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return self.key


class Denial(models.Model):
    """Somebody tried what they may not do: the one trace that a refused action leaves."""

    by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    verb = models.CharField(max_length=60)
    subject_label = models.CharField(max_length=60, blank=True)
    subject_id = models.PositiveBigIntegerField(null=True)
    at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return f"{self.verb} denied"
