"""Which field each column holds, guessed from its heading, with how sure that is."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from herringbone.core.names import fold
from herringbone.core.tables.headings import CURRENCIES, HEADINGS, LABELS, NOT_OURS, UNITS

_WORDS = re.compile(r"[^\W_]+|[€$£]")
_NUMBER_SIGN = re.compile(r"[#№]")  # "Job #" is the job's number, not the job
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_YEAR = re.compile(r"(?:19|20)\d{2}")
# Google's "Phone 1 - Label" says what "Phone 1 - Value" is; Salesforce's own fields end in "__c".
_LABEL_OF = re.compile(r"(.+) (?:label|type)")
_TAIL = re.compile(r"(?: value| c| formatted)$")

CERTAIN = 1.0
LIKELY = 0.9
MAYBE = 0.6
LABELLED = frozenset({"phone", "email", "address", "city", "postcode", "country"})
ALIKE = 88  # out of 100: a misspelt heading is proposed, never taken by itself


@dataclass(frozen=True, slots=True)
class Column:
    """A column and what it holds. `field` is None for one that is not imported.

    `label` tells the kind of a phone or address, `label_from` the column that does; `unit` is what figures are
    multiplied by and `currency` theirs, `year` whose they are, as far as the heading says so.
    """

    at: int
    heading: str
    field: str | None = None
    confidence: float = 0.0
    label: str = ""
    label_from: int | None = None
    unit: int | None = None
    currency: str = ""
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Mapping:
    """All columns of a table, in their order."""

    columns: tuple[Column, ...]

    @property
    def sure(self) -> tuple[Column, ...]:
        """Columns whose field may be taken without asking."""
        return tuple(column for column in self.columns if column.field and column.confidence >= LIKELY)

    @property
    def proposed(self) -> tuple[Column, ...]:
        """Columns of which a person should say whether they are that."""
        return tuple(column for column in self.columns if column.field and column.confidence < LIKELY)

    @property
    def not_imported(self) -> tuple[Column, ...]:
        """Columns that nothing is taken from, unless somebody maps them."""
        return tuple(column for column in self.columns if not column.field)

    def of(self, field: str) -> tuple[Column, ...]:
        """The columns that surely hold a field, in their order: a heading that comes twice is two values."""
        return tuple(column for column in self.sure if column.field == field)


def guess_mapping(headers: Sequence[str], kind: str, told: dict[str, str] | None = None) -> Mapping:
    """Guess the field of each column. `told` maps headings (or numbers from 1) to fields, and is believed.

    `kind` is one of `HEADINGS`. Raises KeyError naming a heading of `told` that the table has not.
    """
    columns = [_guess(at, heading, HEADINGS[kind]) for at, heading in enumerate(headers)]
    columns = _with_labels(columns)
    if kind in ("contacts", "people"):
        columns = _names_in_parts(columns)
    elif kind == "clients":
        columns = _named_by_law(columns)
    for heading, field in (told or {}).items():
        at = _position(heading, headers)
        columns[at] = replace(columns[at], field=field, confidence=CERTAIN)
    return Mapping(tuple(columns))


def _position(heading: str, headers: Sequence[str]) -> int:
    wanted = fold(heading.strip())
    for at, header in enumerate(headers):
        if header == heading.strip() or fold(header) == wanted:
            return at
    raise KeyError(heading)


def _guess(at: int, heading: str, known: dict[str, str]) -> Column:
    words = _WORDS.findall(fold(_CAMEL.sub(" ", _NUMBER_SIGN.sub(" number ", heading))))
    column = Column(at, heading)
    if not words or (" ".join(words) in NOT_OURS and " ".join(words) not in known):
        return column
    field, confidence = _field(" ".join(words), known)
    if field is None:
        plain = [word for word in words if not word.isdecimal() and word not in CURRENCIES and word not in UNITS]
        plain = [word for word in plain if word not in {"in", "di", "the", "del", "della"}]
        field, confidence = _field(_TAIL.sub("", " ".join(plain)), known)
        confidence = min(confidence, LIKELY)
    if field is None:
        return column
    column = replace(column, field=field, confidence=confidence)
    if field in ("revenue", "budget"):
        return _with_unit(column, words)
    return replace(column, label=_label(words)) if field in LABELLED else column


def _field(words: str, known: dict[str, str]) -> tuple[str | None, float]:
    if words in known:
        return known[words], CERTAIN
    joined = words.replace(" ", "")
    for heading, field in known.items():
        if heading.replace(" ", "") == joined:
            return field, LIKELY
    from rapidfuzz import fuzz, process  # takes 4 MB, and few pages compare names

    alike = process.extractOne(words, list(known), scorer=fuzz.ratio, score_cutoff=ALIKE) if words else None
    return (known[alike[0]], MAYBE) if alike else (None, 0.0)


def _label(words: Sequence[str]) -> str:
    labels = [LABELS[word] for word in words if word in LABELS]
    return "fax" if "fax" in labels else labels[0] if labels else ""


def _with_unit(column: Column, words: Sequence[str]) -> Column:
    """What a heading like `Revenue 2025 (EUR m)` says about its figures."""
    rest = words[1:]
    years = [int(word) for word in words if _YEAR.fullmatch(word)]
    units = {UNITS[word] for word in rest if word in UNITS}
    currencies = {CURRENCIES[word] for word in rest if word in CURRENCIES}
    return replace(
        column,
        unit=units.pop() if len(units) == 1 else None,
        currency=currencies.pop() if len(currencies) == 1 else "",
        year=years[0] if len(years) == 1 else None,
    )


def _with_labels(columns: list[Column]) -> list[Column]:
    """Join `Phone 1 - Label` to `Phone 1 - Value`."""
    keys = {" ".join(_WORDS.findall(fold(column.heading))): column.at for column in columns}
    joined = list(columns)
    for key, at in keys.items():
        found = _LABEL_OF.fullmatch(key)
        value = found and next(
            (keys[name] for name in (f"{found[1]} value", f"{found[1]} formatted") if name in keys), None
        )
        if value is not None and found:
            joined[value] = replace(joined[value], label_from=at)
            joined[at] = replace(joined[at], field=None, confidence=0.0)
    return joined


def _named_by_law(columns: list[Column]) -> list[Column]:
    """Where a client's legal name is the only name, it is the name."""
    if any(column.field == "name" for column in columns):
        return columns
    return [replace(column, field="name") if column.field == "legal_name" else column for column in columns]


def _names_in_parts(columns: list[Column]) -> list[Column]:
    """`Nome` beside `Cognome`, `Name` beside `Surname`, is the first name; alone it is the whole name."""
    fields = {column.field for column in columns}
    parted = "last_name" in fields and "first_name" not in fields
    changed = []
    for column in columns:
        word = fold(column.heading.strip())
        if word == "nome" or (parted and word == "name"):
            field = "first_name" if parted else "name"
            column = replace(column, field=field, confidence=CERTAIN)
        changed.append(column)
    return changed
