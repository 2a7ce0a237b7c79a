"""Contacts as vCards, for a telephone or another program."""

from collections.abc import Iterator

from herringbone.clients.models import Contact, Reach
from herringbone.clients.queries.contact_list import matching
from herringbone.clients.rules import contacts_open
from herringbone.core.cards import Address, Card, Part
from herringbone.core.instance import of_database
from herringbone.core.names.order import by_name
from herringbone.people.models import Person

Kind = Reach.Kind


def open_cards(person: Person, text: str = "") -> list[Card]:
    """Everybody whom a person may reach and who is still there, as the list of contacts finds them. Three queries."""
    rows = matching(contacts_open(person).filter(left=None), text).select_related("client").prefetch_related("reaches")
    agency = of_database()
    return [_card(contact, agency) for contact in rows.order_by(by_name(), "pk")]


def card_of(contact: Contact) -> Card:
    """One contact as a card."""
    return _card(contact, of_database())


def card_uid(agency: str, contact: Contact) -> str:
    """By which id a contact is known again when its card comes back: the one that it came with, else one of ours."""
    return contact.external_id or f"{agency}-contact-{contact.pk}"


def _card(contact: Contact, agency: str) -> Card:
    company = contact.client.name if contact.client else contact.company
    given, _blank, family = ("", "", "") if contact.is_company else contact.name.rpartition(" ")
    return Card(
        name=contact.name,
        family_name=family,
        given_name=given,
        companies=[company] if company else [],
        titles=[contact.title] if contact.title else [],
        mails=[*_first(contact.email), *_others(contact, Kind.MAIL)],
        phones=[*_first(contact.phone), *_others(contact, Kind.PHONE)],
        addresses=[Address(street=one.text, label=one.label) for one in _others(contact, Kind.PLACE)],
        websites=list(_others(contact, Kind.WEB)),
        notes=contact.notes,
        uid=card_uid(agency, contact),
    )


def _first(text: str) -> list[Part]:
    return [Part(text)] if text else []


def _others(contact: Contact, kind: str) -> Iterator[Part]:
    return (Part(reach.value, reach.label) for reach in contact.reaches.all() if reach.kind == kind)
