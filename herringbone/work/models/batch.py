"""The same done to several jobs at once, kept so that it can be taken back (B4)."""

from typing import ClassVar

from django.db import models

from herringbone.core import clock
from herringbone.people.models import Person
from herringbone.work.models.change import Change
from herringbone.work.models.job import Job


class Batch(models.Model):
    """Something that one person did to several jobs at once. `taken_back` once it was undone."""

    class What(models.TextChoices):
        STEP = "step"
        STATUS = "status"
        LEAD = "lead"
        MILESTONE = "milestone"
        HOLD = "hold"

    by = models.ForeignKey(Person, models.PROTECT, related_name="batches")
    at = models.DateTimeField(default=clock.now)
    what = models.CharField(max_length=10, choices=What)
    taken_back = models.DateTimeField(null=True)

    class Meta:
        verbose_name_plural = "batches"
        indexes = [models.Index(fields=["by", "-at"], name="batches_of_a_person")]

    def __str__(self) -> str:
        return f"{self.what} of several jobs"


class BatchLine(models.Model):
    """One job of a batch: what was and what is, in plain form; `change` where a change form was drafted instead."""

    client_path: ClassVar = "job__client"

    batch = models.ForeignKey(Batch, models.CASCADE, related_name="lines")
    job = models.ForeignKey(Job, models.PROTECT, related_name="+")
    was = models.JSONField(default=dict)
    now = models.JSONField(default=dict)
    change = models.ForeignKey(Change, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["batch", "job"], name="one_line_per_job")]

    def __str__(self) -> str:
        return f"{self.batch}: {self.job}"
