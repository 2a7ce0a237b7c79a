"""What a meeting was called for: the kick-off of its job (B3), or to talk over a change form (B2)."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from herringbone.core import clock
from herringbone.core.fields import FixedField
from herringbone.meetings.models.meeting import Meeting
from herringbone.people.models import Person
from herringbone.work.models import Change, Job


class CalledFor(models.Model):
    """A meeting is its job's kick-off, or talks over a change form of it."""

    class Kind(models.TextChoices):
        KICK_OFF = "kick-off"
        CHANGE = "change"

    client_path: ClassVar = "meeting__client"

    meeting = models.OneToOneField(Meeting, models.CASCADE, related_name="called_for")
    kind = models.CharField(max_length=10, choices=Kind)
    job = models.ForeignKey(Job, models.PROTECT, related_name="meetings_called")
    change = models.ForeignKey(Change, models.PROTECT, null=True, related_name="meetings_called")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="kick-off", change=None) | Q(kind="change", change__isnull=False),
                name="called_for_one_thing",
            )
        ]

    def __str__(self) -> str:
        return f"{self.meeting}: {self.kind}"


class KickOffWaived(models.Model):
    """The director of the account lets a job into work without its kick-off, and says why."""

    client_path: ClassVar = "job__client"

    job = models.OneToOneField(Job, models.PROTECT, related_name="kick_off_waived")
    why = models.CharField(max_length=300)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return f"{self.job} without kick-off"


class KickOffRule(models.Model):
    """From which size a job begins with a kick-off, for the jobs that are opened from a moment on.

    `amount` is a budget in the currency of the client's office, `departments` how many of them the form names; without
    either, that asks for none. A row with a `currency` gives another amount for budgets in it. Rows are added, never
    edited; `by` is empty for what came with the program.
    """

    begins = models.DateTimeField()
    currency = models.CharField(max_length=3, blank=True)
    amount = FixedField(null=True)
    departments = models.PositiveSmallIntegerField(null=True)
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["currency", "-begins"], name="kick_off_rules")]

    def __str__(self) -> str:
        return f"from {self.amount} {self.currency}, {self.departments} departments"
