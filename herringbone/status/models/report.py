"""The client status report (B5): what is kept from the client, the words above it, its reviews, what was published."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from herringbone.clients.models import Client, Contact
from herringbone.core import clock
from herringbone.people.models import Person
from herringbone.record.models import Edition
from herringbone.work.models import Job


class NotShown(models.Model):
    """A job is kept out of the client's status report, by whom, from when until when."""

    client_path: ClassVar = "job__client"

    job = models.ForeignKey(Job, models.PROTECT, related_name="not_shown")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)
    ended = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name_plural = "jobs not shown"
        constraints = [
            models.UniqueConstraint(fields=["job"], condition=Q(ended=None), name="not_shown_once"),
            models.CheckConstraint(condition=Q(ended=None) | Q(ended__gte=F("at")), name="shown_again_later"),
        ]

    def __str__(self) -> str:
        return f"{self.job} not shown"


class Draft(models.Model):
    """The opening sentence of the next report, where somebody wrote their own instead of the computed one.

    `number` is that of the report it is for: once that one is published, the next begins with the computed sentence.
    """

    client_path: ClassVar = "client"

    client = models.ForeignKey(Client, models.PROTECT, related_name="status_drafts")
    number = models.PositiveIntegerField()
    opening = models.CharField(max_length=600)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["client", "number"], name="one_draft_per_report")]

    def __str__(self) -> str:
        return f"opening of report {self.number} to {self.client}"


class Review(models.Model):
    """Somebody of the account looked the next report over before it went out, as it stood then.

    `said` is the digest of what it said: the review counts while the report says that, and no longer once a line of it
    is otherwise. `number` is that of the report it is for.
    """

    client_path: ClassVar = "client"

    client = models.ForeignKey(Client, models.PROTECT, related_name="status_reviews")
    number = models.PositiveIntegerField()
    said = models.CharField(max_length=64)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["client", "number", "by", "said"], name="reviewed_once_as_it_stands")
        ]

    def __str__(self) -> str:
        return f"review of report {self.number} to {self.client}"


class Published(models.Model):
    """A status report was published: its edition never changes. `number` counts for each client, without gaps."""

    client_path: ClassVar = "client"

    client = models.ForeignKey(Client, models.PROTECT, related_name="status_reports")
    edition = models.OneToOneField(Edition, models.PROTECT, related_name="status_report")
    number = models.PositiveIntegerField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name_plural = "published"
        constraints = [models.UniqueConstraint(fields=["client", "number"], name="one_status_report_per_number")]
        indexes = [models.Index(fields=["client", "-at"], name="status_reports_newest_first")]

    def __str__(self) -> str:
        return f"status report {self.number} to {self.client}"


class Reader(models.Model):
    """Somebody to whom a published report goes, and why: one of ours, or of the client's."""

    client_path: ClassVar = "published__client"

    published = models.ForeignKey(Published, models.PROTECT, related_name="readers")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    contact = models.ForeignKey(Contact, models.PROTECT, null=True, related_name="+")
    why = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(person=None, contact__isnull=False) | Q(person__isnull=False, contact=None),
                name="status_reader_is_one",
            ),
            models.UniqueConstraint(fields=["published", "person"], name="status_read_once_by_person"),
            models.UniqueConstraint(fields=["published", "contact"], name="status_read_once_by_contact"),
        ]

    def __str__(self) -> str:
        return f"{self.published} for {self.person or self.contact}"
