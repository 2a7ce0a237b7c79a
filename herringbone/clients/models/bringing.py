"""Files brought in from outside."""

from django.db import models

from herringbone.core import clock
from herringbone.people.models import Person
from herringbone.record.models import StoredFile


class Import(models.Model):
    """A file that somebody brings in: kept from the upload to the last step, so that nothing has to be chosen twice.

    `options` holds what the person said about it: encoding, separator, which column is what. `done` is when its rows
    were written, and the five figures are what came of them; `options` then says why which rows were left out. Only the
    one who brought it sees it.
    """

    class Kind(models.TextChoices):
        CLIENTS = "clients"
        CONTACTS = "contacts"
        JOBS = "jobs"
        MEETINGS = "meetings"
        PEOPLE = "people"

    kind = models.CharField(max_length=10, choices=Kind)
    name = models.CharField(max_length=200)
    file = models.OneToOneField(StoredFile, models.PROTECT, null=True, related_name="brought_in")
    options = models.JSONField(default=dict)
    by = models.ForeignKey(Person, models.PROTECT, related_name="imports")
    at = models.DateTimeField(default=clock.now)
    done = models.DateTimeField(null=True)
    rows = models.PositiveIntegerField(default=0)
    created = models.PositiveIntegerField(default=0)
    updated = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    rejected = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return self.name
