"""What is owed: settings with their dates, and the duties that follow from the records."""

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from herringbone.core import clock


class Policy(models.Model):
    """How long a duty of one kind may take, from a moment on: for one client, or (`client` empty) for the agency.

    Rows are added, never edited. A duty counts by the row in force when it began, so the promise made then stands.
    """

    class Unit(models.TextChoices):
        CLOCK_HOURS = "clock hours"
        WORKING_HOURS = "working hours"
        WORKING_DAYS = "working days"
        WEEKDAY = "weekday"  # each week, `amount` being the ISO weekday

    client_path: ClassVar = "client"

    client = models.ForeignKey("clients.Client", models.PROTECT, null=True, related_name="policies")
    kind = models.CharField(max_length=40)
    begins = models.DateTimeField()
    amount = models.PositiveSmallIntegerField()
    unit = models.CharField(max_length=20, choices=Unit)

    class Meta:
        verbose_name_plural = "policies"
        constraints = [
            models.UniqueConstraint(fields=["client", "kind", "begins"], name="one_policy_at_a_time"),
            models.UniqueConstraint(fields=["kind", "begins"], condition=Q(client=None), name="one_default_at_a_time"),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.amount} {self.unit}"


class Duty(models.Model):
    """One thing that somebody owes a client: the stored answer of the query that declares its kind.

    It is owed by a named person (`owner`) or, with `owner` empty, by whoever answers for the client, which is
    resolved when it is read. Nobody edits these rows. Each action brings those that it touches up to date within
    its own transaction (`record.duties.keeping`), and `check` compares all of them with the declarations.
    `facts` holds what its line on the desk is worded from. `taken_by` follows from `Takeover` rows.

    `fell_on` and `held_by` are written once its due moment has passed, and never again (`record.duties.holding`): the
    date by the clock of its holder's office, and who held it then, the cover where the owner was away. The record
    counts by these; whoever owns the duty later does not change it. `in_time` follows from `due` and `done`, which the
    database sees to: a year's record is counted from it alone.
    """

    client_path: ClassVar = "client"

    kind = models.CharField(max_length=40)
    subject = models.PositiveBigIntegerField()
    title = models.CharField(max_length=200)
    facts = models.JSONField(default=dict)
    client = models.ForeignKey("clients.Client", models.CASCADE, related_name="duties")
    owner = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="duties")
    started = models.DateTimeField()
    due = models.DateTimeField()
    done = models.DateTimeField(null=True)
    in_time = models.BooleanField(null=True)  # None: not done yet
    taken_by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    taken_at = models.DateTimeField(null=True)
    fell_on = models.DateField(null=True)
    held_by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="held")

    class Meta:
        verbose_name_plural = "duties"
        constraints = [
            models.UniqueConstraint(fields=["kind", "subject", "started"], name="one_duty_per_start"),
            models.CheckConstraint(condition=Q(due__gte=F("started")), name="due_after_start"),
            models.CheckConstraint(condition=Q(held_by=None) | Q(fell_on__isnull=False), name="held_when_it_fell_due"),
            models.CheckConstraint(
                condition=Q(in_time=None, done=None)
                | Q(in_time__isnull=False, done__isnull=False)
                & (Q(in_time=True, done__lte=F("due")) | Q(in_time=False, done__gt=F("due"))),
                name="in_time_by_its_moments",
            ),
        ]
        indexes = [
            models.Index("owner", "due", "id", condition=Q(done=None), name="open_by_owner"),
            models.Index("client", "due", "id", condition=Q(done=None), name="open_by_client"),
            models.Index("due", "id", condition=Q(done=None), name="open_worst_first"),
            models.Index("due", "id", condition=Q(fell_on=None), name="not_settled_yet"),
            models.Index("fell_on", "in_time", "client", "held_by", "kind", name="record_by_day"),
            models.Index("client", "done", name="done_by_client"),
        ]

    def __str__(self) -> str:
        return self.title

    @staticmethod
    def was_in_time(due: datetime, done: datetime | None) -> bool | None:
        """Whether what was due at one moment and done at another was in time; None where it is not done."""
        return None if done is None else done <= due


class Takeover(models.Model):
    """Somebody took over a duty that had climbed to them: from then on it is theirs, and no longer its owner's."""

    client_path: ClassVar = "client"

    client = models.ForeignKey("clients.Client", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=40)
    subject = models.PositiveBigIntegerField()
    started = models.DateTimeField()
    by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        indexes = [models.Index("kind", "subject", "started", name="takeovers_of_a_duty")]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject} taken over"


class Horizon(models.Model):
    """The moment up to which duties are written ahead, such as next week's status report. One row."""

    until = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.until}"
