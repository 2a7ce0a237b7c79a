"""The agency, its offices with their calendar, and the counters behind the numbers that people quote."""

from datetime import datetime, tzinfo
from zoneinfo import ZoneInfo

from django.db import models
from django.db.models import F, Q

from herringbone.core.fields import FixedField
from herringbone.core.office_clock import OfficeClock, zone_name
from herringbone.core.search.models import SearchEntry
from herringbone.core.tasks.models import LiveWorker, Schedule

__all__ = ["Agency", "Counter", "LiveWorker", "Office", "Schedule", "SearchEntry", "WorkingDay"]


class Agency(models.Model):
    """The agency that this database belongs to. One row.

    `instance` is written beside the database too; where the two differ, the database is a copy and sends nothing.
    `major_from` is the yearly revenue, in `currency`, from which an account is a major one (A1).
    """

    name = models.CharField(max_length=120)
    legal_name = models.CharField(max_length=200)
    address = models.TextField(blank=True)
    currency = models.CharField(max_length=3, default="USD")
    major_from = FixedField(default=100_000)
    job_number = models.CharField(max_length=60, default="{client}-{yy}-{number:4}")
    instance = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name_plural = "agencies"

    def __str__(self) -> str:
        return self.name


class Office(models.Model):
    """A place with its own zone, public holidays and hours. The hours are local times.

    `legal_name` is the company of the agency that signs and invoices there; empty: the one that the agency began with.
    `tax_number` is that company's VAT number or tax ID, as it is printed. `next_zone` is the zone that it goes
    over to on the day `next_since`, where it does; until then `zone` is its own.
    """

    name = models.CharField(max_length=80, unique=True)
    legal_name = models.CharField(max_length=200, blank=True, default="")
    tax_number = models.CharField(max_length=40, blank=True, default="")
    zone = models.CharField(max_length=40)
    next_zone = models.CharField(max_length=40, blank=True, default="")
    next_since = models.DateField(null=True, blank=True)
    country = models.CharField(max_length=2)
    region = models.CharField(max_length=10, blank=True)  # a subdivision that the `holidays` library knows, as "NY"
    currency = models.CharField(max_length=3, default="USD")
    language = models.CharField(max_length=5, default="en")
    opens = models.TimeField()
    closes = models.TimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(opens__lt=F("closes")), name="office_opens_first")]

    def __str__(self) -> str:
        return self.name

    def company(self, agency: Agency) -> str:
        """The company that signs and invoices there, by its legal name."""
        return self.legal_name or agency.legal_name

    @property
    def wall(self) -> tzinfo:
        """Its wall clock: a time on a day is read by the zone that counts on that day."""
        here = ZoneInfo(self.zone)
        return OfficeClock(here, ZoneInfo(self.next_zone), self.next_since) if self.next_since else here

    def local(self, moment: datetime) -> datetime:
        """The same moment on this office's wall clock."""
        return moment.astimezone(self.wall)

    def zone_at(self, moment: datetime) -> str:
        """The name of the zone that counts there at a moment."""
        return zone_name(self.wall, moment)


class WorkingDay(models.Model):
    """One office on one date, with running totals, so that "two working days later" is a join and not a loop.

    `number` counts the working days up to and including this date: a Saturday bears Friday's number.
    `begins` is local midnight; `opens` and `closes` are the office hours; all three in UTC, worked out once
    per date with the zone's rules, so that no query needs to know of zones or summer time.
    `worked_before` is the sum of working seconds on all earlier dates. `holiday` names why a weekday is free.
    """

    office = models.ForeignKey(Office, models.CASCADE, related_name="days")
    date = models.DateField()
    weekday = models.PositiveSmallIntegerField()  # ISO: Monday is 1
    working = models.BooleanField()
    holiday = models.CharField(max_length=120, blank=True)
    number = models.PositiveIntegerField()
    begins = models.DateTimeField()
    opens = models.DateTimeField()
    closes = models.DateTimeField()
    worked_before = models.PositiveBigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["office", "date"], name="one_row_per_date"),
            models.UniqueConstraint(fields=["office", "begins"], name="one_row_per_midnight"),
            models.UniqueConstraint(
                fields=["office", "number"], condition=Q(working=True), name="one_working_day_per_number"
            ),
            models.UniqueConstraint(
                fields=["office", "worked_before"], condition=Q(working=True), name="working_time_grows"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.office} {self.date}"


class Counter(models.Model):
    """The last number given in a series, such as `job:AUR:2026`. Locked while the next one is taken."""

    series = models.CharField(max_length=80, primary_key=True)
    last = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.series}: {self.last}"
