"""What this feature itself shows on a client's page: people, documents, the conversation."""

from collections.abc import Iterator
from typing import Any

from django.core.paginator import Paginator
from django.db.models.expressions import Combinable
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from herringbone.clients.models import Client
from herringbone.clients.queries.client_page import IN_MARGIN, does_in_words, people_at
from herringbone.clients.queries.conversation import number_of_remarks, shown_file
from herringbone.clients.queries.documents import documents_of, gone_from
from herringbone.people.rules import may_work_on

PAGE = 50


def people(request: Any, client: Client) -> dict[str, Any]:
    """The contacts of a client, those who left below."""
    page = Paginator(people_at.query_set(client.pk), PAGE).get_page(request.GET.get("page"))
    present = [(contact, does_in_words(contact)) for contact in page]
    return {"page": page, "present": present, "gone": list(gone_from(client)[:PAGE])}


def people_beside(request: Any, client: Client) -> dict[str, Any]:
    """The first of them, for the margin."""
    found = people_at(client.pk, most=IN_MARGIN + 1)
    shown = [(contact, does_in_words(contact)) for contact in found[:IN_MARGIN]]
    return {"people": shown, "more": len(found) > IN_MARGIN, "may_work": may_work_on(request.person, client)}


def documents(request: Any, client: Client) -> dict[str, Any]:
    """Every file on the client and its records."""
    page = Paginator(documents_of(client), PAGE).get_page(request.GET.get("page"))
    return {"page": page, "documents": [(shown_file(one), one.file) for one in page]}


def documents_table(request: Any, client: Client) -> tuple[str, list[str], Iterator[list[object]]]:
    """The same as a file, all of them; a size is in bytes."""
    headings = [_("File"), pgettext("a person", "From"), _("Date"), _("Size in bytes")]
    rows: Iterator[list[object]] = (
        [one.file.name, one.file.by and one.file.by.name, one.file.at, one.file.size] for one in documents_of(client)
    )
    return _("Documents of %(client)s") % {"client": client.name}, headings, rows


def conversation(request: Any, client: Client) -> dict[str, Any]:
    """The team's conversation on the client itself; the template's tag loads it."""
    return {"subject": client}


def number_of_client_remarks() -> Combinable:
    """How many remarks were made on the client itself."""
    return number_of_remarks("clients.Client")
