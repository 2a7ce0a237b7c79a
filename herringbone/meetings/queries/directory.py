"""Whom and what a line typed during a call may name: only what its writer may see (`capture.Directory`)."""

from collections.abc import Iterable
from functools import cached_property

from herringbone.clients.models import Brand, Client, Contact, LegalEntity
from herringbone.core.names import fold, words
from herringbone.meetings.capture import ClientRef, ContactRef, JobRef, PersonRef, begins
from herringbone.people.models import Person
from herringbone.people.rules import visible_to
from herringbone.work.models import Job, Stage


class VisibleDirectory:
    """The directory of one person; each kind of name is read once, when it is first asked for."""

    def __init__(self, person: Person) -> None:
        self._person = person

    def clients(self, prefix: str) -> Iterable[ClientRef]:
        """Clients of whose names some word begins with `prefix`."""
        return [one for one in self._clients.values() if any(begins(name, prefix) for name in (one.name, *one.also))]

    def contacts(self, prefix: str) -> Iterable[ContactRef]:
        """Contacts who are called so, or whose client is."""
        theirs = {one.id for one in self.clients(prefix)}
        return [one for one in self._contacts if one.client.id in theirs or begins(one.name, prefix)]

    def people(self, prefix: str) -> Iterable[PersonRef]:
        """People of the agency who are called so."""
        return [one for one in self._people if begins(one.name, prefix)]

    def jobs(self, text: str, client_id: int | None) -> Iterable[JobRef]:
        """Open jobs by number or a word of the title; with an empty text all of the client."""
        wanted = fold(text)
        return [
            one
            for one in self._jobs
            if (client_id is None or one.client_id == client_id)
            and (wanted in fold(one.number) or any(word.startswith(wanted) for word in words(one.title)))
        ]

    @cached_property
    def _clients(self) -> dict[int, ClientRef]:
        also: dict[int, list[str]] = {}
        for model in (Brand, LegalEntity):
            for client, name in visible_to(self._person, model).values_list("client", "name"):
                also.setdefault(client, []).append(name)
        rows = visible_to(self._person, Client).values_list("pk", "name")
        return {pk: ClientRef(pk, name, tuple(also.get(pk, ()))) for pk, name in rows}

    @cached_property
    def _contacts(self) -> list[ContactRef]:
        rows = visible_to(self._person, Contact).filter(left=None).values_list("pk", "name", "client")
        return [ContactRef(pk, name, self._clients[client]) for pk, name, client in rows if client in self._clients]

    @cached_property
    def _people(self) -> list[PersonRef]:
        return [PersonRef(pk, name) for pk, name in Person.objects.filter(is_active=True).values_list("pk", "name")]

    @cached_property
    def _jobs(self) -> list[JobRef]:
        rows = visible_to(self._person, Job).exclude(stage__in=Stage.OVER).order_by("-opened")
        return [JobRef(*row) for row in rows.values_list("pk", "number", "name", "client")]
