"""The kinds of records that files bring in. A higher floor declares its own in its `apps.py`."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

from herringbone.clients.models import Client
from herringbone.people.models import Person

if TYPE_CHECKING:
    from herringbone.clients.importing.reading import Reading, Record, Told
    from herringbone.clients.importing.report import Outcome
    from herringbone.core.tables import Mapping as ColumnMapping
    from herringbone.core.tables import Table


@dataclass(frozen=True)
class Chosen:
    """What a person named beside the file: who answers for what is new, and whose it is. `file` is its name."""

    point_person: Person | None = None
    client: Client | None = None
    file: str = ""


class Rows(Protocol):
    """Brings in rows of one kind, one after the other."""

    def land(self, record: "Record") -> "Outcome": ...

    def finish(self, outcomes: dict[int, "Outcome"]) -> list[str]: ...


# Reads a file that is no table; None where it is none of this reader's.
OtherFile = Callable[[bytes, "Told", str], "Reading | None"]


@dataclass(frozen=True)
class Meaning:
    """A field whose words are another program's own: what each may mean here, and which of them we know.

    A word that is not known is for a person to explain; nothing is made of it before.
    """

    choices: Callable[[], Sequence[tuple[str, Any]]]
    known: Callable[[str], str | None]


@dataclass(frozen=True)
class ImportKind:
    """What is to be known of a kind to bring it in.

    `fields` are what a column may hold, with how it reads on the page; a table without any of `naming` names nothing,
    and `wanted` says what is missed. `days` and `numbers` (whether they count things) are read as columns; in the
    fields `years` a bare year is its first day. `several` are the fields that more than one column may hold: a second
    mail address is one more, a second name is none. `meanings` are the fields whose words have to be explained.
    `refine` looks at what columns hold, where a heading alone may mean two things. `others` read files that are no
    tables. `asks` lists what of `Chosen` a person may name; `whose` asks for the client where neither the file nor a
    person has said it. `shown` is the query of the list that has what came in.
    """

    name: str
    heading: Any  # "Bring in contacts"
    plural: Any  # "Contacts"
    page: str  # the name of the address that lists them; theirs for a file is `import_` and their own name
    accepts: Any
    rows: Callable[[Person, Chosen], Rows]
    fields: Sequence[tuple[str, Any]] = ()
    naming: frozenset[str] = frozenset()
    wanted: Any = ""
    days: frozenset[str] = frozenset()
    years: frozenset[str] = frozenset()
    several: frozenset[str] = frozenset()
    meanings: Mapping[str, Meaning] = field(default_factory=dict)
    refine: "Callable[[Table, ColumnMapping], ColumnMapping] | None" = None
    shown: str = ""
    numbers: Mapping[str, bool] = field(default_factory=dict)
    others: Sequence[OtherFile] = ()
    asks: frozenset[str] = frozenset()
    whose: Any = ""

    @property
    def start(self) -> str:
        """The name of the address where a file is chosen."""
        return f"import_{self.name}"


_kinds: dict[str, ImportKind] = {}


def declare_import(kind: ImportKind) -> None:
    """Let files bring in another kind of records."""
    _kinds[kind.name] = kind


def import_kind(name: str) -> ImportKind:
    """The kind of this name. Raises KeyError where there is none."""
    return _kinds[name]


def import_kinds() -> tuple[ImportKind, ...]:
    """All kinds, in the order in which a new agency brings them in."""
    return tuple(_kinds.values())
