"""The people at a client's."""

from collections.abc import Sequence

from herringbone.clients.models import Client, Contact, ContactRole
from herringbone.clients.rules import may_work
from herringbone.people.models import Person
from herringbone.record.action import Done, action


@action("contact added", may=may_work)
def add_contact(
    *, by: Person, client: Client, name: str, email: str = "", title: str = "", phone: str = "", language: str = "",
    roles: Sequence[str] = (), notes: str = "", external_id: str = "",
) -> Done[Contact]:  # fmt: skip
    """Add somebody at the client's."""
    contact = Contact.objects.create(
        client=client, name=name, email=email, title=title, phone=phone, language=language, notes=notes,
        external_id=external_id,
    )  # fmt: skip
    ContactRole.objects.bulk_create(ContactRole(contact=contact, kind=kind) for kind in roles)
    return Done(contact, {})
