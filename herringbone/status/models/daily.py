"""The daily update to a client (A5): whether it is owed, and that it was given, by mail or by a call."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from herringbone.clients.models import Client, Contact
from herringbone.core import clock
from herringbone.people.models import Person
from herringbone.record.models import Edition, Event


class DailyUpdates(models.Model):
    """From a date on a client is told each working day of its office what happened, or (`wanted` false) is not.

    Rows are added, never edited: a day goes by the newest row that was written before it and begins by then.
    """

    client_path: ClassVar = "client"

    client = models.ForeignKey(Client, models.PROTECT, related_name="daily_updates")
    wanted = models.BooleanField()
    begins = models.DateField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name_plural = "daily updates"
        constraints = [models.UniqueConstraint(fields=["client", "at"], name="one_daily_setting_at_a_time")]

    def __str__(self) -> str:
        return f"daily updates to {self.client} from {self.begins}"


class Update(models.Model):
    """A client was told what happened up to a day: by mail (`edition`), or by a call that is on record (`call`)."""

    client_path: ClassVar = "client"

    client = models.ForeignKey(Client, models.PROTECT, related_name="updates")
    day = models.DateField()
    edition = models.OneToOneField(Edition, models.PROTECT, null=True, related_name="daily_update")
    call = models.ForeignKey(Event, models.PROTECT, null=True, related_name="+")  # "call logged"
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["client", "day"], name="one_update_per_day"),
            models.CheckConstraint(
                condition=Q(edition=None, call__isnull=False) | Q(edition__isnull=False, call=None),
                name="updated_by_mail_or_call",
            ),
        ]
        indexes = [models.Index(fields=["client", "-day"], name="updates_newest_first")]

    def __str__(self) -> str:
        return f"update to {self.client} for {self.day}"


class UpdateReader(models.Model):
    """A contact to whom an update goes by mail."""

    client_path: ClassVar = "update__client"

    update = models.ForeignKey(Update, models.PROTECT, related_name="readers")
    contact = models.ForeignKey(Contact, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["update", "contact"], name="updated_once")]

    def __str__(self) -> str:
        return f"{self.update} for {self.contact}"
