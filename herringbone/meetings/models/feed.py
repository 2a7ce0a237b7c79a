"""Calendars that somebody's own calendar program fetches, each by a link that can be revoked (K3)."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from herringbone.clients.models import Client
from herringbone.core import clock
from herringbone.people.models import Person
from herringbone.work.models import Job


class CalendarFeed(models.Model):
    """A calendar of a person, a client or a job (`client` is then the job's), fetched by whoever holds the link.

    It shows what `by` may see at the moment it is fetched, and ends when they leave. The link's token was shown once;
    its SHA-256 is kept. `fetched` is when it was last fetched, to ten minutes.
    """

    client_path: ClassVar = "client"

    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    client = models.ForeignKey(Client, models.PROTECT, null=True, related_name="+")
    job = models.ForeignKey(Job, models.PROTECT, null=True, related_name="+")
    token_sha256 = models.CharField(max_length=64, unique=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="calendar_feeds")
    made = models.DateTimeField(default=clock.now)
    fetched = models.DateTimeField(null=True)
    revoked = models.DateTimeField(null=True)
    revoked_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=False, client=None, job=None) | Q(person=None, client__isnull=False),
                name="feed_of_a_person_or_a_client",
            ),
            models.CheckConstraint(
                condition=Q(revoked=None, revoked_by=None) | Q(revoked__isnull=False, revoked_by__isnull=False),
                name="feed_revoked_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"Calendar of {self.person or self.job or self.client}"
