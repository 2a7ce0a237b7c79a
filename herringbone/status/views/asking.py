"""Asking for lines, answering where one is asked, and what becomes of an answer."""

from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from herringbone.clients.forms.acted import refusals_in
from herringbone.clients.views.acting import UNCHANGED, FormPage, form_page, see_other, sent
from herringbone.core import clock
from herringbone.core.calendar import working_days_later
from herringbone.people.pages import SIGNED_IN, Asked, one_visible, page
from herringbone.people.rules import visible_to
from herringbone.record.action import Denied
from herringbone.status import actions
from herringbone.status.forms.asking import MOST, AskForm, LineForm, TakeOverForm
from herringbone.status.models import Ask, AskedLine, Proposal
from herringbone.status.queries.asking import lines_of, mail_of, published_since
from herringbone.status.queries.lines import of_client
from herringbone.status.rules import answers_ask, may_report
from herringbone.status.views.lines import line_url
from herringbone.status.views.live import one_client
from herringbone.work.models import Stage
from herringbone.work.queries.next_step import either, either_side, next_step_values
from herringbone.work.views.acts import click
from herringbone.work.views.lines import tell_of_closed_day

FORM = ["GET", "HEAD", "POST"]


@page(SIGNED_IN)
@require_http_methods(FORM)
def asking(request: Asked, code: str) -> HttpResponseBase:
    """Ask somebody how some jobs stand: `?job=` marks one, else those whose line is old are marked."""
    client = one_client(request, code)
    if not may_report(request.person, client):
        raise Denied("lines asked for")
    wanted = request.GET.get("job", "") or ",".join(request.POST.getlist("jobs"))
    named = set(wanted.split(","))
    found = sorted(of_client(client, request.standing, None), key=lambda one: str(one.pk) not in named)
    offered = sorted(found[:MOST], key=lambda one: one.line["number"])
    marked = [str(one.pk) for one in offered if (str(one.pk) in named if wanted else one.stale)]
    tomorrow = client.office.local(working_days_later(client.office, clock.now(), 1)).date()
    form = AskForm(
        sent(request), reader=request.person, client=client, jobs=offered, initial={"jobs": marked, "until": tomorrow}
    )
    there = reverse("status_live", args=[code])
    lead = _("Ours find it on their desk. Somebody outside gets a link by mail that opens these jobs and nothing else.")
    shown = FormPage(_("Ask for lines"), _("Ask for them"), there, ((client.name, there),), lead)
    return form_page(
        request, form, shown,
        lambda given, once: actions.ask_for_lines(by=request.person, client=client, once=once, **given),
        lambda made: f"{there}#asked-for",
    )  # fmt: skip


@page(SIGNED_IN)
@require_safe
def ask(request: Asked, pk: int) -> HttpResponseBase:
    """One question: its jobs, each with the place to answer for whoever was asked, and what was answered."""
    return _shown(request, _ask(request, pk))


@page(SIGNED_IN)
@require_POST
def handing_in(request: Asked, pk: int) -> HttpResponseBase:
    """Say how one job stands, as one was asked to."""
    rows = visible_to(request.person, AskedLine).select_related("ask__client__office", "job")
    line = one_visible(request, rows, pk=pk)
    form = LineForm(request.POST, office=line.ask.client.office, auto_id=f"id-{line.pk}-%s")
    if form.is_valid():
        with refusals_in(form):
            actions.propose_line(by=request.person, line=line, once=form.key, **form.given())
            return see_other(f"{reverse('ask', args=[line.ask_id])}#line-{line.pk}")
    return _shown(request, _ask(request, line.ask_id), {line.pk: form})


@page(SIGNED_IN)
@require_POST
def withdrawal(request: Asked, pk: int) -> HttpResponseBase:
    """Ask no longer."""
    found = _ask(request, pk)
    return click(request, reverse("ask", args=[pk]), actions.withdraw_ask, ask=found)


