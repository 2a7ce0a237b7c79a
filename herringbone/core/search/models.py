"""The one table of everything that is searched."""

from typing import ClassVar

from django.db import models


class Shown(models.TextChoices):
    """To whom an entry is shown. Walls go before all of it."""

    TEAM = "team"  # whoever sees the client
    NAME = "name"  # everybody: a contact's name and company (A2)
    AGENCY = "agency"  # everybody, being of no client: contacts elsewhere
    HOUSE = "house"  # everybody who works here, whoever only sets up too: the agency's own people


class SearchEntry(models.Model):
    """The words of one record, or of one part of it, ready to be found and shown. Nobody edits these rows.

    `names` and `words` are folded, each word once: without case and accents, divided by spaces. `names` holds what the
    record is called by, its client included, `words` those and all that is said in it. `keys` narrows a search inside
    the index. `client` is the client's id. Ids grow with time, so the newest come first. `check` compares each row
    with its record.
    """

    client_path: ClassVar = "client"

    kind = models.CharField(max_length=30)
    subject = models.PositiveBigIntegerField()
    part = models.CharField(max_length=40, blank=True)
    client = models.PositiveBigIntegerField(null=True)
    shown = models.CharField(max_length=10, choices=Shown)
    key = models.CharField(max_length=60)  # what its address is made of
    title = models.TextField()
    aside = models.CharField(max_length=250, blank=True)
    at = models.DateTimeField(null=True)
    body = models.TextField(blank=True)
    names = models.TextField()
    words = models.TextField()
    keys = models.CharField(max_length=60)

    class Meta:
        verbose_name_plural = "search entries"
        constraints = [models.UniqueConstraint(fields=["kind", "subject", "part"], name="one_entry_per_part")]
        indexes = [
            models.Index(fields=["kind", "id"], name="entries_of_a_kind"),
            models.Index(fields=["client", "kind", "id"], name="entries_of_a_client"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}: {self.title}"
