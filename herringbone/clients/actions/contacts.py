"""The people at a client's, and elsewhere outside the agency."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from herringbone.clients.models import Client, Consent, Contact, ContactRole, Reach
from herringbone.clients.moves import others_know
from herringbone.clients.reaching import reach_key
from herringbone.clients.rules import may_add_contact, may_place_contact, may_work_with
from herringbone.core import clock
from herringbone.core.merge import merge_or_ask
from herringbone.core.names import read_email
from herringbone.people.models import Person
from herringbone.record.action import Done, action, refuse_unless

CHANGEABLE = ("name", "title", "company", "email", "phone", "language", "notes", "roles")
KINDS = tuple(ContactRole.Kind.values)


@action("contact added", may=may_add_contact)
def add_contact(
    *, by: Person, name: str, client: Client | None = None, company: str = "", email: str = "", title: str = "",
    phone: str = "", language: str = "", roles: Sequence[str] = (), notes: str = "", external_id: str = "",
) -> Done[Contact]:  # fmt: skip
    """Add somebody at the client's, or (no client) anywhere else, with the company they work for."""
    refuse_unless(name.strip(), _("A contact needs a name"), "name")
    contact = Contact.objects.create(
        client=client, company="" if client else company, name=name.strip(), email=_address(email), title=title,
        phone=phone, language=language, notes=notes, external_id=external_id, added=clock.now(),
    )  # fmt: skip
    _set_roles(contact, roles)
    return Done(contact, {"roles": sorted(roles)})


@action("contact changed", may=may_work_with)
def change_contact(
    *, by: Person, contact: Contact, values: Mapping[str, Any], original: Mapping[str, Any] | None = None
) -> Done[Contact]:
    """Change some of `CHANGEABLE`; `roles` are all roles from now on. Merges and asks as `change_client` does."""
    values = {name: value for name, value in values.items() if name in CHANGEABLE}
    if "roles" in values:
        values["roles"] = sorted(values["roles"])
    contact.refresh_from_db()
    stored = contact_values(contact)
    merged = merge_or_ask(original if original is not None else stored, values, stored)
    new = {name: merged.values[name] for name in merged.mine}
    refuse_unless(str(new.get("name", contact.name)).strip(), _("A contact needs a name"), "name")
    if "email" in new:
        new["email"] = _address(new["email"])
    if "roles" in new:
        _set_roles(contact, new.pop("roles"))
    for name, value in new.items():
        setattr(contact, name, value)
    contact.save()
    return Done(contact, {"changed": sorted(merged.mine)})


@action("contact placed", may=may_place_contact)
def place_contact(*, by: Person, contact: Contact, client: Client) -> Done[Contact]:
    """Say at which client somebody is who came in without one. Nobody is moved from one client to another."""
    contact.refresh_from_db()
    words = {"name": contact.name, "client": contact.client}
    refuse_unless(contact.client is None, _("%(name)s is at %(client)s") % words, "client")
    known = _("Something of another client names %(name)s: enter them at %(client)s as a contact of its own")
    refuse_unless(not others_know(contact, client.pk), known % {"name": contact.name, "client": client}, "client")
    was = contact.company
    contact.client, contact.company = client, ""
    contact.save(update_fields=["client", "company"])
    return Done(contact, {"client": client.pk, "company": was})


def contact_values(contact: Contact) -> dict[str, Any]:
    """What `change_contact` can change, as it is stored."""
    plain = {name: getattr(contact, name) for name in CHANGEABLE if name != "roles"}
    return {**plain, "roles": sorted(contact.contact_roles.values_list("kind", flat=True))}


@action("contact left", may=may_work_with)
def note_departure(*, by: Person, contact: Contact, on: date) -> Done[Contact]:
    """Somebody left the company: nothing is sent to them any more, and the records stay."""
    refuse_unless(contact.left is None, _("%(name)s has left already") % {"name": contact.name}, "on")
    today = by.office.local(clock.now()).date()
    refuse_unless(on <= today, _("That day is still to come"), "on")
    contact.left = on
    contact.save(update_fields=["left"])
    return Done(contact, {"on": on})


@action("contact returned", may=may_work_with)
def note_return(*, by: Person, contact: Contact) -> Done[Contact]:
    """Somebody is back, or had never left."""
    refuse_unless(contact.left, _("%(name)s is there") % {"name": contact.name})
    contact.left = None
    contact.save(update_fields=["left"])
    return Done(contact)


@action("consent recorded", may=may_work_with)
def record_consent(*, by: Person, contact: Contact, channel: str, allowed: bool, source: str) -> Done[Consent]:
    """Write down what a contact allowed or forbade, and how they said so. The newest word on a channel counts."""
    refuse_unless(channel in Consent.Channel.values, _("That is no channel"), "channel")
    refuse_unless(source.strip(), _("Say how they told you, and when"), "source")
    consent = Consent.objects.create(
        contact=contact, channel=channel, allowed=allowed, source=source.strip(), by=by, at=clock.now()
    )
    return Done(consent, {"contact": contact.pk, "channel": channel, "allowed": allowed})


@action("way to reach added", may=may_work_with)
def add_reach(*, by: Person, contact: Contact, kind: str, value: str, label: str = "") -> Done[Reach]:
    """Add a further address, telephone or place. Refused where the contact has it already."""
    value = value.strip()
    refuse_unless(kind in Reach.Kind.values, _("That is no way to reach anybody"), "kind")
    refuse_unless(value, _("Nothing is written there"), "value")
    key = reach_key(kind, value)
    held = {reach_key(kind, first) for first in (contact.email, contact.phone) if first}
    known = key in held or contact.reaches.filter(kind=kind, key=key).exists()
    refuse_unless(not known, _("%(name)s has that already") % {"name": contact.name}, "value")
    return Done(Reach.objects.create(contact=contact, kind=kind, value=value, key=key, label=label), {"kind": kind})


def _address(email: str) -> str:
    """One mail address, or none. Refused where it is not exactly one."""
    if not email.strip():
        return ""
    read = read_email(email)
    refuse_unless(read, _("That is not one mail address"), "email")
    assert read  # refused above
    return read.address


def _set_roles(contact: Contact, kinds: Sequence[str]) -> None:
    refuse_unless(set(kinds) <= set(KINDS), _("That is no role of a contact"), "roles")
    contact.contact_roles.exclude(kind__in=kinds).delete()
    held = set(contact.contact_roles.values_list("kind", flat=True))
    ContactRole.objects.bulk_create(ContactRole(contact=contact, kind=kind) for kind in sorted(set(kinds) - held))
