"""A file as records: which column is which field, what must be asked, what is not imported."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Literal

from django.utils.translation import gettext as _

from herringbone.core.tables import (
    Cell,
    Column,
    Note,
    Question,
    Row,
    Table,
    as_text,
    guess_mapping,
    read_days,
    read_numbers,
    read_table,
)
from herringbone.core.tables import Mapping as ColumnMapping

Kind = Literal["clients", "contacts"]
# Without at least one of these a row names nobody.
NAMING = {"clients": {"name"}, "contacts": {"name", "first_name", "last_name", "company", "email", "email_or_phone"}}
DAYS = frozenset({"since"})
NUMBERS = {"revenue": False, "employees": True}  # whether the column counts things


@dataclass(frozen=True)
class Told:
    """What a person said about a file.

    `fields` maps headings, or numbers from 1 where there are none, to fields. `places` maps each column, counted from
    0, to its field, "" leaving it out, and goes before everything that headings tell.
    """

    encoding: str | None = None
    separator: str | None = None
    date_order: Literal["dmy", "mdy"] | None = None
    decimal: str | None = None
    header: bool = True
    fields: Mapping[str, str] = field(default_factory=dict)
    places: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Value:
    """One value of a field; `label` tells the kind of a telephone or address."""

    text: str
    label: str = ""


@dataclass(frozen=True)
class Record:
    """A row: its number, where it begins, its values by field, and what should be known about it."""

    number: int
    line: int
    values: Mapping[str, Sequence[Value]]
    notes: tuple[str, ...] = ()

    def text(self, name: str) -> str:
        """The first value of a field; empty where there is none."""
        return next((value.text for value in self.values.get(name, ())), "")

    def all(self, name: str) -> Sequence[Value]:
        """All values of a field, in the order of their columns."""
        return self.values.get(name, ())


@dataclass(frozen=True)
class Reading:
    """What a file holds. With questions open, its records may read otherwise once they are answered."""

    kind: Kind
    table: Table
    columns: tuple[Column, ...]
    records: list[Record]
    questions: list[Question]
    notes: list[str]

    @property
    def left_out(self) -> list[str]:
        """Headings of columns from which nothing is taken."""
        return [column.heading for column in self.columns if not column.field and column.heading]

    @property
    def maybe(self) -> list[Column]:
        """Columns whose heading looks like a field without being one: a person should say."""
        return [column for column in self.columns if column.field and column.confidence < 0.9]


def read(kind: Kind, source: Path | bytes, told: Told, name: str = "") -> Reading:
    """Read a file of clients or contacts. Raises TableRefused, OSError, and KeyError naming a column it has not."""
    table = read_table(
        source, name, encoding=told.encoding, separator=told.separator, date_order=told.date_order, header=told.header
    )
    mapping = _placed(guess_mapping(table.headers, kind, dict(told.fields)), told.places)
    questions = list(table.questions)
    if not questions and table.headers and not NAMING[kind] & {column.field for column in mapping.sure}:
        questions.append(_which_column(kind, table.headers))
    days, numbers, asked = _typed(table, mapping.sure, told)
    questions += asked
    records = [_record(row, mapping.sure, days, numbers) for row in table.rows]
    notes = [note.text if note.row is None else _at(note) for note in table.notes]
    return Reading(kind, table, mapping.columns, records, questions, notes)


def _placed(mapping: ColumnMapping, places: Mapping[int, str]) -> ColumnMapping:
    """The mapping with what was said of each column put in."""
    columns = tuple(
        replace(column, field=places[column.at] or None, confidence=1.0) if column.at in places else column
        for column in mapping.columns
    )
    return ColumnMapping(columns)


def _which_column(kind: Kind, headers: Sequence[str]) -> Question:
    wanted = _("the client’s name") if kind == "clients" else _("a name, a company or a mail address")
    told = {"wanted": wanted, "headings": ", ".join(headers[:12])}
    return Question("map", _("No heading says which column is %(wanted)s. There are: %(headings)s.") % told)


def _typed(
    table: Table, columns: Iterable[Column], told: Told
) -> tuple[dict[int, Sequence[date | None]], dict[int, Sequence[Decimal | None]], list[Question]]:
    """The columns of days and of figures, read as a whole, and what they leave open."""
    days: dict[int, Sequence[date | None]] = {}
    numbers: dict[int, Sequence[Decimal | None]] = {}
    questions = []
    for column in columns:
        if column.field in DAYS:
            read_as_days = read_days(table.column(column.at), told.date_order)
            days[column.at] = read_as_days.values
            questions.append(read_as_days.question)
        elif column.field in NUMBERS:
            figures = read_numbers(table.column(column.at), told.decimal, whole=NUMBERS[column.field])
            numbers[column.at] = figures.values
            questions.append(figures.question)
    return days, numbers, [question for question in questions if question]


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
        if column.at in days:
            cell = days[column.at][row.number - 1]
        elif column.at in numbers:
            figure = numbers[column.at][row.number - 1]
            cell = figure * column.unit if figure is not None and column.unit else figure
        if cell is None:
            told = {"heading": column.heading, "value": text[:60]}
            notes.append(_("%(heading)s: “%(value)s” cannot be read, and is left out") % told)
            continue
        label = column.label
        if column.label_from is not None:
            label = as_text(row.cells[column.label_from]).strip() or label
        assert column.field
        values.setdefault(column.field, []).append(Value(as_text(cell).strip(), label))
    return Record(row.number, row.line, values, tuple(notes))


def _at(note: Note) -> str:
    return _("Row %(row)s: %(text)s") % {"row": note.row, "text": note.text}
