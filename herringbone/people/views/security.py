"""The security log: the administrator's page."""

from datetime import datetime

from django.http import HttpResponse
from django.shortcuts import render

from herringbone.people.pages import ADMINISTRATOR, Asked, page
from herringbone.people.queries.security import PAGE, security_log, viewings


@page(ADMINISTRATOR)
def log(request: Asked) -> HttpResponse:
    """Who came and went, who may do what, what was refused, who looks as whom; the newest first."""
    only = request.GET.get("only", "")
    rows = security_log(_moment(request.GET.get("before", "")), only if only in ("refused", "done") else "")
    context = {
        "rows": rows,
        "only": only,
        "viewings": viewings(),
        "older": rows[-1].at.isoformat() if len(rows) == PAGE else "",
    }
    return render(request, "people/security_log.html", context)


def _moment(text: str) -> datetime | None:
    """A moment as the link to older lines writes it; anything else begins with the newest."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else None
