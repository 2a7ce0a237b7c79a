"""The job bag as one archive: asked for by a person, filled by the worker (B13)."""

from typing import ClassVar

from django.db import models

from herringbone.core import clock
from herringbone.people.models import Person
from herringbone.work.models.job import Job


class JobBag(models.Model):
    """Somebody asked for everything of a job as one archive. `done` of `total` things are in it; then it has its file.

    `trouble` says why there is none. Only who asked for it gets it, and only while they see the job.
    """

    client_path: ClassVar = "job__client"

    job = models.ForeignKey(Job, models.PROTECT, related_name="bags")
    by = models.ForeignKey(Person, models.PROTECT, related_name="bags")
    at = models.DateTimeField(default=clock.now)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    file = models.OneToOneField("record.StoredFile", models.SET_NULL, null=True, related_name="bag")
    made = models.DateTimeField(null=True)
    trouble = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [models.Index(fields=["by", "job", "-at"], name="bags_of_a_person")]

    def __str__(self) -> str:
        return f"bag of {self.job}"
