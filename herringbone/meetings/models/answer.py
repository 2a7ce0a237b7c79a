"""What the client says to an issued report: yes, or not so."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from herringbone.clients.models import Contact
from herringbone.core import clock
from herringbone.meetings.models.report import Issue
from herringbone.people.models import Person


class Via(models.TextChoices):
    LINK = "link"
    PHONE = "phone"
    MAIL = "mail"


class Wrong(models.TextChoices):
    """What the client may choose as wrong with an item: kept as the choice, so that each side reads its language."""

    NOT_AGREED = "not-agreed", gettext_lazy("This was not agreed")
    MISSING = "missing", gettext_lazy("Something is missing")
    DETAIL = "detail", gettext_lazy("A name, a date or an amount is wrong")

    @classmethod
    def said(cls, wrong: str, reason: str) -> str:
        """The choice in the language in force, and the client's own words: "Something is missing: the date"."""
        return ": ".join(part for part in (str(cls(wrong).label) if wrong else "", reason) if part)


class Objection(models.Model):
    """The client disagrees with an item of an issued report: by a choice (`wrong`), in their words (`reason`), or both.

    `noted_by` wrote down what came by phone or mail.
    """

    client_path: ClassVar = "issue__report__meeting__client"

    issue = models.ForeignKey(Issue, models.PROTECT, related_name="objections")
    item_key = models.CharField(max_length=36)
    contact = models.ForeignKey(Contact, models.PROTECT, related_name="+")
    wrong = models.CharField(max_length=20, choices=Wrong, blank=True, default="")
    reason = models.TextField(blank=True)
    via = models.CharField(max_length=10, choices=Via, default=Via.LINK)
    noted_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(via="link", noted_by=None) | ~Q(via="link") & Q(noted_by__isnull=False),
                name="objection_noted_by_somebody",
            )
        ]
        indexes = [models.Index(fields=["issue", "item_key"], name="objections_to_an_item")]

    def __str__(self) -> str:
        return f"Objection to {self.issue}"

    @property
    def said(self) -> str:
        """What is wrong, as it is read here."""
        return Wrong.said(self.wrong, self.reason)


class Settlement(models.Model):
    """An objection was settled: by a corrected edition (`issue`), or in words with the client, and how."""

    client_path: ClassVar = "objection__issue__report__meeting__client"

    objection = models.OneToOneField(Objection, models.PROTECT, related_name="settlement")
    issue = models.ForeignKey(Issue, models.PROTECT, null=True, related_name="settles")
    how = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return f"{self.objection} settled"


class Confirmation(models.Model):
    """A contact confirmed an issued report, save the items that are objected to.

    By link, `name` is what whoever confirmed typed and `address` where from: a link can be passed on.
    """

    client_path: ClassVar = "issue__report__meeting__client"

    issue = models.ForeignKey(Issue, models.PROTECT, related_name="confirmations")
    contact = models.ForeignKey(Contact, models.PROTECT, related_name="+")
    via = models.CharField(max_length=10, choices=Via, default=Via.LINK)
    noted_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=120, blank=True)
    address = models.GenericIPAddressField(null=True)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["issue", "contact"], name="confirmed_once")]

    def __str__(self) -> str:
        return f"{self.issue} confirmed"

    @property
    def other_name(self) -> str:
        """The name of whoever confirmed by the contact's link, where it is another than the contact's."""
        same = not self.name.strip() or self.name.casefold().split() == self.contact.name.casefold().split()
        return "" if same else self.name

    @property
    def by_whom(self) -> str:
        """Who confirmed, as it is read here: "Pat Hale", or "Ingrid S., from Pat Hale's link"."""
        if not self.other_name:
            return str(self.contact)
        return by_link(self.other_name, self.contact)


def by_link(name: str, contact: Contact | str) -> str:
    """Who answered by the link of somebody else: "Ingrid S., from Pat Hale's link"."""
    return _("%(name)s, from %(contact)s’s link") % {"name": name, "contact": contact}
