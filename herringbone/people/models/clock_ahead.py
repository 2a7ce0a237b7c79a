"""The clock that an office will have from a day on."""

from typing import Any

from django.db import models
from django.db.models import F, Q

from herringbone.core.models import Office

CLOCK = ("zone", "country", "region", "opens", "closes")  # what the calendar of an office is made of


class ClockAhead(models.Model):
    """The zone, holidays and hours that an office will have from the day `since` on.

    Its calendar has them from that day on already, so that what falls due then is counted right. The office itself
    keeps its own until that day has begun: what time it is there, and which date, is read from it everywhere.
    """

    office = models.OneToOneField(Office, models.CASCADE, related_name="clock_ahead")
    since = models.DateField()
    zone = models.CharField(max_length=40)
    country = models.CharField(max_length=2)
    region = models.CharField(max_length=10, blank=True)
    opens = models.TimeField()
    closes = models.TimeField()

    class Meta:
        verbose_name_plural = "clocks ahead"
        constraints = [models.CheckConstraint(condition=Q(opens__lt=F("closes")), name="clock_ahead_opens_first")]

    def __str__(self) -> str:
        return f"{self.office} from {self.since}"

    @property
    def clock(self) -> dict[str, Any]:
        """The zone, holidays and hours, by the names that an office has for them."""
        return {name: getattr(self, name) for name in CLOCK}
