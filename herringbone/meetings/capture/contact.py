"""With whom the call was: a contact by any part of the name, or at least the client."""

import re
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from herringbone.core.names import fold, words
from herringbone.meetings.capture.asking import Asking, contact_choice
from herringbone.meetings.capture.directory import ClientRef, ContactRef, Directory
from herringbone.meetings.capture.jobs import without_tags
from herringbone.meetings.capture.matching import Fit, best
from herringbone.meetings.capture.understanding import Topic

# Neither the colon of "16:00" nor the comma of "1,5" ends a name.
_END_OF_NAME = re.compile(r"[,:](?!\d)")
_WORDS = re.compile(r"[^\s,:]+")
_LEAD_INS = frozenset({"call", "called", "with", "to", "from", "spoke", "con", "telefonata", "chiamata", "da"})
LONGEST_NAME = 6
LONGEST_UNKNOWN_NAME = 3
KEY = "contact"


@dataclass(frozen=True, slots=True)
class Whom:
    """Who may be meant by a name, and where in the line it ends.

    `clients` are those that were named themselves; their contacts are then only candidates.
    """

    contacts: tuple[ContactRef, ...]
    clients: tuple[ClientRef, ...] = ()
    end: int = 0
    name: str = ""

    @property
    def contact(self) -> ContactRef | None:
        """The one contact that is meant."""
        return self.contacts[0] if len(self.contacts) == 1 and not self.clients else None

    @property
    def client(self) -> ClientRef | None:
        """The client, if all who may be meant are of the same."""
        meant = {contact.client.id: contact.client for contact in self.contacts}
        meant |= {client.id: client for client in self.clients}
        return next(iter(meant.values())) if len(meant) == 1 else None

    def of_client(self, client_id: int) -> "Whom":
        """Only those of one client, where that leaves any: a job that was named tells whose."""
        contacts = tuple(contact for contact in self.contacts if contact.client.id == client_id)
        clients = tuple(client for client in self.clients if client.id == client_id)
        return replace(self, contacts=contacts, clients=clients) if contacts or clients else self


def find_contact(head: str, directory: Directory) -> Whom | None:
    """Who stands at the front of a line: up to its first comma, or else as many words as name somebody."""
    masked = without_tags(head)
    name_ends = _END_OF_NAME.search(masked)
    if name_ends:
        typed = words(masked[: name_ends.start()])
        found = _look_up(typed, directory, Fit.INITIALS) if len(typed) <= LONGEST_NAME else None
        if found:
            whom = replace(found, end=name_ends.end())
            return _narrowed(masked, whom) if whom.clients else whom
    return _leading(masked, directory)


def unknown_contact(head: str) -> Whom:
    """Nobody known; a short text before a comma was meant as a name all the same."""
    masked = without_tags(head)
    name_ends = _END_OF_NAME.search(masked)
    name = masked[: name_ends.start()].strip() if name_ends else ""
    if name_ends and 0 < len(words(name)) <= LONGEST_UNKNOWN_NAME:
        return Whom((), end=name_ends.end(), name=name)
    return Whom(())


def _narrowed(masked: str, whom: Whom) -> Whom:
    """`Orsatti, Giulia, wants …`: the client first, then the contact."""
    second = _END_OF_NAME.search(masked, whom.end)
    typed = words(masked[whom.end : second.start()]) if second else []
    found = best(typed, whom.contacts, _name) if 0 < len(typed) <= LONGEST_NAME else None
    if second and found and found[0] <= Fit.BEGINNINGS:
        return Whom(tuple(found[1]), end=second.end())
    return whom


def _leading(masked: str, directory: Directory) -> Whom | None:
    """The longest beginning of a line that names somebody by whole words; `call with` before it is left out."""
    pieces = list(_WORDS.finditer(masked[:200]))
    while pieces and fold(pieces[0][0]) in _LEAD_INS:
        pieces.pop(0)
    for length in range(min(LONGEST_NAME, len(pieces)), 0, -1):
        typed = [word for piece in pieces[:length] for word in words(piece[0])]
        if found := _look_up(typed, directory, Fit.WORDS):
            return replace(found, end=pieces[length - 1].end())
    return None


def _name(contact: ContactRef) -> str:
    return contact.name


def _look_up(typed: list[str], directory: Directory, weakest: Fit) -> Whom | None:
    """Whom the words name, no weaker than `weakest`: contacts, or a client and with it all its contacts."""
    if not typed:
        return None
    contacts = list(directory.contacts(typed[0]))
    named = best(typed, contacts, _name)
    if named and named[0] > weakest:
        named = None
    clients = best(typed, _by_name(directory, typed[0]), lambda pair: pair[0])
    if clients and clients[0] > min(weakest, Fit.BEGINNINGS):
        clients = None
    if named and (clients is None or named[0] < clients[0]):
        return Whom(tuple(named[1]))
    if clients:
        meant = tuple(dict.fromkeys(client for _name, client in clients[1]))
        theirs = [contact for contact in contacts if contact.client in meant]
        return Whom(tuple(dict.fromkeys([*(named[1] if named else []), *theirs])), meant)
    both = tuple(contact for contact in contacts if _names_both(typed, contact))
    return Whom(both) if both else None


def _by_name(directory: Directory, prefix: str) -> list[tuple[str, ClientRef]]:
    return [(name, client) for client in directory.clients(prefix) for name in (client.name, *client.also)]


def _names_both(typed: list[str], contact: ContactRef) -> bool:
    """`giulia northway`: part of the name and part of the client's."""
    own, theirs = set(words(contact.name)), set(words(contact.client.name))
    return all(word in own | theirs for word in typed) and any(word in own for word in typed)


def answered(whom: Whom, asking: Asking) -> Whom:
    """Only the contact that was chosen, if one was."""
    answer = asking.answer(KEY)
    chosen = tuple(contact for contact in whom.contacts if f"contact:{contact.id}" == answer)
    return replace(whom, contacts=chosen, clients=()) if chosen else whom


def ask_for_contact(whom: Whom, asking: Asking) -> None:
    """Ask for the contact, if it is open."""
    if whom.contact:
        return
    offered = [contact_choice(contact) for contact in whom.contacts]
    if whom.clients and whom.client:
        text = _("Who at %(client)s was it?") % {"client": whom.client.name}
    elif offered:
        text = _("Which of them was it?")
    elif whom.name:
        text = _("No contact is called “%(name)s”. Another spelling, or a new contact?") % {"name": whom.name}
    else:
        text = _("With whom was it? The line begins with a contact’s name and a comma.")
    asking.ask(KEY, Topic.CONTACT, text, offered)
