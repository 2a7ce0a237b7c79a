"""Reports as they were published: one, its files, and what changed between any two."""

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from herringbone.clients.views.files import edition_file
from herringbone.people.pages import SIGNED_IN, Asked, one_visible, page
from herringbone.people.rules import visible_to
from herringbone.record.editions import rendering
from herringbone.status.letters.report import file_name
from herringbone.status.models import Published
from herringbone.status.queries.report import comparison_of, editions, report_of
from herringbone.status.queries.sheet import newest_number, readers_of, sheet
from herringbone.status.views.live import one_client

CHOICES = 200  # of reports to compare with, the newest


@page(SIGNED_IN)
@require_safe
def status_report(request: Asked, code: str, report: int) -> HttpResponse:
    """One report: the sheet as it went out, who got it, and the way to compare it with another."""
    found = _published(request, code, report)
    data = report_of(found)
    assert data is not None
    newest = newest_number(found.client)
    context = {
        "published": found, "client": found.client, "sheet": sheet(data, found.edition.data_sha256),
        "readers": readers_of(found), "newest": newest, "numbers": range(newest, max(0, newest - CHOICES), -1),
    }  # fmt: skip
    return render(request, "status/published.html", context)


@page(SIGNED_IN)
@require_safe
def comparison(request: Asked, code: str) -> HttpResponse:
    """What changed from one report to another, whatever lies between; the newest two, where it is not said which."""
    client = one_client(request, code)
    newest = newest_number(client)
    told = (request.GET.get("one", f"{newest - 1}"), request.GET.get("other", f"{newest}"))
    asked = sorted(_number(text) for text in told)
    found = editions(client, asked)
    if len(found) != 2:
        raise Http404
    earlier, later = found[asked[0]], found[asked[1]]
    context = {"client": client, "sheet": sheet(comparison_of(earlier, later)), "one": asked[0], "other": asked[1]}
    return render(request, "status/comparison.html", context)


@page(SIGNED_IN)
@require_safe
def pdf(request: Asked, code: str, report: int) -> HttpResponseBase:
    """A report as PDF, as it was sent."""
    return _file(request, code, report, "pdf")


@page(SIGNED_IN)
@require_safe
def xlsx(request: Asked, code: str, report: int) -> HttpResponseBase:
    """A report as a table, as it was sent."""
    return _file(request, code, report, "xlsx")


def _file(request: Asked, code: str, number: int, format: str) -> HttpResponseBase:
    edition = _published(request, code, number).edition
    made = rendering(edition, format).file
    return edition_file(request, made, file_name(edition, format))


def _published(request: Asked, code: str, number: int) -> Published:
    rows = visible_to(request.person, Published).select_related("client__office", "edition", "by")
    return one_visible(request, rows, client__code=code, number=number)


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 7 else 0
