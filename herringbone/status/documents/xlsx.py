"""The status report as a workbook: one sheet, a row for each job, days as days and amounts as amounts; who
reviewed it, below."""

import io
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from herringbone.core.tables.write import add_sheet, open_workbook
from herringbone.status.documents import wording
from herringbone.status.documents.contract import GROUPS, Line, checked
from herringbone.status.documents.view import row


def as_xlsx(data: Mapping[str, Any]) -> bytes:
    """An edition's data (see `contract`) as XLSX, in its language."""
    report = checked(data)
    out = io.BytesIO()
    with wording.speaking(report), open_workbook(out) as book:
        at = wording.issued(report)
        lines = sorted(report["lines"], key=lambda line: GROUPS.index(line["group"]))
        rows = [_row(line, report["client"]["name"], at) for line in lines]
        add_sheet(book, wording.title(report), _heads(), rows, foot=wording.reviewed_by(report))
    return out.getvalue()


def _heads() -> list[str]:
    return [
        _("Group"), _("Number"), _("Job"), _("Status"), _("Next step"), _("Who"), _("On"), _("Milestone"),
        _("Milestone on"), _("Amount"), _("Currency"), _("Changed"), _("Before"),
    ]  # fmt: skip


def _row(line: Line, client: str, at: datetime) -> list[object]:
    to_bill = line["group"] == "billing" and line["amount"]
    return [
        wording.group(line["group"], client), line["number"], line["name"],
        wording.status(line["status"], line["stage"], line["delivered"], at), line["step"], line["who"],
        _day(line["on"]), line["milestone"], _day(line["milestone_on"]), Decimal(line["amount"]) if to_bill else None,
        line["currency"] if to_bill else "", _mark(line), _before(line, at),
    ]  # fmt: skip


def _before(line: Line, at: datetime) -> str:
    """What stood in the report before, in the words that the page and the PDF strike through."""
    shown = row(line, at)
    return "; ".join(filter(None, [shown.status.was, shown.step.was, shown.who.was, shown.milestone_was]))


def _mark(line: Line) -> str:
    if line["new"]:
        return pgettext("a job, since the last report", "new")
    return pgettext("a job, since the last report", "changed") if line["was"] else ""


def _day(iso: str) -> date | None:
    return date.fromisoformat(iso) if iso else None
