"""Tables: CSV and XLSX, read with questions instead of guesses, and written so that nothing in them runs."""

from herringbone.core.tables.mapping import Column, Mapping, guess_mapping
from herringbone.core.tables.read import read_bytes, read_table
from herringbone.core.tables.table import Cell, Choice, Note, Question, Row, Table, TableRefused, as_text
from herringbone.core.tables.values import Values, read_days, read_numbers
from herringbone.core.tables.write import add_sheet, csv_lines, open_workbook, write_csv

__all__ = [
    "Cell",
    "Choice",
    "Column",
    "Mapping",
    "Note",
    "Question",
    "Row",
    "Table",
    "TableRefused",
    "Values",
    "add_sheet",
    "as_text",
    "csv_lines",
    "guess_mapping",
    "open_workbook",
    "read_bytes",
    "read_days",
    "read_numbers",
    "read_table",
    "write_csv",
]
