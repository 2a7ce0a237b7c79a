"""How long each kind of duty may take: for the agency and for single clients, now and from a later moment on (J2)."""

from dataclasses import dataclass
from datetime import datetime

from herringbone.clients.promises import Declared, declared_promise, promises
from herringbone.people.rules import Standing
from herringbone.record.duties.declare import register
from herringbone.record.models import Policy


@dataclass(frozen=True)
class Term:
    """A length from a moment on; `client` is empty for the agency's. `begins` is None for what nobody has set.

    `past`: another has taken its place; `coming`: it does not count yet.
    """

    client: str
    code: str
    amount: int
    unit: Policy.Unit
    begins: datetime | None
    past: bool = False
    coming: bool = False

    @property
    def running(self) -> bool:
        """Whether it counts now."""
        return not self.past and not self.coming


@dataclass(frozen=True)
class Lengths:
    """What was set for one kind of duty: the agency's terms, then those of single clients, each the latest first."""

    declared: Declared
    agency: list[Term]
    clients: list[Term]

    @property
    def now(self) -> Term:
        """What counts for the agency now."""
        return next(term for term in self.agency if term.running)

    @property
    def coming(self) -> Term | None:
        """What will count next for the agency."""
        return next((term for term in reversed(self.agency) if term.coming), None)

    @property
    def own(self) -> int:
        """For how many clients, of those that the reader sees, something else counts now."""
        return len({term.code for term in self.clients if term.running})


def all_lengths(here: Standing, at: datetime) -> list[Lengths]:
    """Every length that can be set, in the order of the settings. One query."""
    rows = _rows(here)
    return [_of(declared, rows, at) for declared in promises()]


def lengths_of(here: Standing, kind: str, at: datetime) -> Lengths | None:
    """What was set for one kind of duty; None where no length can be set. One query."""
    declared = declared_promise(kind)
    return _of(declared, _rows(here), at) if declared else None


def promised_by_date() -> list[str]:
    """What duties are called whose date is promised each time, so that no length is set for them."""
    return [str(kind.plural) for kind in register.values() if declared_promise(kind.length or kind.name) is None]


def _rows(here: Standing) -> list[Policy]:
    """The agency's settings and those of the clients that this person sees."""
    seen = Policy.objects.filter(client=None) | Policy.objects.filter(here.sees("client"))
    return list(seen.select_related("client").order_by("-begins", "-pk"))


def _of(declared: Declared, rows: list[Policy], at: datetime) -> Lengths:
    terms: dict[int | None, list[Term]] = {}
    for row in rows:
        if row.kind != declared.kind:
            continue
        theirs = terms.setdefault(row.client_id, [])
        coming = row.begins > at
        past = not coming and any(not term.coming for term in theirs)
        name, code = (row.client.name, row.client.code) if row.client else ("", "")
        theirs.append(Term(name, code, row.amount, Policy.Unit(row.unit), row.begins, past, coming))
    agency = terms.pop(None, [])
    first = Term("", "", declared.amount, declared.unit, None, past=any(not term.coming for term in agency))
    clients = sorted((term for theirs in terms.values() for term in theirs), key=lambda term: (term.client, term.code))
    return Lengths(declared, [*agency, first], clients)
