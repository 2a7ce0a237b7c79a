"""What one person alone does not do: it is asked for, and somebody else agrees."""

from django.db import models
from django.db.models import F, Q

from herringbone.core import clock
from herringbone.people.models.person import Person


class SecondLook(models.Model):
    """A deed for four eyes: who asked for it and why, and who agreed or refused. It is done once (`used_at`).

    `particulars` say what exactly, by ids and fixed words. The event that tells of it holds the digest of `why`.
    """

    class What(models.TextChoices):
        RAISE = "wall raised"
        LOWER = "wall lowered"
        EXPORT = "everything exported"
        PROMOTE = "copy promoted"
        ROLE = "role given"

    what = models.CharField(max_length=20, choices=What)
    particulars = models.JSONField(default=dict)
    why = models.CharField(max_length=200)
    asked_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=clock.now)
    expires = models.DateTimeField()
    agreed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    agreed_at = models.DateTimeField(null=True)
    refused_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    refused_at = models.DateTimeField(null=True)
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(agreed_by=None) | ~Q(agreed_by=F("asked_by")), name="four_eyes_not_two"),
            models.CheckConstraint(condition=Q(agreed_at=None) | Q(refused_at=None), name="agreed_or_refused"),
            models.CheckConstraint(condition=Q(used_at=None) | Q(refused_at=None), name="refused_is_not_done"),
            models.CheckConstraint(condition=Q(expires__gt=F("asked_at")), name="second_look_ends"),
        ]

    def __str__(self) -> str:
        return f"{self.what}, asked by {self.asked_by}"
