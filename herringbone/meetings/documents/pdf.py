"""The contact report as PDF."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from herringbone.core.documents import render_pdf
from herringbone.meetings.documents import wording
from herringbone.meetings.documents.contract import checked
from herringbone.meetings.documents.view import printed

TEMPLATE = Path(__file__).with_name("contact_report.typ")


def as_pdf(data: Mapping[str, Any]) -> bytes:
    """An edition's data (see `contract`) as PDF; the same data gives the same bytes.

    Raises NotForTheClient for an internal item in a client's edition, DocumentError as `core.documents` does.
    """
    report = checked(data)
    with wording.speaking(report):
        return render_pdf(TEMPLATE, printed(report), moment=wording.moment_of(report["issued"]))
