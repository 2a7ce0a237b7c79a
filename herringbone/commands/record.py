"""`herringbone record`: the on-time record of a month as somebody reads it, on the terminal or into a file."""

import argparse
from pathlib import Path

from django.utils import timezone, translation

from herringbone.commands.database import the_agency
from herringbone.commands.failure import Failed
from herringbone.commands.persons import person_of
from herringbone.core.tables import write_csv
from herringbone.ontime import tables
from herringbone.ontime.month import Month
from herringbone.ontime.queries.figures import Which, cases
from herringbone.ontime.queries.lead import lead_of
from herringbone.ontime.queries.record import Record, month_to_show, record_of
from herringbone.people.rules import standing
from herringbone.record.duties.holding import settle


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Whose eyes it is read with, of which month, by what, into which file."""
    parser.add_argument("--as", dest="by", required=True, metavar="EMAIL", help="who reads it, and sees what they may")
    parser.add_argument("--month", metavar="YYYY-MM", help="such as 2026-10; else the last month that is over")
    parser.add_argument("--by", dest="table", default="client", choices=tables.TABLES, help="what the figures are of")
    parser.add_argument("--file", type=Path, metavar="FILE", help="write all tables to this .csv or .xlsx instead")


def run(told: argparse.Namespace) -> int:
    """0 when it was printed or written."""
    the_agency()
    person = person_of(told.by)
    month = Month.read(told.month) if told.month else None
    if told.month and month is None:
        raise Failed(f"{told.month} is no month: write it as 2026-10.")
    if told.file and told.file.suffix not in (".csv", ".xlsx"):
        raise Failed(f"{told.file} is neither a .csv nor a .xlsx.")
    settle()
    here = standing(person)
    month = month or month_to_show(here)
    with translation.override(person.language), timezone.override(person.office.wall):
        found = record_of(here, month)
        if not told.file:
            print("\n".join(printed(found, told.table)))
        elif told.file.suffix == ".csv":
            told.file.write_bytes(write_csv(tables.long_list(found)))
        else:
            duties = cases(here, Which(month, month), "all").iterator(chunk_size=500)
            told.file.write_bytes(tables.workbook(found, duties))
    return 0


def printed(record: Record, of: tables.Table) -> list[str]:
    """The lead, and one table in columns."""
    head = [tables.table_names()[of], *tables.heads()]
    rows = [head, *(["" if cell is None else str(cell) for cell in row] for row in tables.lines(record, of))]
    widths = [max(len(row[place]) for row in rows) for place in range(len(head))]
    lines = [
        "  ".join(
            [row[0].ljust(widths[0]), *(cell.rjust(wide) for cell, wide in zip(row[1:], widths[1:], strict=True))]
        )
        for row in rows
    ]
    return [f"{record.month.key}: {lead_of(record)}", "", *lines]
