"""Who works at the agency, and in which department."""

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower

from herringbone.core.mail import is_known
from herringbone.core.models import Office


class Department(models.Model):
    """A part of the agency with a head. `craft` tells the program what it does, whatever it is called."""

    class Craft(models.TextChoices):
        ACCOUNT = "account services"
        CREATIVE = "creative"
        PRODUCTION = "production"
        MEDIA = "media"
        PLANNING = "planning"
        FINANCE = "finance"
        OPERATIONS = "operations"
        OTHER = "other"

    name = models.CharField(max_length=80, unique=True)
    craft = models.CharField(max_length=20, choices=Craft, default=Craft.OTHER)
    head = models.ForeignKey("people.Person", models.SET_NULL, null=True, blank=True, related_name="heads")

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class PersonManager(BaseUserManager["Person"]):
    def get_by_natural_key(self, username: str | None) -> "Person":
        """Sign-in asks by address, in whatever case it was typed."""
        return self.get(email__iexact=username)


class Person(AbstractBaseUser):
    """Somebody who works at the agency, and signs in by mail address.

    Nobody is deleted: who leaves is no longer active.
    """

    name = models.CharField(max_length=120)
    email = models.EmailField()
    office = models.ForeignKey(Office, models.PROTECT, related_name="people")
    department = models.ForeignKey(Department, models.PROTECT, null=True, blank=True, related_name="people")
    title = models.CharField(max_length=120, blank=True)
    reports_to = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="reports")
    phone = models.CharField(max_length=40, blank=True)
    language = models.CharField(max_length=5, default="en")
    theme = models.CharField(max_length=5, blank=True)  # "light", "dark", or as the system says
    single_keys = models.BooleanField(default=True)  # shortcuts of one letter can be switched off (WCAG 2.1.4)
    is_active = models.BooleanField(default=True)

    objects = PersonManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name_plural = "people"
        constraints = [models.UniqueConstraint(Lower("email"), name="one_person_per_address")]
        indexes = [models.Index(fields=["name"], name="people_by_name")]

    def __str__(self) -> str:
        return self.name

    @property
    def address(self) -> str:
        """The mail address as it is shown; empty where none is known yet."""
        return self.email if is_known(self.email) else ""

    @property
    def first_name(self) -> str:
        """The name before the first space, for where a surname would be stiff."""
        return self.name.split()[0] if self.name else ""

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        """Django's own permissions are not used here: rights come from roles (`people.rules`)."""
        return False
