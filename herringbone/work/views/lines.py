"""The status line and the next step of a job. htmx fetches their form into the page; it is sent like any other."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from herringbone.clients.forms.acted import ActedForm, refusals_in
from herringbone.clients.views.acting import UNCHANGED, FormPage, go_on, sent
from herringbone.core.merge import ORIGINAL, InConflict, choose, conflict_page, seal, unseal
from herringbone.core.models import Office
from herringbone.people.in_place import as_page
from herringbone.people.pages import SIGNED_IN, Asked, one_visible, page
from herringbone.people.rules import visible_to
from herringbone.record.changed import last_change
from herringbone.work.actions import set_next_step, set_status_line
from herringbone.work.forms.acts import NextStepForm, StatusForm
from herringbone.work.models import Job
from herringbone.work.queries.next_step import either_side, next_step_values
from herringbone.work.queries.words import shown
from herringbone.work.working_days import closed_on

CONFLICT = 409
FORM = ["GET", "HEAD", "POST"]


def _job(request: Asked, number: str) -> Job:
    return one_visible(request, visible_to(request.person, Job).select_related("client__office"), number=number)


@page(SIGNED_IN)
@require_http_methods(FORM)
def status(request: Asked, number: str) -> HttpResponseBase:
    """Say in one line how a job stands."""
    job = _job(request, number)
    return status_line(request, job, reverse("job", args=[job.number]))


@page(SIGNED_IN)
@require_http_methods(FORM)
def next_step(request: Asked, number: str) -> HttpResponseBase:
    """Say what happens next on a job, who does it, and when."""
    job = _job(request, number)
    return next_step_line(request, job, reverse("job", args=[job.number]))


@page(SIGNED_IN)
@require_http_methods(FORM)
def listed_status(request: Asked, number: str) -> HttpResponseBase:
    """The same from the list of jobs, in the row where it stands."""
    job = _job(request, number)
    return status_line(request, job, _in_list(request, job))


@page(SIGNED_IN)
@require_http_methods(FORM)
def listed_next_step(request: Asked, number: str) -> HttpResponseBase:
    """The same from the list of jobs, in the row where it stands."""
    job = _job(request, number)
    return next_step_line(request, job, _in_list(request, job))


def _in_list(request: Asked, job: Job) -> str:
    """Where a job stands in the list that one came from, whose filters the address says after its question mark."""
    query = request.GET.urlencode()
    return f"{reverse('jobs')}{'?' if query else ''}{query}#job-{job.number}"


def status_line(request: Asked, job: Job, back: str) -> HttpResponseBase:
    """The form of a status line; `back` is the page it belongs to, where one is afterwards."""
    values = {"status": job.status}

    def do(typed: Mapping[str, Any], original: Mapping[str, Any], once: str) -> None:
        words = {"status": typed["status"], "original": original["status"]}
        set_status_line(by=request.person, job=job, once=once, **words)

    return _line(request, job, StatusForm(sent(request), initial=values), values, do, _("Status line"), back)


def next_step_line(request: Asked, job: Job, back: str) -> HttpResponseBase:
    """The form of a next step; `back` is the page it belongs to, where one is afterwards."""
    values = next_step_values(job)
    filled = {**values, "on": job.next_on}
    form = NextStepForm(sent(request), reader=request.person, client=job.client, initial=filled)

    def do(typed: Mapping[str, Any], original: Mapping[str, Any], once: str) -> None:
        person, contact = either_side(typed["person"])
        told = {"step": typed["step"], "person": person, "contact": contact, "on": typed["on"]}
        set_next_step(by=request.person, job=job, original=original, once=once, **told)

    return _line(request, job, form, values, do, _("Next step"), back)


def tell_of_closed_day(request: Asked, office: Office, day: Any) -> None:
    """Say on the page that follows that the office is closed on a day, and which ones are open around it. It stands all
    the same: somebody may well do something on a Saturday.
    """
    read = date.fromisoformat(day) if isinstance(day, str) and day else day
    if read and (free := closed_on(office, read)):
        messages.info(request, _("Kept as it is. %(closed)s") % {"closed": free.reason})


def _line(
    request: Asked, job: Job, form: ActedForm, values: Mapping[str, Any], do: Callable[..., None], heading: str,
    there: str,
) -> HttpResponseBase:  # fmt: skip
    record = f"work.job:{job.pk}:{request.path}"
    original = seal(record, values)
    if form.is_bound:
        was = unseal(record, request.POST)
        original = request.POST[ORIGINAL]
        if form.is_valid() and "write" not in request.POST:
            try:
                with refusals_in(form):
                    do(choose(request.POST, was, form.given()), was, form.key)
                    return go_on(request, there)
            except InConflict as conflict:
                return _ask(request, job, conflict, was, record, form, there)
    else:
        form.visible_fields()[0].field.widget.attrs["autofocus"] = True  # what was opened takes the place of its link
    template = "work/parts/line_form.html" if request.headers.get("HX-Request") else "clients/form.html"
    shown_page = FormPage(heading, _("Write it"), there, ((f"{job.number} {job.name}", there),))
    context = {"form": form, "shown": shown_page, "original": original, "action": request.get_full_path()}
    return render(request, template, context, status=UNCHANGED if form.is_bound and form.errors else 200)


def _ask(
    request: Asked, job: Job, conflict: InConflict, was: Mapping[str, Any], record: str, form: ActedForm, there: str
) -> HttpResponse:
    verb = "status line set" if "status" in conflict.fields else "next step set"
    who, at = last_change(job, verb=verb)
    labels = {name: str(field.label) for name, field in form.fields.items() if field.label}
    asked = conflict_page(
        conflict, record=record, original=was, posted=request.POST, labels=labels, show=shown,
        action=request.get_full_path(), back=there, who=who, reader=request.person, at=at, title=str(job),
    )  # fmt: skip
    return as_page(request, render(request, "core/conflict.html", {"conflict": asked}, status=CONFLICT))
