"""The weekly status meeting (B6): whose turn it is, who speaks, and what was changed at the table."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from herringbone.clients.models import Client
from herringbone.core import clock
from herringbone.people.models import Person
from herringbone.work.models import Change, Job, Task


class WeeklyMeeting(models.Model):
    """A run through the clients of a team, led by `by`; `minutes` is how long it is meant to take.

    Of no client: whoever leads it sees it, and of its turns those of the clients they see.
    """

    by = models.ForeignKey(Person, models.PROTECT, related_name="weekly_meetings")
    minutes = models.PositiveSmallIntegerField(default=60)
    at = models.DateTimeField(default=clock.now)
    ended = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ended=None) | Q(ended__gte=F("at")), name="weekly_meeting_ends_later"),
            models.UniqueConstraint(fields=["by"], condition=Q(ended=None), name="one_weekly_meeting_at_a_time"),
        ]

    def __str__(self) -> str:
        return f"weekly meeting of {self.at:%Y-%m-%d}"


class Turn(models.Model):
    """A client’s place in a weekly meeting; `speaker` speaks for it, instead of whoever is away (`instead_of`)."""

    client_path: ClassVar = "client"

    meeting = models.ForeignKey(WeeklyMeeting, models.CASCADE, related_name="turns")
    client = models.ForeignKey(Client, models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()
    speaker = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    instead_of = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "client"], name="one_turn_per_client"),
            models.UniqueConstraint(fields=["meeting", "position"], name="one_turn_per_position"),
        ]

    def __str__(self) -> str:
        return f"{self.client} in the {self.meeting}"

    @property
    def holder_id(self) -> int:
        """Who holds the meeting: the one who changes things at its table."""
        return self.meeting.by_id


class TableChange(models.Model):
    """Something that was changed at the table: what stood there, what stands there now, and whether it was taken back.

    `was` and `now` hold the values of a status line or of a next step; a task names itself. `words` is how each reads,
    without its `day`, which is worded where it is shown (in older rows the day stands among the words). What was
    promised changes on `paper`: `was` then holds what stood in this person's draft before, if there was one.
    """

    class Kind(models.TextChoices):
        STATUS = "status"
        STEP = "step"
        TASK = "task"
        CHANGE = "change"
        MILESTONE = "milestone"

    client_path: ClassVar = "turn__client"

    turn = models.ForeignKey(Turn, models.CASCADE, related_name="changes")
    job = models.ForeignKey(Job, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind)
    task = models.ForeignKey(Task, models.PROTECT, null=True, related_name="+")
    paper = models.ForeignKey(Change, models.PROTECT, null=True, related_name="+")  # the form that it was drafted on
    was = models.JSONField(default=dict)
    now = models.JSONField(default=dict)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)
    undone = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["turn", "at"], name="changes_at_the_table")]

    def __str__(self) -> str:
        return f"{self.kind} of {self.job}"

    @property
    def holder_id(self) -> int:
        """Who holds the meeting."""
        return self.turn.holder_id
