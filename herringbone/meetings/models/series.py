"""Meetings that come again and again."""

from datetime import date, datetime
from typing import ClassVar
from zoneinfo import ZoneInfo

from django.db import models
from django.db.models import F, Q
from django.utils.translation import pgettext_lazy

from herringbone.clients.models import Client, Contact
from herringbone.core import clock
from herringbone.core.models import Office
from herringbone.meetings import recurrence
from herringbone.people.models import Person
from herringbone.work.models import Job


class Series(models.Model):
    """What the meetings of a series have in common, and on which days they are.

    Each day's meeting is a Meeting of its own, with this as `series` and the moment for which it stood as `instance`;
    they are made `ahead` of time up to a day. `at` is by the clock of `zone`: that of the office when the series was
    called, until the series is moved to the one that the office has gone over to. `uid` and `sequence` are those of the
    invitation to all of it (RFC 5546).
    """

    class Every(models.TextChoices):
        WEEK = recurrence.WEEK, pgettext_lazy("a series", "Every week")
        FORTNIGHT = recurrence.FORTNIGHT, pgettext_lazy("a series", "Every two weeks")
        MONTH_DATE = recurrence.MONTH_DATE, pgettext_lazy("a series", "Every month, on the same date")
        MONTH_WEEKDAY = recurrence.MONTH_WEEKDAY, pgettext_lazy("a series", "Every month, on the same weekday")
        MONTH_LAST = recurrence.MONTH_LAST, pgettext_lazy("a series", "Every month, on the last such weekday")

    client_path: ClassVar = "client"

    client = models.ForeignKey(Client, models.PROTECT, related_name="series")
    job = models.ForeignKey(Job, models.PROTECT, null=True, related_name="+")
    kind = models.CharField(max_length=10)
    topic = models.CharField(max_length=200)
    internal = models.BooleanField(default=False)
    planning = models.BooleanField(default=False)
    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    place = models.CharField(max_length=200, blank=True)
    conference = models.CharField(max_length=300, blank=True)
    refreshments = models.CharField(max_length=200, blank=True)
    agenda = models.TextField(blank=True)  # a line for each point that every meeting has
    reporter = models.ForeignKey(Person, models.PROTECT, related_name="+")
    people = models.ManyToManyField(Person, related_name="+")
    contacts = models.ManyToManyField(Contact, related_name="+")
    every = models.CharField(max_length=15, choices=Every)
    first = models.DateField()
    until = models.DateField()  # the last day, if the series has not been ended before it
    at = models.TimeField()
    zone = models.CharField(max_length=40)
    minutes = models.PositiveIntegerField()
    skip_closed = models.BooleanField(default=True)  # no meeting on days on which the office is closed
    ahead = models.DateField()
    invites = models.BooleanField(default=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    made = models.DateTimeField(default=clock.now)
    uid = models.CharField(max_length=200, unique=True)
    sequence = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name_plural = "series"
        constraints = [models.CheckConstraint(condition=Q(minutes__gte=1), name="series_meetings_last")]
        indexes = [models.Index(fields=["ahead"], name="series_to_lengthen", condition=Q(ahead__lt=F("until")))]

    def __str__(self) -> str:
        return self.topic

    def local(self, moment: datetime) -> datetime:
        """The same moment by the clock that the series goes by."""
        return moment.astimezone(ZoneInfo(self.zone))

    def begins(self, day: date) -> datetime:
        """The moment at which the meeting of a day begins."""
        return recurrence.begins(day, self.at, self.zone)
