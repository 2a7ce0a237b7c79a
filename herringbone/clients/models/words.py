"""What passes in words: a client's messages and their answers, the team's conversation, and the files in it."""

from typing import ClassVar

from django.db import models

from herringbone.clients.models.client import Client
from herringbone.clients.models.contact import Contact
from herringbone.core import clock
from herringbone.people.models import Person


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
