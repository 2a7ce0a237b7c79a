"""Chats that are told what happens (C7): a person's own, or one of a client's team."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from herringbone.core import clock
from herringbone.people.models import Person
from herringbone.record.models import Event


class ChatChannel(models.Model):
    """An incoming webhook of a chat: of one person, or of one client. Never deleted: it is ended.

    Whoever knows the address can write into the chat, so it is sealed with a key outside the database. What is told
    is what `by`, who set it up, may see when it is sent. `kinds` are those of a client's (`chats.kinds`); a person
    chooses theirs with all other notices.
    """

    class Format(models.TextChoices):
        SLACK = "slack"
        TEAMS = "teams"  # a workflow of Microsoft Teams, or an incoming webhook: takes adaptive cards
        CONNECTOR = "connector"  # an old connector of Microsoft 365: takes message cards alone

    client_path: ClassVar = "client"

    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="chat_channels")
    client = models.ForeignKey("clients.Client", models.PROTECT, null=True, related_name="+")
    format = models.CharField(max_length=10, choices=Format)
    secret_address = models.TextField()
    host = models.CharField(max_length=255)  # of the address: all that is shown of it
    kinds = models.JSONField(default=list)
    language = models.CharField(max_length=5)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    made = models.DateTimeField(default=clock.now)
    failing_since = models.DateTimeField(null=True)
    stopped = models.DateTimeField(null=True)
    ended = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(person=None) ^ Q(client=None), name="chat_of_a_person_or_a_client"),
            models.UniqueConstraint(fields=["person"], condition=Q(ended=None), name="one_chat_of_a_person"),
            models.UniqueConstraint(fields=["client"], condition=Q(ended=None), name="one_chat_of_a_client"),
        ]

    def __str__(self) -> str:
        return f"chat {self.pk} at {self.host}"

    @property
    def is_told(self) -> bool:
        """Whether anything goes there."""
        return self.stopped is None and self.ended is None


class ChatPost(models.Model):
    """One message in a chat; its sending is an `Effect`. Of a client's chat it tells of one event, of a person's it
    gathers notifications."""

    client_path: ClassVar = "channel__client"

    channel = models.ForeignKey(ChatChannel, models.PROTECT, related_name="posts")
    event = models.ForeignKey(Event, models.PROTECT, null=True, related_name="+")
    made = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["channel", "event"], name="posted_once")]

    def __str__(self) -> str:
        return f"post {self.pk} in {self.channel_id}"
