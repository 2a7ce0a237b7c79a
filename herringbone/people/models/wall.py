"""Walls between competing clients."""

from django.db import models
from django.db.models import F, Q

from herringbone.core import clock
from herringbone.people.models.person import Person


class Wall(models.Model):
    """Two clients who compete: whoever is, or was within a year, on the team of one sees nothing of the other.

    It stands from `raised` until `lowered`.
    """

    one = models.ForeignKey("clients.Client", models.CASCADE, related_name="+")
    other = models.ForeignKey("clients.Client", models.CASCADE, related_name="+")
    reason = models.CharField(max_length=200, blank=True)
    raised = models.DateTimeField(default=clock.now)
    raised_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    lowered = models.DateTimeField(null=True)
    lowered_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    lowered_because = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(one__lt=F("other")), name="wall_in_order"),
            models.UniqueConstraint(fields=["one", "other"], condition=Q(lowered=None), name="one_wall_between_two"),
        ]

    def __str__(self) -> str:
        return f"{self.one_id} | {self.other_id}"


class WallName(models.Model):
    """Somebody with a spanning role who is named on a wall and so sees both sides of it."""

    wall = models.ForeignKey(Wall, models.CASCADE, related_name="names")
    person = models.ForeignKey(Person, models.PROTECT, related_name="named_on")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["wall", "person"], name="named_once")]

    def __str__(self) -> str:
        return f"{self.person} on {self.wall}"
