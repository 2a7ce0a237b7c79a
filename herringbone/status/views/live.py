"""How things stand with each client, and with one of them now."""

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from herringbone.clients.models import Client
from herringbone.core import clock
from herringbone.people.pages import SIGNED_IN, Asked, page, the_one
from herringbone.people.rules import may_work_on
from herringbone.people.tables import handed_table, table_wanted
from herringbone.status.queries.asking import beside, questions
from herringbone.status.queries.lines import JobStanding
from herringbone.status.queries.overview import all_clients, overview
from herringbone.status.queries.report import client_at, live
from herringbone.status.queries.rhythm import rhythm
from herringbone.status.rules import may_report
from herringbone.work.queries.paging import page_of

PAGE = 100


@page(SIGNED_IN)
@require_safe
def status_reports(request: Asked) -> HttpResponseBase:
    """The clients that one sees, each with its last report."""
    mine = "all" not in request.GET
    if kind := table_wanted(request):
        published = pgettext("a status report", "Published")
        headings = [_("Client"), _("Code"), _("Open jobs"), _("Waiting on the client"), _("Last report"), published]
        cells = (
            [row.name, row.code, row.jobs, row.waiting, row.number, row.at]
            for row in all_clients(request.standing, mine=mine)
        )
        return handed_table(kind, _("Status reports"), headings, cells)
    found = overview(request.standing, request.GET.get("page", "1"), mine=mine)
    return render(request, "status/reports.html", {"list": found, "all": "all" in request.GET})


@page(SIGNED_IN)
@require_safe
def live_report(request: Asked, code: str) -> HttpResponse:
    """The open jobs of a client in their groups, each line to be edited where it stands."""
    client = one_client(request, code)
    found = live(client, request.standing)
    beside_lines = beside(client, request.standing, found.before)
    context = {
        "client": client, "live": found, "jobs": page_of(found.jobs, PAGE, _page_asked(request, found.jobs)),
        "beside": beside_lines, "questions": questions(beside_lines),
        "answers": sum(len(one.proposed) for one in beside_lines.values()),
        "may_work": may_work_on(request.person, client), "may_report": may_report(request.person, client),
        "rhythm": rhythm(client, clock.now()), "stale": sum(1 for one in found.jobs if one.stale and not one.kept_out),
    }  # fmt: skip
    return render(request, "status/live.html", context)


def _page_asked(request: Asked, jobs: list[JobStanding]) -> str:
    """The page that is asked for, or the one on which a job stands that somebody comes back to."""
    job = request.GET.get("job", "")
    place = next((n for n, one in enumerate(jobs) if str(one.pk) == job), 0)
    return request.GET.get("page") or str(place // PAGE + 1)


def one_client(request: Asked, code: str) -> Client:
    """The client, if the person may see it, with its office."""
    return the_one(client_at(code, request.standing))
