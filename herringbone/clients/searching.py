"""What of clients and contacts is searched: a contact's name by all, save across a wall, the rest by the team."""

from collections.abc import Iterator

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from herringbone.clients.models import Client, Contact, Message, Post
from herringbone.core.links import link
from herringbone.core.search import Found, Searched, Shown, Text


def _clients() -> QuerySet[Client]:
    return Client.objects.prefetch_related("brands", "entities")


def _client(client: Client) -> Iterator[Text]:
    others = (*(one.name for one in client.brands.all()), *(one.name for one in client.entities.all()))
    body = " · ".join(part for part in (client.industry, client.country, client.website) if part)
    yield Text(client.name, client.pk, client.code, (client.code, *others), body, aside=client.code)


def _contacts() -> QuerySet[Contact]:
    return Contact.objects.select_related("client").prefetch_related("reaches")


def _contact(contact: Contact) -> Iterator[Text]:
    company = contact.client.name if contact.client else contact.company
    shown = Shown.NAME if contact.client else Shown.AGENCY
    yield Text(contact.name, contact.client_id, str(contact.pk), (company,), aside=company, shown=shown)


def _reached(contact: Contact) -> Iterator[Text]:
    told = (contact.title, contact.email, contact.phone, *(one.value for one in contact.reaches.all()), contact.notes)
    body = " · ".join(part for part in told if part)
    if body:
        company = contact.client.name if contact.client else contact.company
        shown = Shown.TEAM if contact.client else Shown.AGENCY
        yield Text(contact.name, contact.client_id, str(contact.pk), (company,), body, company, shown=shown)


_FOLLOWED = {"clients.Contact": "pk", "clients.Client": "client", "clients.Reach": "reaches"}

CLIENT = Searched(
    "client", _("Clients"), Client, _clients, _client,
    {"clients.Client": "pk", "clients.Brand": "brands", "clients.LegalEntity": "entities"},
    lambda found: link("client", found.key), order=10, shelf="few",
)  # fmt: skip
CONTACT = Searched(
    "contact", _("Contacts"), Contact, _contacts, _contact, _FOLLOWED,
    lambda found: link("contact", int(found.key)), order=20, shelf="few",
)  # fmt: skip
REACHED = Searched(
    "reached", _("Contacts"), Contact, _contacts, _reached, _FOLLOWED,
    lambda found: link("contact", int(found.key)), order=21, shelf="few", group="contact",
)  # fmt: skip


def _remarks() -> QuerySet[Post]:
    return Post.objects.exclude(text="").select_related("client")


def _remark(post: Post) -> Iterator[Text]:
    client = post.client
    key = f"{post.subject_label}:{post.subject_id}"
    yield Text("", client.pk, key, (client.name, client.code), post.text, client.name, at=post.at)


def _where_it_was_said(found: Found) -> str:
    label, _colon, subject = found.key.partition(":")
    return link("conversation", label, int(subject))


def _messages() -> QuerySet[Message]:
    return Message.objects.select_related("client", "contact", "answer")


def _message(message: Message) -> Iterator[Text]:
    client, answer = message.client, getattr(message, "answer", None)
    body = "\n".join(part for part in (message.text, answer.text if answer else "") if part)
    names = (message.contact.name, client.name, client.code)
    yield Text("", client.pk, str(message.pk), names, body, message.contact.name, at=message.at)


# Seen by whoever sees the client, as the conversations are.
REMARK = Searched(
    "remark", _("Said among us and by clients"), Post, _remarks, _remark,
    {"clients.Post": "pk", "clients.Client": "client"}, _where_it_was_said, order=55, shelf="said", only_said=True,
)  # fmt: skip
MESSAGE = Searched(
    "message", _("Said among us and by clients"), Message, _messages, _message,
    {
        "clients.Message": "pk", "clients.Answer": "answer", "clients.Client": "client", "clients.Contact": "contact",
    },
    lambda found: link("message_answer", int(found.key)), order=56, shelf="said", group="remark", only_said=True,
)  # fmt: skip
