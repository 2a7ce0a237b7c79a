"""Lists as files: each list's own address, with `as=csv` or `as=xlsx` added, gives all its rows as one sees them.

    if kind := table_wanted(request):
        return handed_table(kind, _("Jobs"), [_("Job"), ...], ([row.number, ...] for row in all_rows(filters)))

Filters and order are those of the address, and the rows what its reader may see at that moment. What people typed stays
text, also where it looks like a formula.
"""

import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import SuspiciousOperation
from django.http import FileResponse
from django.utils import timezone
from django.utils.text import slugify

from herringbone.core import clock
from herringbone.core.tables.write import add_sheet, csv_lines, open_workbook
from herringbone.core.wording.dates import language

KINDS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def table_wanted(request: Any) -> str:
    """Which kind of file the address asks for; empty for the page. Raises SuspiciousOperation (400) for another."""
    kind = request.GET.get("as", "")
    if kind and kind not in KINDS:
        raise SuspiciousOperation("No such kind of file")
    return str(kind)


def handed_table(kind: str, name: str, headings: Sequence[Any], rows: Iterable[Sequence[object]]) -> FileResponse:
    """The rows as a file to be kept, named after the list and the day. Moments become the reader's clock."""
    heads = [str(one) for one in headings]
    told = ([on_the_clock(cell) for cell in row] for row in rows)
    made = io.BytesIO()
    if kind == "xlsx":
        with open_workbook(made) as book:
            add_sheet(book, name, heads, told)
    else:
        made.writelines(csv_lines([heads, *told], **spreadsheets_of_here()))
    made.seek(0)
    file = f"{slugify(name) or 'list'}-{timezone.localtime(clock.now()):%Y-%m-%d}.{kind}"
    response = FileResponse(made, as_attachment=True, filename=file, content_type=KINDS[kind])
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


def spreadsheets_of_here() -> dict[str, str]:
    """How a CSV file is written that spreadsheets of the reader's language open as a table."""
    return {"separator": ";", "decimal": ","} if language() == "it" else {}


def on_the_clock(cell: object) -> object:
    """Days and amounts as they are; a moment on the reader's clock, without its zone; words for what is lazy."""
    if isinstance(cell, datetime):
        return timezone.localtime(cell).replace(tzinfo=None, microsecond=0)
    return cell if cell is None or isinstance(cell, date | int | Decimal) else str(cell)
