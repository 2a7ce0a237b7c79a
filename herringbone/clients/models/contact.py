"""The people outside the agency: contacts, what they do for the client, how they are reached, what they allowed."""

from typing import ClassVar

from django.db import models

from herringbone.clients.models.client import Client
from herringbone.core import clock
from herringbone.people.models import Person


class StillThere(models.Manager["Contact"]):
    """Contacts, save those that were merged into another one: whatever lists, offers or finds them begins here."""

    def get_queryset(self) -> models.QuerySet["Contact"]:
        return super().get_queryset().filter(merged_into=None)


class Contact(models.Model):
    """Somebody outside the agency, mostly at a client's (A2). Name and company are seen by all, save across a wall.

    No mail address is unique, else the refusal would tell who is on file. Whoever left the company has `left`.
    A company of which no person is known bears its own name as `name`, too. One that was merged stays on file for
    what nobody may change, such as events; `objects` does not give it.
    """

    client_path: ClassVar = "client"
    of_client: ClassVar = True  # shown with the dashed collar

    client = models.ForeignKey(Client, models.CASCADE, null=True, related_name="contacts")
    company = models.CharField(max_length=200, blank=True)  # where there is no client
    name = models.CharField(max_length=120)
    title = models.CharField(max_length=120, blank=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=60, blank=True)
    language = models.CharField(max_length=5, blank=True)  # the client's, where empty
    notes = models.TextField(blank=True)  # seen by the team only
    left = models.DateField(null=True, blank=True)
    external_id = models.CharField(max_length=120, blank=True)
    added = models.DateTimeField(default=clock.now)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")

    objects = StillThere()
    with_merged: ClassVar = models.Manager()

    class Meta:
        ordering = ["name", "pk"]
        indexes = [models.Index(fields=["name", "id"], name="contacts_by_name")]

    def __str__(self) -> str:
        return self.name

    @property
    def is_company(self) -> bool:
        """Whether this is a company of which no person is known."""
        return self.name == self.company


class ContactRole(models.Model):
    """What a contact does for the client towards us; several at once."""

    class Kind(models.TextChoices):
        DECIDES = "decision maker"
        DAY_TO_DAY = "day to day"
        FINANCE = "finance"
        LEGAL = "legal"

    client_path: ClassVar = "contact__client"

    contact = models.ForeignKey(Contact, models.CASCADE, related_name="contact_roles")
    kind = models.CharField(max_length=20, choices=Kind)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["contact", "kind"], name="one_contact_role_per_kind")]

    def __str__(self) -> str:
        return f"{self.contact}, {self.kind}"


class Consent(models.Model):
    """What a contact allowed or forbade, in their words: the newest row of a channel counts.

    `allowed` false on a channel is "do not contact" there; `any` is every channel.
    """

    class Channel(models.TextChoices):
        ANY = "any"
        MAIL = "mail"
        PHONE = "phone"
        MARKETING = "marketing"

    client_path: ClassVar = "contact__client"

    contact = models.ForeignKey(Contact, models.CASCADE, related_name="consents")
    channel = models.CharField(max_length=10, choices=Channel)
    allowed = models.BooleanField()
    source = models.CharField(max_length=200)  # "by telephone, 3 March", "form on the website"
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        indexes = [models.Index(fields=["contact", "channel", "-at"], name="consent_newest_first")]

    def __str__(self) -> str:
        return f"{self.contact}: {self.channel} {'allowed' if self.allowed else 'not allowed'}"


class Reach(models.Model):
    """A further address, telephone or place of a contact, beside the first ones, which stand in the contact's own row.

    `key` is what two spellings of the same one have in common: an e-mail without case, a telephone's digits.
    """

    class Kind(models.TextChoices):
        MAIL = "mail"
        PHONE = "phone"
        PLACE = "place"
        WEB = "web"

    client_path: ClassVar = "contact__client"

    contact = models.ForeignKey(Contact, models.CASCADE, related_name="reaches")
    kind = models.CharField(max_length=10, choices=Kind)
    value = models.CharField(max_length=500)
    key = models.CharField(max_length=500)
    label = models.CharField(max_length=60, blank=True)

    class Meta:
        verbose_name_plural = "reaches"
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["contact", "kind", "key"], name="one_reach_per_key")]
        indexes = [models.Index(fields=["kind", "key"], name="reached_by")]

    def __str__(self) -> str:
        return self.value
