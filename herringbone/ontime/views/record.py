"""The on-time record of a month, the cases behind its figures, and both as tables to take away."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from herringbone.core import clock
from herringbone.core.tables import write_csv
from herringbone.ontime import tables
from herringbone.ontime.queries.figures import cases
from herringbone.ontime.queries.lead import lead_of
from herringbone.ontime.queries.reasons import reasons_of
from herringbone.ontime.queries.record import Line, record_of
from herringbone.ontime.rules import Explains, may_set_goal
from herringbone.ontime.views.narrowing import Narrowed, narrowed
from herringbone.people.pages import SIGNED_IN, Asked, page
from herringbone.people.tables import spreadsheets_of_here
from herringbone.work.queries.paging import page_of

MOST = 40  # lines of a table beside others
ALONE = 100  # lines of a table that has the page to itself
CASES = 50
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@page(SIGNED_IN)
@require_safe
def record(request: Asked) -> HttpResponse:
    """The share of duties met in time in a month, by client, person, team and kind; and the cases of one figure."""
    asked = narrowed(request)
    found = record_of(request.standing, asked.month)
    alone = request.GET.get("by", "")
    context: dict[str, Any] = {
        "record": found, "asked": asked, "lead": lead_of(found), "now": clock.now(), "most": MOST,
        "may_aim": may_set_goal(by=request.person),
        "before": asked.month.later(-1), "after": None if found.running else asked.month.later(1),
    }  # fmt: skip
    if alone in ("client", "person"):
        lines: Sequence[Line] = found.table(alone)  # type: ignore[arg-type]  # one of these two
        context.update(alone=alone, page=page_of(lines, ALONE, request.GET.get("page", "1")))
        return render(request, "ontime/one_table.html", context)
    if asked.shown:
        rows = cases(request.standing, asked.which, asked.outcome)
        count = found.figures_of(asked.by, asked.key).number(asked.outcome)
        context["cases"] = page_of(rows, CASES, request.GET.get("page", "1"), count)
        context["list_address"] = asked.list_address(context["cases"].number)
        context["reasons"], context["explains"] = reasons_of(context["cases"]), Explains(request.standing)
    return render(request, "ontime/record.html", context)


@page(SIGNED_IN)
@require_safe
def record_csv(request: Asked) -> HttpResponseBase:
    """The figures of a month as one table, or with `show` the duties behind a figure, in CSV."""
    asked = narrowed(request)
    if asked.shown:
        duties = cases(request.standing, asked.which, asked.outcome).iterator(chunk_size=500)
        made = write_csv([tables.case_heads(), *tables.case_rows(duties)], **spreadsheets_of_here())
    else:
        made = write_csv(tables.long_list(record_of(request.standing, asked.month)), **spreadsheets_of_here())
    return _to_take_away(made, asked, "csv", "text/csv; charset=utf-8")


@page(SIGNED_IN)
@require_safe
def record_xlsx(request: Asked) -> HttpResponseBase:
    """A workbook with a sheet for each table, and the duties behind them, or behind one figure, on the last."""
    asked = narrowed(request)
    duties = cases(request.standing, asked.which, asked.outcome).iterator(chunk_size=500)
    made = tables.workbook(record_of(request.standing, asked.month), duties)
    return _to_take_away(made, asked, "xlsx", XLSX)


def _to_take_away(content: bytes, asked: Narrowed, ending: str, media_type: str) -> HttpResponseBase:
    """A download with a name of ours: no text of people is in it."""
    name = f"on-time-record-{asked.month.key}{'-duties' if asked.shown else ''}.{ending}"
    return FileResponse(BytesIO(content), as_attachment=True, filename=name, content_type=media_type)
