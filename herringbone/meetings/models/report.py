"""The contact report as it is written, and its issues (C2)."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from herringbone.clients.models import Contact
from herringbone.core import clock
from herringbone.meetings.models.meeting import AgendaItem, Meeting
from herringbone.people.models import Person
from herringbone.record.models import Edition
from herringbone.work.models import Job


def new_key() -> str:
    """A name for an item that stays the same through corrections."""
    return str(uuid.uuid4())


class ContactReport(models.Model):
    """The report being written. What readers get is the editions of its issues.

    After an issue its items are closed until somebody begins a correction (`correcting`).
    """

    client_path: ClassVar = "meeting__client"

    meeting = models.OneToOneField(Meeting, models.PROTECT, related_name="report")
    begun = models.DateTimeField(default=clock.now)
    begun_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    saved = models.DateTimeField(null=True)
    stamp = models.PositiveIntegerField(default=0)
    correcting = models.DateTimeField(null=True)
    because = models.CharField(max_length=300, blank=True)  # why it is being corrected

    def __str__(self) -> str:
        return f"Contact report: {self.meeting}"


class Item(models.Model):
    """One point of a contact report as it stands in the draft. An `internal` one never leaves the house.

    A next step is owed by one of ours (it becomes a task) or by one of the client's (it becomes a waiting).
    """

    class Kind(models.TextChoices):
        DISCUSSION = "discussion"
        DECISION = "decision"
        APPROVAL = "approval"
        BUDGET = "budget"
        NEXT_STEP = "next_step"
        INTERNAL = "internal"

    client_path: ClassVar = "report__meeting__client"

    report = models.ForeignKey(ContactReport, models.CASCADE, related_name="items")
    key = models.CharField(max_length=36, default=new_key)
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=20, choices=Kind)
    text = models.TextField(blank=True)
    job = models.ForeignKey(Job, models.PROTECT, null=True, blank=True, related_name="+")
    agenda = models.ForeignKey(AgendaItem, models.SET_NULL, null=True, blank=True, related_name="items")
    owner = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    owner_contact = models.ForeignKey(Contact, models.PROTECT, null=True, blank=True, related_name="+")
    due = models.DateField(null=True, blank=True)
    due_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["report", "key"], name="one_item_per_key"),
            models.CheckConstraint(condition=Q(owner=None) | Q(owner_contact=None), name="step_owned_on_one_side"),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.text}"


class DistributionChange(models.Model):
    """Somebody put a reader on a report's distribution or took one off, against what was computed."""

    client_path: ClassVar = "report__meeting__client"

    report = models.ForeignKey(ContactReport, models.CASCADE, related_name="distribution_changes")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    contact = models.ForeignKey(Contact, models.PROTECT, null=True, related_name="+")
    added = models.BooleanField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(person=None, contact__isnull=False) | Q(person__isnull=False, contact=None),
                name="reader_on_one_side",
            )
        ]

    def __str__(self) -> str:
        return f"{self.person or self.contact} {'added' if self.added else 'taken off'}"


class Issue(models.Model):
    """A contact report went out: two editions with one number, the client's and the inside one.

    `closes` is until when the client may object to what is new in this issue, as its edition promises. A report on an
    internal meeting has neither a client's edition nor a window.
    """

    client_path: ClassVar = "report__meeting__client"

    report = models.ForeignKey(ContactReport, models.PROTECT, related_name="issues")
    version = models.PositiveIntegerField()
    number = models.PositiveIntegerField()
    client_edition = models.OneToOneField(Edition, models.PROTECT, null=True, related_name="client_issue")
    inside_edition = models.OneToOneField(Edition, models.PROTECT, related_name="inside_issue")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)
    closes = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["report", "version"], name="one_issue_per_version"),
            models.CheckConstraint(
                condition=Q(client_edition=None, closes=None) | Q(client_edition__isnull=False, closes__gt=F("at")),
                name="window_for_the_client",
            ),
        ]
        indexes = [models.Index(fields=["at"], name="issues_in_order")]

    def __str__(self) -> str:
        return f"{self.report}, version {self.version}"


class IssuedItem(models.Model):
    """An item as one issue carried it to the client. `since` is the issue in which its words last changed: the
    client's window for it runs from that one."""

    client_path: ClassVar = "issue__report__meeting__client"

    issue = models.ForeignKey(Issue, models.CASCADE, related_name="items")
    key = models.CharField(max_length=36)
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=20)
    since = models.ForeignKey(Issue, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["issue", "key"], name="issued_once"),
            models.CheckConstraint(condition=Q(since__lte=F("issue")), name="changed_before_or_now"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.issue}"


class Reader(models.Model):
    """Somebody to whom an issue went, and the reason why; with their mail as an `Effect` of this row.

    `reasons` are codes with the names that they tell of (`queries.why_read`); `why` is how they read for who issued it.
    """

    client_path: ClassVar = "issue__report__meeting__client"

    issue = models.ForeignKey(Issue, models.CASCADE, related_name="readers")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    contact = models.ForeignKey(Contact, models.PROTECT, null=True, related_name="+")
    why = models.CharField(max_length=200)
    reasons = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["issue", "person"], name="person_reads_once"),
            models.UniqueConstraint(fields=["issue", "contact"], name="contact_reads_once"),
        ]

    def __str__(self) -> str:
        return str(self.person or self.contact)
