"""What people add to the record: why a duty was late, and the share in time that the agency aims at (J4)."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from herringbone.core import clock
from herringbone.people.models import Person


class Reason(models.Model):
    """Why a duty was late, in somebody's words. The newest is shown; none changes a figure.

    A duty is named by what tells it from others, as a takeover names it: its row may be written anew.
    """

    client_path: ClassVar = "client"

    client = models.ForeignKey("clients.Client", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=40)
    subject = models.PositiveBigIntegerField()
    started = models.DateTimeField()
    why = models.CharField(max_length=300)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        indexes = [models.Index("kind", "subject", "started", name="reasons_of_a_duty")]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}: {self.why}"


class Goal(models.Model):
    """The share in time that the agency aims at, in hundredths, from a day on; with a `kind`, of these duties alone.

    Rows are added, never edited. A month goes by the goal in force on its last day.
    """

    kind = models.CharField(max_length=40, blank=True)
    share = models.PositiveSmallIntegerField()
    begins = models.DateField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(share__gte=1, share__lte=100), name="goal_is_a_share")]
        indexes = [models.Index(fields=["kind", "-begins"], name="goals_in_force")]

    def __str__(self) -> str:
        return f"{self.share}% {self.kind}".strip()
