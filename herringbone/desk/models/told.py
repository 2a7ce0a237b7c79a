"""What a person is told beyond their duties."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from herringbone.core import clock
from herringbone.desk.models.channels import ChatPost
from herringbone.desk.models.choices import Mail
from herringbone.people.models import Person
from herringbone.record.models import Event


class Digest(models.Model):
    """One mail that gathers a person's notifications; its sending is an `Effect` of this row.

    `day` is the date at the person's office of the one that comes once a day; those of a burst have none.
    """

    person = models.ForeignKey(Person, models.CASCADE, related_name="digests")
    made = models.DateTimeField(default=clock.now)
    day = models.DateField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "day"], name="one_digest_a_day")]

    def __str__(self) -> str:
        return f"digest {self.pk} for {self.person_id}"


class Notification(models.Model):
    """Something that happened and concerns a person: from the event stream, once for each event and person.

    What the person had chosen when it was written down stands with it: whether it is shown in the program, and
    how it is mailed, and whether it goes into their chat.
    """

    client_path: ClassVar = "event__client"

    person = models.ForeignKey(Person, models.CASCADE, related_name="notifications")
    event = models.ForeignKey(Event, models.PROTECT, related_name="notifications")
    why = models.CharField(max_length=20)  # a key that the wording knows: "mention", "objection"
    made = models.DateTimeField(default=clock.now)
    read = models.DateTimeField(null=True)
    instead_of = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")  # who is away
    shown = models.BooleanField(default=True)
    mail = models.CharField(max_length=10, choices=Mail, default=Mail.AT_ONCE)
    chat = models.CharField(max_length=10, choices=Mail, default=Mail.NEVER)
    chat_post = models.ForeignKey(ChatPost, models.SET_NULL, null=True, related_name="notifications")
    digest = models.ForeignKey(Digest, models.SET_NULL, null=True, related_name="notifications")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "event"], name="told_once")]
        indexes = [
            models.Index(fields=["person", "-made"], name="notifications_newest_first"),
            models.Index(fields=["person"], name="notifications_unread", condition=Q(read=None)),
            models.Index(
                fields=["mail", "person", "made"], name="notifications_to_mail",
                condition=Q(digest=None, read=None) & ~Q(mail=Mail.NEVER),
            ),
            models.Index(
                fields=["person", "made"], name="notifications_to_chat",
                condition=Q(chat_post=None, read=None) & ~Q(chat=Mail.NEVER),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.why} for {self.person_id}"


class Nudge(models.Model):
    """Somebody above asked the owner of a duty about it."""

    client_path: ClassVar = "client"

    client = models.ForeignKey("clients.Client", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=40)
    subject = models.PositiveBigIntegerField()
    started = models.DateTimeField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    to = models.ForeignKey(Person, models.PROTECT, related_name="nudges")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        indexes = [models.Index("kind", "subject", "started", name="nudges_about_a_duty")]

    def __str__(self) -> str:
        return f"{self.by} asked {self.to}"


class StreamPosition(models.Model):
    """How far a reader of the event stream has come, so that nothing is told twice and nothing is skipped.

    `end_seen` is as far as it saw last, and `before` the transaction that was the next to begin then: once all older
    ones are over, none of them can write below that end any more (PostgreSQL alone; `notices.stream`).
    """

    reader = models.CharField(max_length=40, primary_key=True)
    last_event = models.PositiveBigIntegerField(default=0)
    end_seen = models.PositiveBigIntegerField(null=True)
    before = models.PositiveBigIntegerField(null=True)

    def __str__(self) -> str:
        return f"{self.reader} at {self.last_event}"
