"""Clients, the people there, and what passes between them and the agency."""

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


class Contact(models.Model):
    """Somebody outside the agency, mostly at a client's (A2). Name and company are seen by all, save across a wall.

    No mail address is unique, else the refusal would tell who is on file. Whoever left the company has `left`.
    """

    client_path: ClassVar = "client"

    client = models.ForeignKey(Client, models.CASCADE, null=True, related_name="contacts")
    company = models.CharField(max_length=200, blank=True)  # where there is no client
    name = models.CharField(max_length=120)
    title = models.CharField(max_length=120, blank=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    language = models.CharField(max_length=5, blank=True)  # the client's, where empty
    notes = models.TextField(blank=True)  # seen by the team only
    left = models.DateField(null=True, blank=True)
    external_id = models.CharField(max_length=120, blank=True)
    added = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(client__isnull=False) | ~Q(company=""), name="contact_is_somewhere")
        ]
        indexes = [models.Index(fields=["name", "id"], name="contacts_by_name")]

    def __str__(self) -> str:
        return self.name


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


class Message(models.Model):
    """What a client told the agency in writing and wants an answer to: it waits until an `Answer` stands."""

    client_path: ClassVar = "client"

    client = models.ForeignKey(Client, models.PROTECT, related_name="messages")
    contact = models.ForeignKey(Contact, models.PROTECT, related_name="messages")
    text = models.TextField()
    via = models.CharField(max_length=10, default="link")  # "link", "phone", "mail"
    at = models.DateTimeField(default=clock.now)
    noted_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    def __str__(self) -> str:
        return f"{self.contact}: {self.text[:40]}"


class Answer(models.Model):
    """The agency answered a client's message."""

    client_path: ClassVar = "message__client"

    message = models.OneToOneField(Message, models.PROTECT, related_name="answer")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    text = models.TextField(blank=True)
    via = models.CharField(max_length=10, default="mail")
    at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return f"Answer to {self.message}"


class Post(models.Model):
    """One remark in the team's conversation on a record: a client, a job, a meeting, a report."""

    client_path: ClassVar = "client"

    client = models.ForeignKey(Client, models.PROTECT, related_name="posts")
    subject_label = models.CharField(max_length=60)
    subject_id = models.PositiveBigIntegerField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="posts")
    text = models.TextField(blank=True)
    mentions = models.ManyToManyField(Person, related_name="mentioned_in", blank=True)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        indexes = [models.Index("subject_label", "subject_id", "at", name="conversation_in_order")]

    def __str__(self) -> str:
        return self.text[:60]


class Attachment(models.Model):
    """A file on a record, posted with or without words."""

    client_path: ClassVar = "client"

    client = models.ForeignKey(Client, models.PROTECT, related_name="attachments")
    post = models.ForeignKey(Post, models.CASCADE, null=True, related_name="attachments")
    subject_label = models.CharField(max_length=60)
    subject_id = models.PositiveBigIntegerField()
    file = models.OneToOneField("record.StoredFile", models.PROTECT, related_name="attachment")
    preview = models.OneToOneField("record.StoredFile", models.PROTECT, null=True, related_name="preview_of")

    class Meta:
        indexes = [models.Index("subject_label", "subject_id", name="attachments_of_a_record")]

    def __str__(self) -> str:
        return str(self.file)
