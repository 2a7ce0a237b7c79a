"""Who may do what about clients and contacts."""

from typing import Any

from herringbone.clients.models import Client, Contact
from herringbone.people.rules import may_direct, may_lead_client, may_work_on


def may_open_account(*, by: Any, **_: Any) -> bool:
    """The head of account services."""
    return may_direct(by)


def may_lead(*, by: Any, client: Client, **_: Any) -> bool:
    """The account's supervisor, its director, or the head."""
    return may_lead_client(by, client)


def may_work(*, by: Any, client: Client, **_: Any) -> bool:
    """Whoever works on the account."""
    return may_work_on(by, client)


def may_work_with(*, by: Any, contact: Contact, **_: Any) -> bool:
    """Whoever works on the contact's account; of a contact without a client, whoever is signed in and may write."""
    return may_work_on(by, contact.client) if contact.client else may_direct(by)
