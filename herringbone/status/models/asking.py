"""Lines asked for (B5): who is asked how some jobs stand, and what they propose to say."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from herringbone.clients.models import Client, Contact
from herringbone.core import clock
from herringbone.people.models import Person
from herringbone.record.models import Edition
from herringbone.work.models import Job


class Ask(models.Model):
    """Somebody is asked how some jobs of a client stand and what comes next, by a moment.

    One of ours (`person`) finds it on the desk. Somebody outside (`contact`) answers from a link in a mail: `edition`
    is the question as they were sent it, and what the link is bound to. `reminded`: when they were asked again last.
    """

    client_path: ClassVar = "client"

    client = models.ForeignKey(Client, models.PROTECT, related_name="asks")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="asks")
    contact = models.ForeignKey(Contact, models.PROTECT, null=True, related_name="asks")
    edition = models.OneToOneField(Edition, models.PROTECT, null=True, related_name="ask")
    note = models.CharField(max_length=300, blank=True)
    until = models.DateTimeField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)
    reminded = models.DateTimeField(null=True)
    withdrawn = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=False, contact=None, edition=None)
                | Q(person=None, contact__isnull=False, edition__isnull=False),
                name="asked_one_of_ours_or_by_link",
            ),
            models.CheckConstraint(condition=Q(until__gte=F("at")), name="asked_until_later"),
            models.CheckConstraint(condition=Q(withdrawn=None) | Q(withdrawn__gte=F("at")), name="withdrawn_later"),
        ]
        indexes = [models.Index(fields=["client", "at"], name="asks_of_a_client")]

    def __str__(self) -> str:
        return f"lines asked of {self.asked}"

    @property
    def asked(self) -> Person | Contact:
        """Who is asked."""
        found = self.person or self.contact
        assert found is not None, "held by the database"
        return found


class AskedLine(models.Model):
    """One job that is asked about."""

    client_path: ClassVar = "ask__client"

    ask = models.ForeignKey(Ask, models.CASCADE, related_name="lines")
    job = models.ForeignKey(Job, models.PROTECT, related_name="asked_lines")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["ask", "job"], name="asked_once_about_a_job")]

    def __str__(self) -> str:
        return f"{self.job}: {self.ask}"


class Proposal(models.Model):
    """What somebody who was asked would say of a job. It stands beside the line until somebody settles it.

    `number` counts the answers to one question: a later one takes the place of an earlier one that is still open.
    """

    class Outcome(models.TextChoices):
        TAKEN = "taken"  # over, as it was
        EDITED = "edited"  # taken over in other words
        LEFT = "left"
        REPLACED = "replaced"  # by a later answer of the same person

    client_path: ClassVar = "line__ask__client"

    line = models.ForeignKey(AskedLine, models.CASCADE, related_name="proposals")
    number = models.PositiveSmallIntegerField(default=1)
    status = models.CharField(max_length=300, blank=True)
    step = models.CharField(max_length=300, blank=True)
    on = models.DateField(null=True)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")  # none of ours: by the link
    at = models.DateTimeField(default=clock.now)
    settled = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["line", "number"], name="one_proposal_per_number"),
            models.UniqueConstraint(fields=["line"], condition=Q(settled=None), name="one_open_proposal_per_line"),
            models.CheckConstraint(
                condition=Q(settled=None, outcome="") | (Q(settled__gte=F("at")) & ~Q(outcome="")),
                name="settled_with_an_outcome",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.line.job}: {self.status or self.step}"
