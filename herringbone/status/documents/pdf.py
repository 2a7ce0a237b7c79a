"""The status report as PDF."""

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from herringbone.core.documents import render_pdf
from herringbone.core.wording.companies import company_line
from herringbone.core.wording.numbers import sentence
from herringbone.status.documents import wording
from herringbone.status.documents.contract import StatusReport, checked
from herringbone.status.documents.view import Cell, Part, Row, parts

TEMPLATE = Path(__file__).with_name("status_report.typ")


def as_pdf(data: Mapping[str, Any]) -> bytes:
    """An edition's data (see `contract`) as PDF; the same data gives the same bytes. Raises as `core.documents`."""
    report = checked(data)
    with wording.speaking(report):
        return render_pdf(TEMPLATE, printed(report), moment=wording.issued(report))


def printed(data: StatusReport) -> dict[str, Any]:
    """What `status_report.typ` prints. Called inside `wording.speaking`."""
    agency, client, title = data["agency"], data["client"]["name"], wording.title(data)
    return {
        "document": {"title": f"{title}, {client}", "author": agency["name"], "language": data["language"]},
        "agency": agency["name"],
        "beside": [title, wording.issued_on(data)],
        "running": [client, title],
        "foot": company_line(agency),
        "of": pgettext("page 1 of 2", "of"),
        "client": client,
        "opening": data["opening"],
        "columns": columns(),
        "parts": [_part(part) for part in parts(data)],
        "end": " ".join(filter(None, [wording.compared_with(data), wording.prepared_by(data)])),
        "new": pgettext("a job, since the last report", "new"),
        "total": wording.group("billing", client),
    }


def columns() -> list[str]:
    """The heads of the four columns, in the language in force."""
    return [_("Job"), _("Status"), _("Next step"), _("Milestone")]


def _part(part: Part) -> dict[str, Any]:
    return {"heading": part.heading, "rows": [_row(row) for row in part.rows], "totals": part.totals}


def _row(row: Row) -> dict[str, Any]:
    told = {name: _runs(value) if isinstance(value, dict) else value for name, value in asdict(row).items()}
    return {**told, "who": _runs(asdict(row.who)), "so_far": f". {sentence(row.so_far)}" if row.so_far else ""}


def _runs(cell: dict[str, Any]) -> dict[str, Any]:
    """A cell as it is marked: what stands there now, and below it what stood there before."""
    found = Cell(**cell)
    return {"now": [["ins" if found.changed else "same", found.now]] if found.now else [], "was": found.was}
