"""Columns of days and numbers, read as a whole: one clear value tells how the others are written, else it is asked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Generic, TypeVar

from django.utils.translation import gettext as _

from herringbone.core.tables.days import Numeric, read_day
from herringbone.core.tables.numbers import Amount, read_number
from herringbone.core.tables.table import Cell, Choice, DateOrder, Question

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Values(Generic[Value]):
    """A column's values in the order of its cells: None for an empty cell, and for those listed in `unread`.

    With a question open, the cells it is about are None too.
    """

    values: tuple[Value | None, ...]
    unread: tuple[int, ...] = ()
    question: Question | None = None


def read_days(cells: Sequence[Cell], order: DateOrder | None = None) -> Values[date]:
    """The days of a column. 31.12. proves that the day comes first wherever the column uses points.

    `order` (`dmy`, `mdy`) is what was answered; it yields to a value that proves otherwise only by being unread.
    """
    read = [read_day(cell) for cell in cells]
    orders = {mark: order or _proven(read, mark) for mark in {one.mark for one in read if isinstance(one, Numeric)}}
    values: list[date | None] = []
    unread, open_at = [], []
    for at, one in enumerate(read):
        day = one.day(orders[one.mark]) if isinstance(one, Numeric) else one
        values.append(day if isinstance(day, date) else None)
        if isinstance(one, Numeric) and day is None and one.ambiguous and orders[one.mark] is None:
            open_at.append(at)
        elif day is None and cells[at] != "":
            unread.append(at)
    if not open_at:
        return Values(tuple(values), tuple(unread))
    text = _("“%(value)s”: which is the day, which the month?") % {"value": cells[open_at[0]]}
    choices = tuple(Choice(name, sample) for name, sample in _samples(read[open_at[0]]))
    return Values(tuple(values), tuple(unread), Question("date-order", text, choices))


def _proven(read: Sequence[date | Numeric | None], mark: str) -> DateOrder | None:
    """The order that the clear values with a separator prove; None if they prove none, or both."""
    proven = {one.proves for one in read if isinstance(one, Numeric) and one.mark == mark and one.proves}
    return proven.pop() if len(proven) == 1 else None


def _samples(one: date | Numeric | None) -> list[tuple[str, str]]:
    if not isinstance(one, Numeric):
        return []
    orders: tuple[DateOrder, ...] = ("dmy", "mdy")
    return [(order, day.isoformat()) for order in orders if (day := one.day(order))]


def read_numbers(cells: Sequence[Cell], decimal: str | None = None, *, whole: bool = False) -> Values[Decimal]:
    """The numbers of a column, as Decimal. `1.234,56` proves the comma; `1,234` alone proves nothing and is asked.

    `decimal` is the decimal sign that was answered. `whole` says that the column counts things, so that `1,234` is
    one thousand.
    """
    read = [read_number(cell) for cell in cells]
    if decimal is None and not whole:
        signs = {one.decimal for one in read if isinstance(one, Amount) and one.decimal}
        decimal = signs.pop() if len(signs) == 1 else None
    values: list[Decimal | None] = []
    unread, open_at = [], []
    for at, one in enumerate(read):
        value = one.value(decimal, whole=whole) if isinstance(one, Amount) else None
        values.append(value)
        if value is None and isinstance(one, Amount) and one.ambiguous and decimal is None:
            open_at.append(at)
        elif value is None and cells[at] != "":
            unread.append(at)
    if not open_at:
        return Values(tuple(values), tuple(unread))
    first = read[open_at[0]]
    text = _("“%(value)s”: is the sign a decimal one, or does it group thousands?") % {"value": cells[open_at[0]]}
    choices = tuple(Choice(sign, str(first.value(sign))) for sign in ".," if isinstance(first, Amount))
    return Values(tuple(values), tuple(unread), Question("decimal", text, choices))
