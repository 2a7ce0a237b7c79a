"""The preview of a report with its readers, and publishing it."""

from django.http import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from herringbone.clients.forms.acted import refusals_in
from herringbone.clients.views.acting import UNCHANGED, see_other, sent
from herringbone.core import clock
from herringbone.people.pages import SIGNED_IN, Asked, page
from herringbone.record.action import Denied
from herringbone.status.actions import publish_status_report
from herringbone.status.forms.report import PublishForm
from herringbone.status.queries.readers import readers
from herringbone.status.queries.report import as_published, latest, seal_of
from herringbone.status.queries.sheet import sheet
from herringbone.status.rules import may_report
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
    form = PublishForm(sent(request), proposed=proposed)
    if form.is_bound and form.is_valid():
        with refusals_in(form):
            made = publish_status_report(
                by=request.person, client=client, to=form.cleaned_data["to"], seen=form.cleaned_data["seen"],
                once=form.key,
            )  # fmt: skip
            return see_other(reverse("status_report", args=[code, made.number]))
    data = as_published(client, request.person, clock.now())
    context = {
        "client": client, "form": form, "sheet": sheet(data), "seal": seal_of(data), "left_out": proposed.left_out,
        "number": data["number"], "nothing": not data["lines"],
        "nobody_theirs": not any(one.contact and one.gets for one in proposed.proposed),
        "no_contacts": not any(one.contact for one in proposed.proposed) and not proposed.left_out,
    }  # fmt: skip
    return render(request, "status/publishing.html", context, status=UNCHANGED if form.is_bound else 200)
