"""The lines of a report, edited where they stand; jobs kept out of it; the words above it."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from herringbone.clients.forms.acted import refusals_in
from herringbone.clients.models import Client
from herringbone.clients.views.acting import FormPage, render_form, see_other, sent
from herringbone.core.merge import ORIGINAL, InConflict, choose, conflict_page, seal, unseal
from herringbone.people.pages import SIGNED_IN, Asked, one_visible, page
from herringbone.people.rules import visible_to
from herringbone.status.actions import keep_out, set_opening, show_again
from herringbone.status.forms.report import OpeningForm
from herringbone.status.queries.report import live
from herringbone.status.views.live import one_client
from herringbone.work.models import Job
from herringbone.work.views.acts import click
from herringbone.work.views.lines import next_step_line, status_line

CONFLICT = 409
FORM = ["GET", "HEAD", "POST"]


def _job(request: Asked, number: str) -> Job:
    return one_visible(request, visible_to(request.person, Job).select_related("client__office"), number=number)


def line_url(job: Job) -> str:
    """Where a job stands on the page of its client's report, whichever of its pages that is by then."""
    return f"{reverse('status_live', args=[job.client.code])}?job={job.pk}#job-{job.pk}"


@page(SIGNED_IN)
@require_http_methods(FORM)
def status(request: Asked, number: str) -> HttpResponseBase:
    """Say in one line how a job stands."""
    job = _job(request, number)
    return status_line(request, job, line_url(job))


@page(SIGNED_IN)
@require_http_methods(FORM)
def next_step(request: Asked, number: str) -> HttpResponseBase:
    """Say what happens next on a job, who does it, and when."""
    job = _job(request, number)
    return next_step_line(request, job, line_url(job))


@page(SIGNED_IN)
@require_POST
def hiding(request: Asked, number: str) -> HttpResponseBase:
    """Do not show a job to the client."""
    job = _job(request, number)
    return click(request, line_url(job), keep_out, job=job)


@page(SIGNED_IN)
@require_POST
def showing(request: Asked, number: str) -> HttpResponseBase:
    """Show it to the client again."""
    job = _job(request, number)
    return click(request, line_url(job), show_again, job=job)


@page(SIGNED_IN)
@require_http_methods(FORM)
def opening(request: Asked, code: str) -> HttpResponseBase:
    """Write the words above the next report."""
    client = one_client(request, code)
    there = reverse("status_live", args=[code])
    record = f"status.opening:{client.pk}"
    shown = FormPage(_("Opening of the next report"), _("Write it"), there, ((client.name, there),))
    if request.method == "POST":
        form = OpeningForm(sent(request))
        was = unseal(record, request.POST)
        if form.is_valid():
            try:
                with refusals_in(form):
                    typed = choose(request.POST, was, form.given())
                    set_opening(
                        by=request.person, client=client, opening=typed["opening"], original=was["opening"],
                        once=form.key,
                    )  # fmt: skip
                    return see_other(there)
            except InConflict as conflict:
                return _ask(request, client, conflict, was, record, there)
        more = {"original": request.POST[ORIGINAL]}
    else:
        found = live(client, request.standing)
        computed = "".join(text for _mark, text in found.opening)
        form = OpeningForm(initial={"opening": found.typed or computed})
        more = {"original": seal(record, {"opening": found.typed})}
    return render_form(request, form, FormPage(**{**vars(shown), "more": more}), "clients/form.html")


def _ask(
    request: Asked, client: Client, conflict: InConflict, was: Mapping[str, Any], record: str, there: str
) -> HttpResponse:
    asked = conflict_page(
        conflict, record=record, original=was, posted=request.POST, labels={"opening": _("Opening")},
        show=lambda _name, value: str(value), action=request.path, back=there, title=client.name,
    )  # fmt: skip
    return render(request, "core/conflict.html", {"conflict": asked}, status=CONFLICT)
