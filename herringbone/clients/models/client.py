"""Clients: the accounts, the companies that are billed, their brands, and what they are worth."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from herringbone.core import clock
from herringbone.core.fields import FixedField
from herringbone.core.models import Office
from herringbone.people.models import Person


class Client(models.Model):
    """An account. Its team stands in `people.Role`; its office's calendar counts for its duties.

    `parent` is the company that this one belongs to, where that is a client too. `language` is what its people
    are written to in. `profile` holds facts from outside that nothing computes with, such as the year of founding.
    """

    client_path: ClassVar = "pk"

    name = models.CharField(max_length=120)
    code = models.CharField(max_length=8, unique=True)
    office = models.ForeignKey(Office, models.PROTECT, related_name="clients")
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="subsidiaries")
    industry = models.CharField(max_length=80, blank=True)
    country = models.CharField(max_length=80, blank=True)
    website = models.CharField(max_length=200, blank=True)
    currency = models.CharField(max_length=3, default="USD")
    language = models.CharField(max_length=5, default="en")
    since = models.DateField(null=True, blank=True)
    profile = models.JSONField(default=dict, blank=True)
    external_id = models.CharField(max_length=120, blank=True)  # how the file it was imported from names it
    opened = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["name", "pk"]
        indexes = [models.Index(fields=["name", "id"], name="clients_by_name")]

    def __str__(self) -> str:
        return self.name


class LegalEntity(models.Model):
    """The company that is billed. A client may have several."""

    client_path: ClassVar = "client"

    client = models.ForeignKey(Client, models.CASCADE, related_name="entities")
    name = models.CharField(max_length=200)
    address = models.TextField(blank=True)
    country = models.CharField(max_length=2, blank=True)
    tax_number = models.CharField(max_length=40, blank=True)

    class Meta:
        verbose_name_plural = "legal entities"

    def __str__(self) -> str:
        return self.name


class Brand(models.Model):
    """What the client sells under a name of its own."""

    client_path: ClassVar = "client"

    client = models.ForeignKey(Client, models.CASCADE, related_name="brands")
    name = models.CharField(max_length=120)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["client", "name"], name="one_brand_per_name")]

    def __str__(self) -> str:
        return self.name


class Revenue(models.Model):
    """What an account is worth to the agency in a year, as somebody declared it, and where the figure comes from.

    Media and costs passed through are not in it. The newest row counts; rows are added, not edited.
    """

    client_path: ClassVar = "client"

    client = models.ForeignKey(Client, models.CASCADE, related_name="revenues")
    amount = FixedField()
    currency = models.CharField(max_length=3)
    year = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=200)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(amount__gte=0), name="revenue_not_negative")]
        indexes = [models.Index(fields=["client", "-at"], name="revenue_newest_first")]

    def __str__(self) -> str:
        return f"{self.client}: {self.amount} {self.currency} in {self.year}"


class MajorThreshold(models.Model):
    """From what yearly revenue an account billed in a currency other than the agency's is a major one (A1).

    Amounts of different currencies are not compared; a currency without a row here cannot be told. The newest row of a
    currency counts; rows are added, not edited. The threshold in the agency's own currency is `Agency.major_from`.
    """

    currency = models.CharField(max_length=3)
    amount = FixedField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(amount__gt=0), name="major_from_something")]
        indexes = [models.Index(fields=["currency", "-at"], name="thresholds_newest_first")]

    def __str__(self) -> str:
        return f"major from {self.amount} {self.currency}"
