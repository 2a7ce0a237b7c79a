"""The preview of a report with its readers: it is looked over, and published."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from herringbone.clients.forms.acted import refusals_in
from herringbone.clients.models import Client
from herringbone.clients.views.acting import UNCHANGED, see_other, sent
from herringbone.core import clock
from herringbone.people.pages import SIGNED_IN, Asked, page
from herringbone.record.action import Denied
from herringbone.status.actions import publish_status_report, review_status_report
from herringbone.status.forms.report import PublishForm, ReviewForm
from herringbone.status.queries.readers import Readers, readers
from herringbone.status.queries.report import ahead, latest, seal_of
from herringbone.status.queries.sheet import sheet
from herringbone.status.rules import may_report, may_review
from herringbone.status.views.live import one_client

FORM = ["GET", "HEAD", "POST"]


@page(SIGNED_IN)
@require_http_methods(FORM)
def publishing(request: Asked, code: str) -> HttpResponseBase:
    """The report as the client will get it, and to whom it goes; sent, it is published."""
    client = one_client(request, code)
    if not may_report(request.person, client):
        raise Denied("status report published")
    proposed = readers(client, request.person, latest(client))
    ticked = request.GET["ticked"].split(",") if "ticked" in request.GET else None
    form = PublishForm(sent(request), proposed=proposed, ticked=ticked)
    if form.is_bound and form.is_valid():
        with refusals_in(form):
            made = publish_status_report(
                by=request.person, client=client, to=form.cleaned_data["to"], seen=form.cleaned_data["seen"],
                once=form.key,
            )  # fmt: skip
            return see_other(reverse("status_report", args=[code, made.number]))
    return _preview(request, client, proposed, form, _review_form())


@page(SIGNED_IN)
@require_POST
def reviewing(request: Asked, code: str) -> HttpResponseBase:
    """Somebody has looked the preview over. Where it has changed meanwhile, it is shown again as it stands.

    What was ticked at the readers comes along, and stands there afterwards.
    """
    client = one_client(request, code)
    ticked = request.POST.getlist("to")
    form = _review_form(request.POST)
    if form.is_valid():
        with refusals_in(form):
            review_status_report(by=request.person, client=client, seen=form.cleaned_data["seen"], once=form.key)
            again = urlencode({"ticked": ",".join(ticked)})
            return see_other(f"{reverse('status_publishing', args=[code])}?{again}#review")
    proposed = readers(client, request.person, latest(client))
    return _preview(request, client, proposed, PublishForm(proposed=proposed, ticked=ticked), form)


def _review_form(posted: Any = None) -> ReviewForm:
    return ReviewForm(posted, prefix="review")  # it is sent with the form that publishes


def _preview(
    request: Asked, client: Client, proposed: Readers, form: PublishForm, review_form: ReviewForm
) -> HttpResponse:
    found = ahead(client, request.person, clock.now())
    data = found.data
    context = {
        "client": client, "form": form, "sheet": sheet(data), "seal": seal_of(data), "left_out": proposed.left_out,
        "number": data["number"], "nothing": not data["lines"],
        "nobody_theirs": not any(one.contact and one.gets for one in proposed.proposed),
        "no_contacts": not any(one.contact for one in proposed.proposed) and not proposed.left_out,
        "ahead": found, "review_form": review_form, "reviewed": found.reviewed_by(request.person),
        "may_review": may_review(by=request.person, client=client),
    }  # fmt: skip
    came_back = form.is_bound or review_form.is_bound
    return render(request, "status/publishing.html", context, status=UNCHANGED if came_back else 200)
