"""Who may do and see what about clients and contacts."""

from typing import Any

from django.db.models import Exists, Model, OuterRef, Q, QuerySet, Subquery

from herringbone.clients.models import Brand, Client, Consent, Contact, LegalEntity, Merge, Message, Rhythm
from herringbone.people.models import Person, Role
from herringbone.people.rules import may_administer, may_direct, may_lead_client, may_work_on, standing, visible_to
from herringbone.record.events import client_of

Channel = Consent.Channel


def may_open_account(*, by: Any, **_: Any) -> bool:
    """The head of account services, and the administrator, who brings in what the agency has."""
    return may_direct(by) or may_administer(by)


def may_define_major(*, by: Any, **_: Any) -> bool:
    """The head of account services."""
    return may_direct(by)


def may_lead(*, by: Any, client: Client, **_: Any) -> bool:
    """The account's supervisor, its director, or the head."""
    return may_lead_client(by, client)


def may_place(*, by: Any, client: Client, **_: Any) -> bool:
    """Whoever leads the account, and the administrator, who brings in what the agency has."""
    return may_lead_client(by, client) or may_administer(by)


def may_work(*, by: Any, client: Client, **_: Any) -> bool:
    """Whoever works on the account."""
    return may_work_on(by, client)


def may_lead_entity(*, by: Any, entity: LegalEntity, **_: Any) -> bool:
    """Whoever leads the account of this company."""
    return may_lead_client(by, entity.client)


def may_work_on_brand(*, by: Any, brand: Brand, **_: Any) -> bool:
    """Whoever works on the account that the brand belongs to."""
    return may_work_on(by, brand.client)


def may_set_policy(*, by: Any, client: Client | None, **_: Any) -> bool:
    """Leaders of the account for a client; for the whole agency the head or the administrator (J2)."""
    return may_lead_client(by, client) if client else may_direct(by) or may_administer(by)


def may_add_contact(*, by: Any, client: Client | None = None, **_: Any) -> bool:
    """Whoever works on the account; for somebody at no client of ours whoever writes at all, and the administrator."""
    return may_work_on(by, client) if client else may_write_contacts(by) or may_administer(by)


def may_work_with(*, by: Any, contact: Contact, **_: Any) -> bool:
    """Whoever works on the contact's account; of a contact at no client of ours, whoever may add one."""
    return may_add_contact(by=by, client=contact.client)


def may_merge(*, by: Any, kept: Contact, gone: Contact, **_: Any) -> bool:
    """Whoever may change both contacts."""
    return may_work_with(by=by, contact=kept) and may_work_with(by=by, contact=gone)


def may_keep_rhythm(*, by: Any, rhythm: Rhythm, **_: Any) -> bool:
    """Whoever works on the account of the contact."""
    return may_work_with(by=by, contact=rhythm.contact)


def may_hand_over_rhythm(*, by: Any, rhythm: Rhythm, **_: Any) -> bool:
    """Whoever works on the account of the contact, and the administrator for somebody who leaves."""
    return may_keep_rhythm(by=by, rhythm=rhythm) or may_administer(by)


def may_take_apart(*, by: Any, merge: Merge, **_: Any) -> bool:
    """Whoever may change both contacts of a merge."""
    return may_merge(by=by, kept=merge.kept, gone=merge.gone)


def may_place_contact(*, by: Any, contact: Contact, client: Client, **_: Any) -> bool:
    """Whoever may change the contact and works on the client, and the administrator, who brings in what there is."""
    return may_work_with(by=by, contact=contact) and (may_work_on(by, client) or may_administer(by))


def may_answer(*, by: Any, message: Message, **_: Any) -> bool:
    """Whoever works on the account of whom the message came from."""
    return may_work_on(by, message.client)


def may_bring_in(*, by: Any, kind: str, **_: Any) -> bool:
    """Clients and people: whoever may open accounts. Contacts: whoever may add one, and the administrator."""
    if kind in ("clients", "people"):
        return may_open_account(by=by)
    return may_write_contacts(by) or may_administer(by)


def clients_to_bring_into(person: Person) -> QuerySet[Client]:
    """The clients for whom a person may bring something in: those they see; an administrator's are all."""
    return Client.objects.all() if may_administer(person) else visible_to(person, Client)


def may_speak(*, by: Any, subject: Model, **_: Any) -> bool:
    """Whoever works on the account that a record belongs to. No query."""
    client = client_of(subject)
    if client is None or not isinstance(by, Person) or not by.is_active:
        return False
    here = standing(by)
    return here.sees_client(client) and here.writes


def may_write_contacts(person: Any) -> bool:
    """Everybody of the agency save those who only read (R11) or only set up (R12)."""
    if not isinstance(person, Person) or not person.is_active:
        return False
    return standing(person).serves


def contacts_named(person: Person) -> QuerySet[Contact]:
    """The contacts whose name and company a person sees: all, save those across a wall. An administrator sees none.

    How they are reached, and what is noted of them, is for whoever sees their client (`sees_contact`).
    """
    here = standing(person)
    if here.own == {Role.Kind.ADMINISTRATOR}:
        return Contact.objects.none()
    return Contact.objects.filter(here.outside_walls("client"))


def contacts_open(person: Person) -> QuerySet[Contact]:
    """The contacts of whom a person sees everything: those of visible clients, and those at no client of ours."""
    own = Q(client=None) if may_read_contacts(person) else Q(pk=None)
    return Contact.objects.filter(own | standing(person).sees("client"))


def may_read_contacts(person: Person) -> bool:
    """Whether the agency's contacts at no client of ours are shown to this person: to all but an administrator."""
    return person.is_active and standing(person).own != {Role.Kind.ADMINISTRATOR}


def sees_contact(person: Person, contact: Contact) -> bool:
    """Whether a person sees more of a contact than name and company."""
    if contact.client_id is None:
        return may_read_contacts(person)
    return standing(person).sees_client(contact.client_id)


def forbidden(channel: str, contact: str = "pk") -> Exists:
    """For a filter: the contact at path `contact` does not want to be reached on a channel.

    The newest row of the channel counts, and so does the newest of "any"; either forbids.
    """
    rows = Consent.objects.filter(contact=OuterRef(contact))
    newest = Consent.objects.filter(contact=OuterRef("contact"), channel=OuterRef("channel")).order_by("-at", "-pk")
    return Exists(rows.filter(channel__in=[channel, Channel.ANY], allowed=False, pk=Subquery(newest.values("pk")[:1])))


def may_be_mailed(contact: str = "pk") -> Q:
    """For a filter: has a mail address, is still there, and did not forbid mail. `contact` is the path to the contact.

    `ContactRole.objects.filter(may_be_mailed("contact"))`; what is sent is asked again when it is sent (`may_mail`).
    """
    before = "" if contact == "pk" else f"{contact}__"
    return ~Q(**{f"{before}email": ""}) & Q(**{f"{before}left": None}) & ~Q(forbidden(Channel.MAIL, contact))


def may_mail(contact: Contact) -> bool:
    """Whether a mail may go to this contact now. One query."""
    return Contact.objects.filter(may_be_mailed(), pk=contact.pk).exists()
