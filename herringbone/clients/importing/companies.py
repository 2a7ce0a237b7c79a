"""Which client a file means by what it calls a company."""

from collections.abc import Iterable, Iterator

from herringbone.clients.models import Client, LegalEntity
from herringbone.core.names import company_key, company_words, fold


class Companies:
    """Clients by whatever a file may call them: name, code, registered name, and these without accents and legal form.

    The closest likeness counts: who bears the very name is meant, however many are called nearly so.
    """

    def __init__(self, clients: Iterable[Client]) -> None:
        self.ways: tuple[dict[str, dict[int, Client]], ...] = ({}, {}, {}, {})
        clients = list(clients)
        of: dict[int, list[str]] = {}
        for entity in LegalEntity.objects.filter(client__in=clients):
            of.setdefault(entity.client_id, []).append(entity.name)
        for client in clients:
            self._note(0, company_key(client.name), client)
            self._note(1, client.code.casefold(), client)
            for name in (client.name, *of.get(client.pk, ())):
                self._note(2, fold(company_key(name)), client)
                self._note(3, "".join(company_words(name)), client)

    def called(self, text: str) -> list[Client]:
        """The clients that may be meant: one who surely is, several of whom a person must choose, or none."""
        for way, key in zip(self.ways, _keys(text), strict=True):
            if key and (found := way.get(key)):
                return list(found.values())
        return []

    def _note(self, way: int, key: str, client: Client) -> None:
        if key:
            self.ways[way].setdefault(key, {})[client.pk] = client


def _keys(text: str) -> Iterator[str]:
    key = company_key(text)
    yield from (key, key, fold(key), "".join(company_words(text)))


def one_of(clients: Iterable[Client]) -> str:
    """Several clients with their codes, for a sentence that asks which is meant."""
    return ", ".join(f"{client.name} ({client.code})" for client in clients)
