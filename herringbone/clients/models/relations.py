"""How often somebody at a client is to be heard from, and by whom."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from herringbone.clients.models.contact import Contact
from herringbone.core import clock
from herringbone.people.models import Person


class Rhythm(models.Model):
    """It was agreed to meet or call a contact every so many days: `person` does, or whoever answers for the client.

    What came of it is read from meetings and calls. It runs from `begins` until it is `ended`, for good or by another.
    """

    client_path: ClassVar = "contact__client"

    contact = models.ForeignKey(Contact, models.CASCADE, related_name="rhythms")
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="rhythms")
    every = models.PositiveSmallIntegerField()  # days
    begins = models.DateTimeField(default=clock.now)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    ended = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["contact", "person"], condition=Q(ended=None), name="one_rhythm_of_a_pair"),
            models.UniqueConstraint(
                fields=["contact"], condition=Q(ended=None, person=None), name="one_rhythm_of_a_contact"
            ),
            models.CheckConstraint(condition=Q(every__gte=1, every__lte=366), name="rhythm_within_a_year"),
        ]

    def __str__(self) -> str:
        return f"{self.contact}, every {self.every} days"
