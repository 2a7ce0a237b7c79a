"""A file as records: which column is which field, what must be asked, what is not imported."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal

from django.utils.translation import gettext as _

from herringbone.clients.importing.kinds import ImportKind, import_kind
from herringbone.clients.importing.layout import adds_up, headings_among
from herringbone.clients.importing.words import Word, explained, too_many, words_of
from herringbone.core.names import fold
from herringbone.core.tables import (
    Cell,
    Column,
    Note,
    Question,
    Row,
    Table,
    TableRefused,
    as_text,
    guess_mapping,
    read_bytes,
    read_days,
    read_numbers,
    read_table,
)
from herringbone.core.tables import Mapping as ColumnMapping
from herringbone.core.tables.currencies import currency_of_heading, currency_told

_YEAR = re.compile(r"(?:18|19|20)\d{2}")


@dataclass(frozen=True)
class Told:
    """What a person said about a file.

    `fields` maps headings, or numbers from 1 where there are none, to fields. `places` maps each column, counted from
    0, to its field, "" leaving it out, and goes before everything that headings tell. `whose` is whether the client
    was named of whom a file without clients is. `heading_line` is the line of the headings, where they are not found.
    `words` maps, for a field whose words have to be explained, each folded word to what it means here.
    """

    encoding: str | None = None
    separator: str | None = None
    date_order: Literal["dmy", "mdy"] | None = None
    decimal: str | None = None
    header: bool = True
    fields: Mapping[str, str] = field(default_factory=dict)
    places: Mapping[int, str] = field(default_factory=dict)
    whose: bool = False
    heading_line: int | None = None
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Value:
    """One value of a field; `label` tells the kind of a telephone or address, or the currency of an amount."""

    text: str
    label: str = ""


@dataclass(frozen=True)
class Record:
    """A row: its number, where it begins, its values by field, and what should be known about it.

    `source` is the record as its own reader has it, where values by field cannot say all, such as of a meeting.
    `aside` is why it is not brought in unless a person says so; empty for most.
    """

    number: int
    line: int
    values: Mapping[str, Sequence[Value]]
    notes: tuple[str, ...] = ()
    source: Any = None
    aside: str = ""

    def text(self, name: str) -> str:
        """The first value of a field; empty where there is none."""
        return next((value.text for value in self.values.get(name, ())), "")

    def all(self, name: str) -> Sequence[Value]:
        """All values of a field, in the order of their columns."""
        return self.values.get(name, ())


@dataclass(frozen=True)
class Reading:
    """What a file holds. With questions open, its records may read otherwise once they are answered.

    `untabled` is a file that is no table, with no columns to be named. `words` are those that a person may explain.
    """

    kind: str
    table: Table
    columns: tuple[Column, ...]
    records: list[Record]
    questions: list[Question]
    notes: list[str]
    untabled: bool = False
    words: tuple[Word, ...] = ()

    @property
    def unexplained(self) -> list[Word]:
        """Words of which nobody has said what they mean, and that are not known."""
        return [word for word in self.words if not word.means]

    @property
    def below_a_title(self) -> bool:
        """Whether something stands above the headings."""
        return bool(self.table.top) and 0 < self.table.top[0][0] < self.table.heading_line

    @property
    def left_out(self) -> list[str]:
        """Headings of columns from which nothing is taken."""
        return [column.heading for column in self.columns if not column.field and column.heading]

    @property
    def maybe(self) -> list[Column]:
        """Columns whose heading looks like a field without being one: a person should say."""
        return [column for column in self.columns if column.field and column.confidence < 0.9]


def read(name: str, source: Path | bytes, told: Told, file_name: str = "") -> Reading:
    """Read a file of a kind of records. Raises TableRefused, OSError, and KeyError naming a column it has not."""
    kind = import_kind(name)
    shown = file_name or (source.name if isinstance(source, Path) else "")
    data = read_bytes(source, shown)
    reading = next((found for other in kind.others if (found := other(data, told, shown))), None)
    reading = reading or _table(kind, data, told, shown)
    words = words_of(kind, reading.records, told.words)
    many = [Question("map", text) for text in too_many(kind, words)]
    reading = replace(
        reading, words=words, records=explained(words, reading.records), questions=[*reading.questions, *many]
    )
    if (
        kind.whose
        and not told.whose
        and not reading.questions
        and reading.records
        and not any(one.text("client") for one in reading.records)  # else those that say nothing are rejected alone
    ):
        return replace(reading, questions=[Question("client", str(kind.whose))])
    return reading


def _table(kind: ImportKind, data: bytes, told: Told, name: str) -> Reading:
    if not kind.fields:
        raise TableRefused(
            _("%(name)s is no file of this kind. It takes: %(accepts)s.") % {"name": name, "accepts": kind.accepts}
        )
    table = read_table(
        data, name, encoding=told.encoding, separator=told.separator, date_order=told.date_order, header=told.header,
        heading_line=told.heading_line, headings_in=lambda rows: headings_among(kind, rows, list(told.fields)),
    )  # fmt: skip
    mapping = guess_mapping(table.headers, kind.name, dict(told.fields))
    if kind.refine:
        named = {fold(heading.strip()) for heading in told.fields}
        said = {column.at: column for column in mapping.columns if fold(column.heading.strip()) in named}
        refined = kind.refine(table, mapping)
        mapping = ColumnMapping(tuple(said.get(column.at, column) for column in refined.columns))
    mapping = _placed(mapping, told.places)
    mapping = _each_once(kind, mapping, told)
    questions = list(table.questions)
    questions += [Question("map", text) for text in twice(kind, mapping.sure)]
    if not questions and table.headers and not kind.naming & {column.field for column in mapping.sure}:
        wanted = {"wanted": kind.wanted, "headings": ", ".join(table.headers[:12])}
        text = _("No heading says which column is %(wanted)s. There are: %(headings)s.")
        questions.append(Question("map", text % wanted))
    days, numbers, asked = _typed(kind, table, mapping.sure, told)
    questions += asked
    records = [_record(row, mapping.sure, days, numbers) for row in table.rows]
    total = _("A row of totals")
    records = [
        replace(record, aside=total) if adds_up(row.cells) else record
        for record, row in zip(records, table.rows, strict=True)
    ]
    notes = [note.text if note.row is None else _at(note) for note in table.notes]
    return Reading(kind.name, table, mapping.columns, records, questions, notes)


def without_columns(
    kind: str, records: list[Record], questions: Sequence[Question] = (), notes: Sequence[str] = ()
) -> Reading:
    """What a file holds that is no table."""
    return Reading(kind, Table((), ()), (), records, list(questions), list(notes), untabled=True)


def _placed(mapping: ColumnMapping, places: Mapping[int, str]) -> ColumnMapping:
    """The mapping with what was said of each column put in."""
    columns = tuple(
        replace(column, field=places[column.at] or None, confidence=1.0) if column.at in places else column
        for column in mapping.columns
    )
    return ColumnMapping(columns)


def _each_once(kind: ImportKind, mapping: ColumnMapping, told: Told) -> ColumnMapping:
    """The mapping without guesses of a field that another column surely holds. What a person said stays."""
    named = {fold(heading.strip()) for heading in told.fields}
    said = {one.at for one in mapping.columns if one.at in told.places or fold(one.heading.strip()) in named}
    held = {one.field for one in mapping.columns if one.at in said and one.field}
    left: set[int] = set()
    for one in sorted(mapping.columns, key=lambda one: (-one.confidence, one.at)):
        if one.at in said or not one.field or one.field in kind.several:
            continue
        if one.field in held:
            left.add(one.at)
        held.add(one.field)
    return ColumnMapping(
        tuple(replace(one, field=None, confidence=0.0) if one.at in left else one for one in mapping.columns)
    )


def twice(kind: ImportKind, columns: Iterable[Column]) -> list[str]:
    """A sentence for each field that takes one column and was given several: which they are."""
    holding: dict[str, list[str]] = {}
    for one in columns:
        if one.field and one.field not in kind.several:
            holding.setdefault(one.field, []).append(one.heading or str(one.at + 1))
    text = _("Two columns cannot both be “%(field)s”: %(headings)s. Leave one of them out.")
    labels = dict(kind.fields)
    return [
        text % {"field": labels[name], "headings": ", ".join(headings)}
        for name, headings in holding.items()
        if len(headings) > 1
    ]


def _typed(
    kind: ImportKind, table: Table, columns: Iterable[Column], told: Told
) -> tuple[dict[int, Sequence[date | None]], dict[int, Sequence[Decimal | None]], list[Question]]:
    """The columns of days and of figures, read as a whole, and what they leave open."""
    columns = list(columns)
    days, asked = _days(kind, table, [column for column in columns if column.field in kind.days], told)
    numbers: dict[int, Sequence[Decimal | None]] = {}
    questions = [asked]
    for column in columns:
        if column.field and column.field in kind.numbers:
            figures = read_numbers(table.column(column.at), told.decimal, whole=kind.numbers[column.field])
            numbers[column.at] = figures.values
            questions.append(figures.question)
    return days, numbers, [question for question in questions if question]


def _days(
    kind: ImportKind, table: Table, columns: Sequence[Column], told: Told
) -> tuple[dict[int, Sequence[date | None]], Question | None]:
    """The days of all columns, read together: who wrote 18.12. in one of them wrote 1.12. in another the same way."""
    cells: list[Cell] = []
    for column in columns:
        own = table.column(column.at)
        cells += [_first_day(cell) for cell in own] if column.field in kind.years else own
    found, rows = read_days(cells, told.date_order), len(table.rows)
    values: dict[int, Sequence[date | None]] = {
        column.at: found.values[at * rows : (at + 1) * rows] for at, column in enumerate(columns)
    }
    return values, found.question


def _first_day(cell: Cell) -> Cell:
    """The first day of a bare year; whatever else stands in the cell as it is."""
    text = as_text(cell).strip().removesuffix(".0")
    return date(int(text), 1, 1) if _YEAR.fullmatch(text) else cell


def _record(
    row: Row,
    columns: Iterable[Column],
    days: Mapping[int, Sequence[date | None]],
    numbers: Mapping[int, Sequence[Decimal | None]],
) -> Record:
    values: dict[str, list[Value]] = {}
    notes = []
    for column in columns:
        cell: Cell | None = row.cells[column.at]
        text = as_text(row.cells[column.at]).strip()
        if not text:
            continue
        currency = ""
        if column.at in days:
            cell = days[column.at][row.number - 1]
        elif column.at in numbers:
            figure = numbers[column.at][row.number - 1]
            cell = figure * column.unit if figure is not None and column.unit else figure
            currency = currency_told(row.cells[column.at]) or currency_of_heading(column.heading)
        if cell is None:
            told = {"heading": column.heading, "value": text[:60]}
            notes.append(_("%(heading)s: “%(value)s” cannot be read, and is left out") % told)
            continue
        label = column.label or currency
        if column.label_from is not None:
            label = as_text(row.cells[column.label_from]).strip() or label
        assert column.field
        values.setdefault(column.field, []).append(Value(as_text(cell).strip(), label))
    return Record(row.number, row.line, values, tuple(notes))


def _at(note: Note) -> str:
    return _("Row %(row)s: %(text)s") % {"row": note.row, "text": note.text}
