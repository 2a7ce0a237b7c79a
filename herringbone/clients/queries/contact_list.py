"""The one list of contacts: names of all, save across a wall; how to reach them where one sees the client."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import SuspiciousOperation
from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet

from herringbone.clients.models import Contact
from herringbone.clients.queries.client_list import LONGEST_SEARCH
from herringbone.clients.rules import contacts_named
from herringbone.core.names.order import InOrder, by_name
from herringbone.people.models import Person
from herringbone.people.rules import standing

PAGE = 50
ORDERS: Mapping[str, tuple[InOrder | str, ...]] = {
    "name": (by_name(), "pk"),
    "company": (by_name("client__name"), by_name("company"), by_name(), "pk"),
}


@dataclass(frozen=True)
class Line:
    """One contact. Mail and telephone are empty where the reader sees the name alone (`open` is false)."""

    pk: int
    name: str
    title: str
    company: str
    code: str  # of the client, where the reader may open it
    email: str
    phone: str
    left: bool
    open: bool


@dataclass(frozen=True)
class ContactList:
    """One page of the list."""

    page: Page
    lines: list[Line]
    text: str
    order: str


def contact_list(person: Person, query: Mapping[str, str]) -> ContactList:
    """The contacts whose names somebody sees. Two queries. Raises SuspiciousOperation (400) for an unknown order."""
    rows, text, order = _rows(person, query)
    page = Paginator(rows, PAGE).get_page(query.get("page", "1"))
    here = standing(person)
    return ContactList(page, [_line(contact, here) for contact in page], text, order)


def all_contacts(person: Person, query: Mapping[str, str]) -> Iterator[Line]:
    """All lines of the same list, for a file. One query."""
    here = standing(person)
    return (_line(contact, here) for contact in _rows(person, query)[0].iterator(chunk_size=500))


def _rows(person: Person, query: Mapping[str, str]) -> tuple[QuerySet[Contact], str, str]:
    order = query.get("order", "name")
    if order not in ORDERS:
        raise SuspiciousOperation("No such order")
    text = query.get("q", "").strip()[:LONGEST_SEARCH]
    rows = matching(contacts_named(person), text)
    return rows.select_related("client").order_by(*ORDERS[order]), text, order


def matching(rows: QuerySet[Contact], text: str) -> QuerySet[Contact]:
    """Those whose name or company holds a text; all of them for none."""
    text = text.strip()[:LONGEST_SEARCH]
    if not text:
        return rows
    return rows.filter(Q(name__icontains=text) | Q(company__icontains=text) | Q(client__name__icontains=text))


def _line(contact: Contact, here: Any) -> Line:
    client = contact.client
    seen = client is None or here.sees_client(client.pk)
    company = client.name if client else ("" if contact.is_company else contact.company)
    return Line(
        pk=contact.pk,
        name=contact.name,
        title=contact.title if seen else "",
        company=company,
        code=client.code if client and seen else "",
        email=contact.email if seen else "",
        phone=contact.phone if seen else "",
        left=contact.left is not None,
        open=seen,
    )
