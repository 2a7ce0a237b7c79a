"""Who does a next step: the first words after the arrow, if they name somebody."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from herringbone.core.names import fold, words
from herringbone.meetings.capture.asking import Asking, owner_choice, quoted
from herringbone.meetings.capture.directory import ClientRef, ContactRef, Directory, PersonRef
from herringbone.meetings.capture.matching import Fit, fit, owner_fit
from herringbone.meetings.capture.understanding import Owner, Topic

_WORDS = re.compile(r"[^\s,:]+")
_AUTHOR = frozenset({"i", "me", "io"})
_CLIENT = (("the", "client"), ("il", "cliente"), ("client",), ("cliente",), ("they",), ("loro",))
LONGEST_NAME = 4


@dataclass(frozen=True, slots=True)
class Side:
    """Who may be named: our people through the directory, who writes, and the client and contact of the call.

    While the contact is `open`, a name that nobody has may be one of the client's: it is not asked about yet.
    """

    directory: Directory
    author: PersonRef | None
    client: ClientRef | None
    contact: ContactRef | None
    open: bool = False


def named(text: str, side: Side) -> tuple[list[Owner], int]:
    """All whom the longest beginning of a step may name, and where it ends."""
    pieces = list(_WORDS.finditer(text[:200]))[:LONGEST_NAME]
    said = [fold(piece[0]) for piece in pieces]
    if said and said[0] in _AUTHOR and side.author:
        return [Owner(person=side.author)], pieces[0].end()
    for client in _CLIENT:
        if side.client and tuple(said[: len(client)]) == client:
            return [Owner(client=side.client)], pieces[len(client) - 1].end()
    first = words(pieces[0][0])[:1] if pieces else []
    if not first:
        return [], 0
    people = list(side.directory.people(first[0]))
    contacts = [one for one in side.directory.contacts(first[0]) if side.client and one.client.id == side.client.id]
    # Initials count only in capitals: MG is Marta Galli, mg are milligrams.
    weakest = Fit.INITIALS if pieces[0][0].isupper() else Fit.BEGINNINGS
    for length in range(len(pieces), 0, -1):
        typed = [word for piece in pieces[:length] for word in words(piece[0])]
        owners = _best(typed, people, contacts, side.client, weakest)
        if owners:
            return owners, pieces[length - 1].end()
    return [], 0


def _best(
    typed: list[str],
    people: Sequence[PersonRef],
    contacts: Sequence[ContactRef],
    client: ClientRef | None,
    weakest: Fit,
) -> list[Owner]:
    """Those of both sides whom the words fit best. A client named is the client, even where a contact is called so."""
    fits: list[tuple[Fit | None, Owner]] = [(owner_fit(typed, one.name), Owner(person=one)) for one in people]
    if company := _fits_client(typed, client):
        fits += [(how, Owner(client=client)) for how in company]
    else:
        fits += [(owner_fit(typed, one.name), Owner(client=one.client, contact=one)) for one in contacts]
    found = [(how, owner) for how, owner in fits if how is not None and how <= weakest]
    top = min((how for how, _owner in found), default=None)
    return list(dict.fromkeys(owner for how, owner in found if how == top))


def _fits_client(typed: list[str], client: ClientRef | None) -> list[Fit]:
    if client is None:
        return []
    fits = [fit(typed, name) for name in (client.name, *client.also)]
    return sorted(found for found in fits if found is not None and found <= Fit.WORDS)[:1]


def choose(key: str, owners: list[Owner], what: str, side: Side, asking: Asking) -> Owner | None:
    """The one who does it; if nobody was named, or several could be, it is asked."""
    if len(owners) == 1:
        return owners[0]
    offered = owners or _likely(side)
    answer = asking.answer(key)
    if chosen := next((owner for owner in offered if owner_choice(owner).value == answer), None):
        return chosen
    if side.open and not owners:
        return None
    text = _("Which of them does it: “%(what)s”?") if owners else _("Who does it: “%(what)s”?")
    asking.ask(key, Topic.OWNER, text % {"what": quoted(what)}, [owner_choice(owner) for owner in offered])
    return None


def _likely(side: Side) -> list[Owner]:
    likely = [Owner(person=side.author)] if side.author else []
    if side.contact:
        likely.append(Owner(client=side.contact.client, contact=side.contact))
    elif side.client:
        likely.append(Owner(client=side.client))
    return likely
