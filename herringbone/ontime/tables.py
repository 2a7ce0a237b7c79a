"""The record as tables to take away: the figures in one long list, and the duties behind them."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from decimal import Decimal
from io import BytesIO
from itertools import islice

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from herringbone.core.tables import add_sheet, open_workbook
from herringbone.ontime.queries.figures import Figures
from herringbone.ontime.queries.reasons import reasons_of
from herringbone.ontime.queries.record import Line, Record, Table, called
from herringbone.people.tables import on_the_clock
from herringbone.record.duties.declare import register
from herringbone.record.models import Duty

HUNDRED = 100
AT_ONCE = 500  # duties whose reasons are asked for together
TABLES: tuple[Table, ...] = ("client", "person", "team", "kind", "month")


def table_names() -> dict[Table, str]:
    """What the tables are called."""
    return {
        "client": _("By client"), "person": _("By person"), "team": _("By team"), "kind": _("By duty"),
        "month": _("By month"),
    }  # fmt: skip


def heads() -> list[str]:
    """The heads of the columns of figures."""
    return [
        _("Fell due"), _("In time"), _("Late"), _("Still open"), _("Share in time, %"), _("Goal, %"),
        pgettext("duties", "Moved"), pgettext("duties", "Moved late"), pgettext("duties", "Withdrawn"),
    ]  # fmt: skip


def figures_row(figures: Figures, goal: int | None, ends: bool = True) -> list[int | Decimal | None]:
    """The figures of a line; no share under ten duties. Without `ends`, nothing of what was moved and withdrawn."""
    share = None if figures.few or figures.share is None else figures.share * HUNDRED
    told = [figures.moved, figures.moved_late, figures.withdrawn] if ends else [None] * 3
    return [
        figures.fell, figures.in_time, figures.late, figures.open, share and share.quantize(Decimal("0.1")), goal, *told
    ]  # fmt: skip


def named(line: Line, of: Table) -> str:
    """What a line is of; words for what nobody held or leads."""
    if line.name:
        return line.name
    return _("Nobody leads it") if of == "team" else _("Nobody")


def lines(record: Record, of: Table) -> Iterator[list[object]]:
    """One table without its heads, with the sum of all below it where that says something."""
    for line in record.table(of):
        yield [named(line, of), *figures_row(line.figures, record.goal_of(line, of), of != "month")]
    if of != "month":
        yield [_("Sum"), *figures_row(record.total, record.goal)]


def long_list(record: Record) -> Iterator[list[object]]:
    """All tables below each other, each line with what it is counted by."""
    yield [_("Month"), _("Counted"), _("Of"), *heads()]
    for of, name in table_names().items():
        for line in lines(record, of) if record.table(of) else ():
            yield [record.month.key, name, *line]


def workbook(record: Record, duties: Iterable[Duty]) -> bytes:
    """A workbook with a sheet for each table of the record, and the duties on the last."""
    out = BytesIO()
    with open_workbook(out) as book:
        for of, name in table_names().items():
            if record.table(of):
                add_sheet(book, name, [_("Of"), *heads()], lines(record, of), number_format="0.0")
        add_sheet(book, _("Duties"), case_heads(), case_rows(duties))
    return out.getvalue()


def case_heads() -> list[str]:
    """The heads of the duties' columns."""
    return [
        _("Duty"), _("About"), _("Kind"), _("Client"), _("Held by"), _("Fell due"), _("Done"), _("Outcome"),
        _("Reason given"), _("Given by"), _("Given on"),
    ]  # fmt: skip


def case_rows(duties: Iterable[Duty]) -> Iterator[Sequence[object]]:
    """The duties, one a line, with why they were late; their moments on the reader's clock."""
    left = iter(duties)
    while some := list(islice(left, AT_ONCE)):
        reasons = reasons_of(some)
        for duty in some:
            line, given = register[duty.kind].line(duty), reasons.get(duty.pk)
            yield [
                line.what, line.about, called(duty.kind), duty.client.name, duty.held_by.name if duty.held_by else None,
                on_the_clock(duty.due), on_the_clock(duty.done), outcome_of(duty.due, duty.done),
                *([given.why, given.by, on_the_clock(given.at)] if given else [None, None, None]),
            ]  # fmt: skip


def outcome_of(due: datetime, done: datetime | None) -> str:
    """In time, late, or still open, in words."""
    if done is None:
        return _("still open")
    return _("in time") if done <= due else _("late")