@page(SIGNED_IN)
@require_POST
def reminder(request: Asked, pk: int) -> HttpResponseBase:
    """Ask once more."""
    found = _ask(request, pk)
    return click(request, reverse("ask", args=[pk]), actions.ask_again_for_lines, ask=found)


@page(SIGNED_IN)
@require_POST
def taking(request: Asked, pk: int) -> HttpResponseBase:
    """Let an answer be the job's line, as it is."""
    found = _proposal(request, pk)
    told = request.POST.get("stamp", "")
    stamp = int(told) if told.isdecimal() and len(told) < 10 else None
    answer = click(request, line_url(found.line.job), actions.take_over_line, proposal=found, stamp=stamp)
    found.refresh_from_db()
    if found.settled and found.step:
        tell_of_closed_day(request, found.line.job.client.office, found.on)
    return answer


@page(SIGNED_IN)
@require_POST
def leaving(request: Asked, pk: int) -> HttpResponseBase:
    """Leave the line as it stands."""
    found = _proposal(request, pk)
    return click(request, line_url(found.line.job), actions.leave_line, proposal=found)


@page(SIGNED_IN)
@require_http_methods(FORM)
def editing(request: Asked, pk: int) -> HttpResponseBase:
    """Put an answer into other words, and take it over."""
    found = _proposal(request, pk)
    job, asked = found.line.job, found.line.ask
    who = either(found.person_id, asked.contact_id if asked.contact and asked.contact.client_id else None)
    now = {
        "status": found.status or job.status, "step": found.step or job.next_step,
        "person": (who if found.step else "") or next_step_values(job)["person"],
        "on": found.on or job.next_on,
    }  # fmt: skip
    form = TakeOverForm(
        sent(request), reader=request.person, client=job.client, stands=job.next_on, initial=now
    )  # fmt: skip
    there = line_url(job)
    said = _("%(who)s says: %(words)s") % {
        "who": found.person or asked.asked, "words": ". ".join(filter(None, [found.status, found.step])),
    }  # fmt: skip

    def do(given: Any, once: str) -> Proposal:
        person, contact = either_side(given["person"])
        told = {"status": given["status"], "step": given["step"], "on": given["on"]}
        return actions.take_over_line(
            by=request.person, proposal=found, person=person, contact=contact, once=once, **told
        )

    crumbs = ((job.client.name, reverse("status_live", args=[job.client.code])), (str(job), there))
    shown = FormPage(_("Edit and take over"), _("Take it over"), there, crumbs, said)
    return form_page(request, form, shown, do, lambda _made: there)


def _ask(request: Asked, pk: int) -> Ask:
    rows = visible_to(request.person, Ask).select_related(
        "client__office", "person", "contact", "by", "withdrawn_by", "edition"
    )
    return one_visible(request, rows, pk=pk)


def _proposal(request: Asked, pk: int) -> Proposal:
    rows = visible_to(request.person, Proposal).select_related(
        "line__ask__client", "line__ask__contact", "line__ask__person", "line__job__client__office", "person"
    )
    return one_visible(request, rows, pk=pk)


def _shown(request: Asked, found: Ask, forms: dict[int, LineForm] | None = None) -> HttpResponse:
    mine = answers_ask(request.person, found) and found.withdrawn is None
    rows, waited_for = [], 0
    for line in lines_of(found):
        over = line.job.stage in Stage.OVER
        form = (forms or {}).get(line.pk)
        if form is None and mine and not over:
            form = LineForm(office=found.client.office, auto_id=f"id-{line.pk}-%s")
        waited_for += not over and not line.proposals.all()
        rows.append({"line": line, "form": form if mine and not over else None, "over": over})
    context = {
        "ask": found, "rows": rows, "mine": mine, "may_report": may_report(request.person, found.client),
        "open": waited_for,
        "mail": mail_of(found) if found.contact_id else None, "since": published_since(found), "now": clock.now(),
    }  # fmt: skip
    return render(request, "status/ask.html", context, status=UNCHANGED if forms else 200)
