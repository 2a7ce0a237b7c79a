"""On which days of the week a client is told how things stand, and when it is not (B5)."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from herringbone.clients.models import Client
from herringbone.core import clock
from herringbone.people.models import Person


class ReportDays(models.Model):
    """From a moment on, a client's report is due on these days of the week (ISO: Monday is 1); none: it is not owed.

    Rows are added, never edited: a report counts by the row in force when its duty began.
    """

    client_path: ClassVar = "client"

    client = models.ForeignKey(Client, models.PROTECT, related_name="report_days")
    first = models.PositiveSmallIntegerField(null=True)
    second = models.PositiveSmallIntegerField(null=True)
    begins = models.DateTimeField(default=clock.now)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    class Meta:
        verbose_name_plural = "report days"
        constraints = [
            models.UniqueConstraint(fields=["client", "begins"], name="report_days_one_at_a_time"),
            models.CheckConstraint(
                condition=Q(second=None) | Q(first__isnull=False, second__gt=F("first")), name="report_days_in_order"
            ),
        ]

    def __str__(self) -> str:
        return f"reports of {self.client} from {self.begins:%Y-%m-%d}"


class Pause(models.Model):
    """A client gets no status report from a day until another, and why. `ended`: it was taken up again before."""

    client_path: ClassVar = "client"

    client = models.ForeignKey(Client, models.PROTECT, related_name="report_pauses")
    begins = models.DateField()
    until = models.DateField()  # the last day without one
    reason = models.CharField(max_length=200)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)
    ended = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(until__gte=F("begins")), name="pause_ends_later"),
            models.CheckConstraint(condition=Q(ended=None) | Q(ended__gte=F("at")), name="pause_taken_up_later"),
        ]
        indexes = [models.Index(fields=["client", "until"], name="pauses_of_a_client")]

    def __str__(self) -> str:
        return f"no reports to {self.client} until {self.until}"
