"""The daily update: whether a client gets one, the draft of a day, and a call in its place."""

from datetime import date
from typing import Any

from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from herringbone.clients.forms.acted import refusals_in
from herringbone.clients.views.acting import UNCHANGED, FormPage, form_page, see_other, sent
from herringbone.core import clock
from herringbone.core.calendar import CalendarEnds
from herringbone.people.pages import SIGNED_IN, Asked, one_visible, page
from herringbone.people.rules import visible_to
from herringbone.record.models import Event
from herringbone.status.actions import give_update_by_call, send_update, set_daily_updates
from herringbone.status.forms.daily import DailyForm, UpdateForm
from herringbone.status.queries.daily import day_of, newest_setting, oldest_owed
from herringbone.status.rules import may_report
from herringbone.status.views.live import one_client
from herringbone.work.views.acts import click

FORM = ["GET", "HEAD", "POST"]


@page(SIGNED_IN)
@require_http_methods(FORM)
def daily(request: Asked, code: str) -> HttpResponseBase:
    """Say whether the client is told each working day what happened."""
    client = one_client(request, code)
    there = reverse("status_live", args=[code])
    newest = newest_setting(client)
    lead = _("A draft is made of what was delivered, approved and moved; you read it, change it and send it.")
    shown = FormPage(_("Daily update"), _("Set it"), there, ((client.name, there),), lead)
    form = DailyForm(sent(request), client=client, initial={"wanted": "yes" if not newest or newest.wanted else "no"})
    return form_page(
        request, form, shown,
        lambda given, once: set_daily_updates(
            by=request.person, client=client, wanted=given["wanted"] == "yes", begins=given["begins"], once=once
        ),
        lambda _made: there,
    )  # fmt: skip


@page(SIGNED_IN)
@require_safe
def updates(request: Asked, code: str) -> HttpResponseBase:
    """The oldest day of which the client has not been told; else today."""
    client = one_client(request, code)
    today = client.office.local(clock.now()).date()
    return redirect("status_update", code, (oldest_owed(client, today) or today).isoformat())


@page(SIGNED_IN)
@require_http_methods(FORM)
def update(request: Asked, code: str, day: str) -> HttpResponseBase:
    """The draft of one day, read and sent; once it was, what the client was told."""
    client = one_client(request, code)
    on = _day(day)
    today = client.office.local(clock.now()).date()
    if on > today:
        raise Http404
    try:
        shown = day_of(client, on, request.standing)
    except CalendarEnds:
        raise Http404 from None
    form = UpdateForm(sent(request), shown=shown)
    if form.is_bound and form.is_valid():
        chosen = [one for one in shown.readers if str(one.pk) in form.cleaned_data["to"]]
        with refusals_in(form):
            send_update(
                by=request.person, client=client, day=on, text=form.cleaned_data["text"], to=chosen, once=form.key
            )
            return see_other(request.path)
    context: dict[str, Any] = {
        "client": client, "shown": shown, "form": form, "may_report": may_report(request.person, client),
    }  # fmt: skip
    return render(request, "status/update.html", context, status=UNCHANGED if form.is_bound else 200)


@page(SIGNED_IN)
@require_POST
def by_call(request: Asked, code: str, day: str) -> HttpResponseBase:
    """It was given by a call that is on record."""
    client = one_client(request, code)
    told = request.POST.get("call", "")
    pk = int(told) if told.isdecimal() and len(told) < 18 else 0
    call = one_visible(request, visible_to(request.person, Event).filter(client=client), pk=pk)
    there = reverse("status_update", args=[code, day])
    return click(request, there, give_update_by_call, client=client, day=_day(day), call=call)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Http404 from None
