"""What leaves the house: editions, and the files made from them."""

import json
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from herringbone.core import clock


class StoredFile(models.Model):
    """A file in the file store, under a random name; `name` is what people call it.

    Served only after a permission check on what it is attached to, never by its path.
    """

    client_path: ClassVar = "client"

    client = models.ForeignKey("clients.Client", models.PROTECT, null=True, related_name="files")
    path = models.CharField(max_length=80, unique=True)
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return self.name


class Edition(models.Model):
    """A document as issued to one audience. The database refuses to change or delete it; a correction is a new edition.

    `data` is canonical JSON as text with its SHA-256: text and not jsonb, because jsonb keeps neither the order
    nor the spelling that was hashed. Number and version are the same for all audiences of one issue.
    """

    class Audience(models.TextChoices):
        CLIENT = "client"
        INSIDE = "inside"

    client_path: ClassVar = "client"

    client = models.ForeignKey("clients.Client", models.PROTECT, related_name="editions")
    kind = models.CharField(max_length=40)
    audience = models.CharField(max_length=10, choices=Audience)
    number = models.PositiveIntegerField()  # per client and kind, without gaps
    version = models.PositiveIntegerField()
    replaces = models.OneToOneField("self", models.PROTECT, null=True, related_name="replaced_by")
    data = models.TextField()
    data_sha256 = models.CharField(max_length=64)
    by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["client", "kind", "audience", "number", "version"], name="one_edition_per_version"
            ),
            models.CheckConstraint(
                condition=Q(version=1, replaces=None) | Q(version__gt=1, replaces__isnull=False),
                name="later_versions_replace",
            ),
        ]
        indexes = [models.Index("kind", "client", "at", name="editions_in_order")]

    def __str__(self) -> str:
        return f"{self.kind} {self.number}.{self.version} ({self.audience})"

    @property
    def content(self) -> Any:
        """The data as issued, parsed."""
        return json.loads(self.data)


class Rendering(models.Model):
    """An edition set as a file of one format: made once from its data, after its issue or when first opened."""

    client_path: ClassVar = "edition__client"

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="renderings")
    format = models.CharField(max_length=10)  # "pdf", "xlsx"
    file = models.OneToOneField(StoredFile, models.PROTECT, related_name="rendering")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["edition", "format"], name="one_rendering_per_format")]

    def __str__(self) -> str:
        return f"{self.edition} as {self.format}"
