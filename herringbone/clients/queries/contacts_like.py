"""Who a new contact may be already, while one is typed. Walls come first."""

from dataclasses import dataclass

from herringbone.clients.models import Client, Reach
from herringbone.clients.queries.alike_contacts import RANK, Somebody, Why, everybody_seen, spelled_alike
from herringbone.clients.reaching import reach_key
from herringbone.core.names import read_phone, words
from herringbone.people.models import Person

MOST = 5
FEWEST_WORDS = 2


@dataclass(frozen=True)
class Perhaps:
    """A contact whom what is typed may mean. `same`: at the same client, by the same mail address."""

    pk: int
    name: str
    where: str
    why: Why
    same: bool


def contacts_like(person: Person, name: str, email: str, phone: str, client: Client | None) -> list[Perhaps]:
    """The contacts that somebody sees in full and what is typed may mean, the surest first. Two queries."""
    mail = reach_key(Reach.Kind.MAIL, email) if email.strip() else ""
    read = read_phone(phone) if phone.strip() else None
    typed = tuple(words(name))
    if not mail and not read and len(typed) < FEWEST_WORDS:
        return []
    found = []
    for one in everybody_seen(person):
        why = _why(one, typed, mail, read.digits if read else "", client)
        if why:
            same = why == Why.MAIL and client is not None and one.client == client.pk
            found.append(Perhaps(one.pk, one.name, one.where, why, same))
    return sorted(found, key=lambda one: (not one.same, RANK[one.why], one.name))[:MOST]


def _why(one: Somebody, typed: tuple[str, ...], mail: str, phone: str, client: Client | None) -> Why | None:
    if mail and mail in one.mails:
        return Why.MAIL
    if phone and phone in one.phones:
        return Why.PHONE
    if len(typed) < FEWEST_WORDS:
        return None
    if sorted(one.words) == sorted(typed):
        return Why.NAME
    here = client is not None and one.client == client.pk
    return Why.SPELLING if here and one.words and spelled_alike(one.words, typed) else None
