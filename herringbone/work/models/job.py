"""A job, the stages it passed, what is to be delivered, and what it waits for."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from herringbone.clients.models import Brand, Client, Contact
from herringbone.core import clock
from herringbone.core.fields import FixedField
from herringbone.people.models import Person
from herringbone.work.models.form import Form, JobKind


class Job(models.Model):
    """One piece of work with a job number. Only a submitted form makes one.

    `number` is made of `series` and `running`, the place in that series, which has no gaps.
    `budget` and `delivered_by` are the form's, or what the last change form made of them.
    `stage` is the key of its newest `Stage` row, `milestone` the next one that is open, and `waiting_since` begins the
    oldest open wait: all kept here so that lists need no subqueries; `check` compares.
    Status line and next step are free edits, each with an event.
    """

    client_path: ClassVar = "client"

    client = models.ForeignKey(Client, models.PROTECT, related_name="jobs")
    form = models.OneToOneField(Form, models.PROTECT, related_name="job")
    number = models.CharField(max_length=30, unique=True)
    series = models.CharField(max_length=40)  # "job:ORS:2026"
    running = models.PositiveIntegerField()
    name = models.CharField(max_length=200)
    kind = models.ForeignKey(JobKind, models.PROTECT, related_name="jobs")
    brand = models.ForeignKey(Brand, models.PROTECT, null=True, related_name="jobs")
    lead = models.ForeignKey(Person, models.PROTECT, related_name="jobs")
    budget = FixedField(null=True)
    currency = models.CharField(max_length=3, blank=True)
    delivered_by = models.DateField(null=True)
    stage = models.CharField(max_length=20, default="submitted")
    status = models.CharField(max_length=300, blank=True)
    status_at = models.DateTimeField(null=True)
    next_step = models.CharField(max_length=300, blank=True)
    next_person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    next_contact = models.ForeignKey(Contact, models.PROTECT, null=True, related_name="+")
    next_on = models.DateField(null=True)
    next_at = models.DateTimeField(null=True)  # when the next step was last changed
    milestone = models.ForeignKey("work.Milestone", models.SET_NULL, null=True, related_name="+")
    milestone_on = models.DateField(null=True)
    waiting_since = models.DateTimeField(null=True)
    opened = models.DateTimeField(default=clock.now)
    stamp = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["series", "running"], name="one_job_per_number")]
        indexes = [
            models.Index(fields=["client", "-opened"], name="jobs_of_a_client"),
            models.Index(fields=["milestone_on", "id"], name="jobs_by_milestone"),
            models.Index(
                fields=["client", "number"], name="open_jobs", condition=~Q(stage__in=["billed", "closed", "cancelled"])
            ),
            models.Index(fields=["lead", "stage"], name="jobs_of_a_lead"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.name}"


class Stage(models.Model):
    """A job entered a stage: who moved it, when and why. The first one comes with the form."""

    class Key(models.TextChoices):
        SUBMITTED = "submitted"
        IN_WORK = "in work"
        ON_HOLD = "on hold"
        DELIVERED = "delivered"
        BILLED = "billed"
        CLOSED = "closed"
        CANCELLED = "cancelled"

    OVER: ClassVar = ("billed", "closed", "cancelled")
    NEEDS_STEP: ClassVar = ("submitted", "in work")  # in these a job owes a next step
    client_path: ClassVar = "job__client"

    job = models.ForeignKey(Job, models.CASCADE, related_name="stages")
    key = models.CharField(max_length=20, choices=Key)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [models.Index(fields=["job", "at", "id"], name="way_of_a_job")]

    def __str__(self) -> str:
        return f"{self.job}: {self.key}"


class StepGap(models.Model):
    """A job stood without a next step, from when until when: what the duty to write one is counted from."""

    client_path: ClassVar = "job__client"

    job = models.ForeignKey(Job, models.CASCADE, related_name="step_gaps")
    since = models.DateTimeField()
    ended = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["job"], condition=Q(ended=None), name="one_open_gap_per_job"),
            models.CheckConstraint(condition=Q(ended=None) | Q(ended__gte=F("since")), name="gap_ends_later"),
        ]
        indexes = [models.Index(fields=["job", "since"], name="gaps_of_a_job")]

    def __str__(self) -> str:
        return f"{self.job} without next step"


class Deliverable(models.Model):
    """What was promised: what, how many, and how many rounds of revision (B8)."""

    client_path: ClassVar = "job__client"

    job = models.ForeignKey(Job, models.CASCADE, related_name="deliverables")
    what = models.CharField(max_length=200)
    quantity = models.PositiveIntegerField(default=1)
    rounds = models.PositiveSmallIntegerField(default=2)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [models.CheckConstraint(condition=Q(quantity__gte=1), name="at_least_one_piece")]

    def __str__(self) -> str:
        return f"{self.quantity} × {self.what}"


class Waiting(models.Model):
    """A job waits for the client: what was asked of whom, since when, until it came (B11).

    `effect` says in words what each further day does. `wanted_on` is when we asked to have it.
    """

    client_path: ClassVar = "client"

    client = models.ForeignKey(Client, models.PROTECT, related_name="waitings")
    job = models.ForeignKey(Job, models.CASCADE, null=True, related_name="waitings")
    contact = models.ForeignKey(Contact, models.PROTECT, null=True, related_name="+")
    what = models.CharField(max_length=200)
    effect = models.CharField(max_length=200, blank=True)
    since = models.DateTimeField(default=clock.now)
    wanted_on = models.DateField(null=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    ended = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    item_key = models.CharField(max_length=36, blank=True)  # of the contact report's next step that it comes from

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ended=None) | Q(ended__gte=F("since")), name="waiting_ends_later")
        ]
        indexes = [models.Index(fields=["client", "since"], name="open_waitings", condition=Q(ended=None))]

    def __str__(self) -> str:
        return self.what


class Chase(models.Model):
    """The client was asked again for what is awaited: from then on it is waited for anew (B11)."""

    client_path: ClassVar = "waiting__client"

    waiting = models.ForeignKey(Waiting, models.CASCADE, related_name="chases")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.waiting} ({self.at:%Y-%m-%d})"
