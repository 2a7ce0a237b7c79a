"""Two rows that are one person: merged, or said to be two after all."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from herringbone.clients.models.contact import Contact
from herringbone.core import clock
from herringbone.people.models import Person


class Merge(models.Model):
    """Two contacts became one: `gone` leads to `kept` from now on.

    `moved` says what went along, so that it can go back: ids and the values of both as they were. Only
    `clients.actions.merging` writes and reads it.
    """

    client_path: ClassVar = "kept__client"

    kept = models.ForeignKey(Contact, models.CASCADE, related_name="merges")
    gone = models.ForeignKey(Contact, models.CASCADE, related_name="+")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)
    moved = models.JSONField(default=dict)
    undone_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["kept", "-at"], name="merges_into_a_contact")]

    def __str__(self) -> str:
        return f"{self.gone} merged into {self.kept}"


class KeptApart(models.Model):
    """Somebody looked at two contacts that seem alike, and they are two people. `one` is the lower id."""

    client_path: ClassVar = "one__client"

    one = models.ForeignKey(Contact, models.CASCADE, related_name="+")
    other = models.ForeignKey(Contact, models.CASCADE, related_name="+")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name_plural = "kept apart"
        constraints = [
            models.UniqueConstraint(fields=["one", "other"], name="kept_apart_once"),
            models.CheckConstraint(condition=Q(one__lt=F("other")), name="kept_apart_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.one} is not {self.other}"
