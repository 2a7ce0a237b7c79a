"""Stored files as people may have them, and the lists of a client's page."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.expressions import Combinable

from herringbone.clients.file_addresses import path_of
from herringbone.clients.models import Attachment, Client, Contact, Import
from herringbone.core.names.order import by_name
from herringbone.core.sql import CountOf
from herringbone.people.models import Person, Role
from herringbone.people.rules import standing
from herringbone.record.models import StoredFile

RECENT = 20  # files of one person, among which one with the same columns is looked for


def file_at(person: Person, key: str) -> StoredFile | None:
    """The file at an address, if the person sees its client, or brought it in; None as if there were none."""
    seen = standing(person).sees("client") | Q(client=None, by=person)
    return StoredFile.objects.filter(seen, path=path_of(key)).select_related("preview_of", "rendering").first()


def documents_of(client: Client) -> QuerySet[Attachment]:
    """Every file on a client, whom the reader may see, and on its records, the newest first."""
    return Attachment.objects.filter(client=client).select_related("file__by", "preview").order_by("-pk")


def number_of_documents() -> Combinable:
    """For an annotation of clients: how many files stand on each and its records."""
    return CountOf(Attachment.objects.filter(client=OuterRef("pk")))


def gone_from(client: Client) -> QuerySet[Contact]:
    """The contacts who left a client, the latest first."""
    return Contact.objects.filter(client=client, left__isnull=False).order_by("-left", by_name())


def number_of_people() -> Combinable:
    """For an annotation of clients: how many contacts each has who are still there."""
    return CountOf(Contact.objects.filter(client=OuterRef("pk"), left=None))


def without_client(kept: Import) -> QuerySet[Contact]:
    """The contacts that a file brought in and who still have no client: for whoever brought it."""
    return Contact.objects.filter(pk__in=kept.options.get("records", []), client=None)


def without_point(kept: Import, on: date) -> QuerySet[Client]:
    """The clients that a file brought in and for whom nobody answers on a day: for whoever brought it."""
    point = Role.objects.running(on).filter(client=OuterRef("pk"), kind=Role.Kind.POINT)
    return Client.objects.filter(~Exists(point), pk__in=kept.options.get("records", [])).order_by(by_name(), "pk")


def heads(on: date) -> QuerySet[Person]:
    """Who directs account services on a day, and so sees every client and names who answers for it."""
    directing = Role.objects.running(on).filter(kind=Role.Kind.HEAD)
    return Person.objects.filter(is_active=True, pk__in=directing.values("person")).order_by(by_name())


def said_before(kept: Import, headings: Sequence[str]) -> Mapping[str, Mapping[str, Any]]:
    """What the same person last said of a file with these headings: what its `columns` hold, by heading, and what its
    `words` mean, by field. Empty where they have said nothing."""
    earlier = Import.objects.filter(by=kept.by_id, kind=kept.kind).exclude(pk=kept.pk).order_by("-pk")
    for options in earlier.values_list("options", flat=True)[:RECENT]:
        said: dict[str, str] = options.get("columns", {})
        if said and set(said) <= set(headings):
            return {"columns": said, "words": options.get("words", {})}
    return {}


def brought_by(person: Person) -> QuerySet[Import]:
    """The files that somebody brings in: nobody else sees them."""
    return Import.objects.filter(by=person).select_related("file")
