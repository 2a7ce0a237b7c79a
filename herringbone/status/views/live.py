"""How things stand with each client, and with one of them now."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from herringbone.clients.models import Client
from herringbone.core import clock
from herringbone.people.pages import SIGNED_IN, Asked, page, the_one
from herringbone.people.rules import may_work_on
from herringbone.status.queries.overview import overview
from herringbone.status.queries.report import client_at, live
from herringbone.status.queries.rhythm import rhythm
from herringbone.status.rules import may_report
from herringbone.work.queries.paging import page_of

PAGE = 100


@page(SIGNED_IN)
@require_safe
def status_reports(request: Asked) -> HttpResponse:
    """The clients that one sees, each with its last report."""
    found = overview(request.standing, request.GET.get("page", "1"), mine="all" not in request.GET)
    return render(request, "status/reports.html", {"list": found, "all": "all" in request.GET})


@page(SIGNED_IN)
@require_safe
def live_report(request: Asked, code: str) -> HttpResponse:
    """The open jobs of a client in their groups, each line to be edited where it stands."""
    client = one_client(request, code)
    found = live(client, request.standing)
    context = {
        "client": client, "live": found, "jobs": page_of(found.jobs, PAGE, request.GET.get("page", "1")),
        "may_work": may_work_on(request.person, client), "may_report": may_report(request.person, client),
        "rhythm": rhythm(client, clock.now()), "stale": sum(1 for one in found.jobs if one.stale and not one.kept_out),
    }  # fmt: skip
    return render(request, "status/live.html", context)


def one_client(request: Asked, code: str) -> Client:
    """The client, if the person may see it, with its office."""
    return the_one(client_at(code, request.standing))
