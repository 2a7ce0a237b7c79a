"""Meetings and calls, internal and with clients (C1)."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import translation
from django.utils.translation import gettext as _

from herringbone.clients.models import Client, Contact
from herringbone.core import clock
from herringbone.core.models import Office
from herringbone.meetings.models.series import Series
from herringbone.people.models import Person
from herringbone.work.models import Job


def new_uid() -> str:
    """A name for a meeting that no other program will use (RFC 7986, section 5.3)."""
    return str(uuid.uuid4())


class Meeting(models.Model):
    """A meeting or call about a client, with the client or (`internal`) without.

    Whoever is `reporter` owes the contact report: of each meeting with the client, and of an internal one marked
    as `planning`. `sequence` is the revision that the invitations carry (RFC 5546). Of a `series` it is one meeting,
    which stood for the moment `instance` and may have been moved.
    """

    class Kind(models.TextChoices):
        MEETING = "meeting"
        CALL = "call"

    client_path: ClassVar = "client"

    client = models.ForeignKey(Client, models.PROTECT, related_name="meetings")
    job = models.ForeignKey(Job, models.PROTECT, null=True, blank=True, related_name="meetings")
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.MEETING)
    topic = models.CharField(max_length=200)
    said = models.TextField(blank=True)  # of a logged call: what was said
    starts = models.DateTimeField()
    ends = models.DateTimeField()
    internal = models.BooleanField(default=False)
    planning = models.BooleanField(default=False)
    office = models.ForeignKey(Office, models.PROTECT, related_name="meetings")
    place = models.CharField(max_length=200, blank=True)  # the room, or wherever it is
    conference = models.CharField(max_length=300, blank=True)  # address or number to dial in
    refreshments = models.CharField(max_length=200, blank=True)
    reporter = models.ForeignKey(Person, models.PROTECT, related_name="+")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    made = models.DateTimeField(default=clock.now)
    uid = models.CharField(max_length=200, unique=True, default=new_uid)
    sequence = models.PositiveIntegerField(default=0)
    stamp = models.PositiveIntegerField(default=0)
    series = models.ForeignKey(Series, models.PROTECT, null=True, related_name="meetings")
    instance = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends__gt=F("starts")), name="meeting_lasts"),
            models.CheckConstraint(
                condition=Q(series=None, instance=None) | Q(series__isnull=False, instance__isnull=False),
                name="meeting_of_a_series_stands_for_a_moment",
            ),
            models.UniqueConstraint(fields=["series", "instance"], name="one_meeting_for_each_moment"),
        ]
        indexes = [
            models.Index(fields=["starts", "id"], name="meetings_in_order"),
            models.Index(fields=["client", "-starts"], name="meetings_of_a_client"),
        ]

    def __str__(self) -> str:
        return self.topic


class Withdrawal(models.Model):
    """A meeting was called off, or a call was logged by mistake: it stays on file, and owes nothing."""

    client_path: ClassVar = "meeting__client"

    meeting = models.OneToOneField(Meeting, models.PROTECT, related_name="withdrawal")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)
    why = models.CharField(max_length=200, blank=True)

    def __str__(self) -> str:
        return f"{self.meeting} withdrawn"


class NoReportOwed(models.Model):
    """Somebody decided that a meeting owes no contact report, and why."""

    client_path: ClassVar = "meeting__client"

    meeting = models.OneToOneField(Meeting, models.PROTECT, related_name="no_report")
    because = models.CharField(max_length=300)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return f"{self.meeting} owes no report"


class Attendee(models.Model):
    """Somebody asked to a meeting: one of ours or one of the client's, their reply, and whether they came."""

    class Reply(models.TextChoices):
        WAITING = "needs-action"
        ACCEPTED = "accepted"
        DECLINED = "declined"
        TENTATIVE = "tentative"
        DELEGATED = "delegated"

    client_path: ClassVar = "meeting__client"

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="attendees")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="attends")
    contact = models.ForeignKey(Contact, models.PROTECT, null=True, related_name="attends")
    optional = models.BooleanField(default=False)
    reply = models.CharField(max_length=15, choices=Reply, default=Reply.WAITING)
    replied = models.DateTimeField(null=True)
    replied_sequence = models.PositiveIntegerField(null=True)
    absent = models.BooleanField(default=False)
    note = models.CharField(max_length=120, blank=True)  # "sent word"

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(person=None, contact__isnull=False) | Q(person__isnull=False, contact=None),
                name="attendee_on_one_side",
            ),
            models.UniqueConstraint(fields=["meeting", "person"], name="person_asked_once"),
            models.UniqueConstraint(fields=["meeting", "contact"], name="contact_asked_once"),
        ]

    def __str__(self) -> str:
        return str(self.person or self.contact)


class AgendaItem(models.Model):
    """A point of the agenda. `from_key` names the open step of an earlier report that it takes up."""

    client_path: ClassVar = "meeting__client"

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="agenda")
    position = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=200)
    from_key = models.CharField(max_length=36, blank=True)
    not_discussed = models.DateTimeField(null=True)

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.text

    @property
    def said(self) -> str:
        """The point as it is read: that it is open from an earlier report is said in the language in force."""
        for code, _name in settings.LANGUAGES if self.from_key else ():
            with translation.override(code):
                opening = _("Open: %(step)s") % {"step": ""}
            if self.text.startswith(opening):
                return _("Open: %(step)s") % {"step": self.text.removeprefix(opening)}
        return self.text


class InvitationSent(models.Model):
    """A calendar message that goes to one attendee: request, update or cancellation, of one sequence.

    With `series` it is about all of the series, of which `meeting` is one. `starts`, `ends` and `place` are what
    it tells of the meeting, so that the next one can say what was before.
    """

    client_path: ClassVar = "meeting__client"

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="invitations")
    series = models.ForeignKey(Series, models.PROTECT, null=True, related_name="invitations")
    attendee = models.ForeignKey(Attendee, models.SET_NULL, null=True, related_name="invitations")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    contact = models.ForeignKey(Contact, models.PROTECT, null=True, related_name="+")
    method = models.CharField(max_length=10)  # "REQUEST", "CANCEL"
    sequence = models.PositiveIntegerField()
    at = models.DateTimeField(default=clock.now)
    starts = models.DateTimeField(null=True)
    ends = models.DateTimeField(null=True)
    place = models.CharField(max_length=200, blank=True)

    def __str__(self) -> str:
        return f"{self.method} {self.sequence} of {self.meeting}"
