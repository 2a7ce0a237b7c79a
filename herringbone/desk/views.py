"""The desk, and what is done on it with one click."""

from datetime import timedelta
from typing import Any

from django.contrib.messages import get_messages
from django.db.models import Q
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST, require_safe

from herringbone.clients.models import Client
from herringbone.core import clock
from herringbone.desk.actions import nudge, take_over
from herringbone.desk.queries.acknowledged import acknowledged_ones, among
from herringbone.desk.queries.duties import MOST, client_duties, desk_duties
from herringbone.desk.queries.first_steps import first_steps
from herringbone.desk.queries.margin import waits_of
from herringbone.desk.queries.page import Desk, Group, desk_of
from herringbone.people.models import Person
from herringbone.people.pages import SIGNED_IN, Asked, one_visible, page
from herringbone.people.rules import visible_to
from herringbone.people.tables import handed_table, table_wanted
from herringbone.record.action import Refused
from herringbone.record.models import Duty
from herringbone.work.acknowledged import routing_of

ALL = 500
EVERYTHING = 100_000
WEEK = timedelta(days=7)


@page(SIGNED_IN)
@require_safe
def desk(request: Asked) -> HttpResponseBase:
    """What this person has to see to, worst first. `?all` shows more than the first page of it; a file holds all."""
    if kind := table_wanted(request):
        return _as_table(kind, desk_of(request.person, request.standing, clock.now(), EVERYTHING))
    most = ALL if "all" in request.GET else MOST
    found = desk_of(request.person, request.standing, clock.now(), most)
    context = _context(request, found) | {"steps": first_steps(request.standing, clock.now())}
    return render(request, f"desk/{found.shape}.html", context)


def _as_table(kind: str, found: Desk) -> HttpResponseBase:
    words = {
        "forms": _("Forms to acknowledge"), "climbed": _("Climbed"), "late": _("Late"), "today": _("Today"),
        "later": _("Later"), "account_late": _("Account, late"), "account": _("Account"), "tasks": _("Tasks"),
        "department": _("Department"),
    }  # fmt: skip
    headings = [_("Group"), _("Duty"), _("About"), _("Client"), pgettext("a duty", "Owner"), _("Due"), _("Late")]
    groups = [Group("forms", found.forms), *found.groups]
    rows = (
        [words[group.key], one.line.what, one.line.about, one.client, one.owner, one.due, _("yes") if one.late else ""]
        for group in groups
        for one in group.duties
    )
    return handed_table(kind, _("Desk"), headings, rows)


@page(SIGNED_IN)
@require_safe
def duties_of_client(request: Asked, code: str, which: str) -> HttpResponse:
    """What a figure of the ledger counts: an account's late duties, those due within a week, or what is waited for."""
    client = one_visible(request, Client, code=code)
    now, here = clock.now(), request.standing
    context: dict[str, Any] = {"client": client, "which": which, "now": now}
    if which == "waiting":
        context["waits"], context["steps"] = waits_of(client.pk, here, now)
    else:
        window = Q(due__lt=now) if which == "late" else Q(due__gte=now, due__lt=now + WEEK)
        context["duties"] = client_duties(here, now, client.pk, window, ALL)
    return render(request, "desk/of_client.html", context)


@page(SIGNED_IN)
@require_POST
def takeover(request: Asked, pk: int) -> HttpResponseBase:
    """Take a late duty over. The desk says what became of it."""
    duty = one_visible(request, visible_to(request.person, Duty).select_related("client", "owner__department"), pk=pk)
    try:
        take_over(by=request.person, duty=duty)
    except Refused as reason:
        return _desk_again(request, str(reason))
    return redirect(_back(request))


@page(SIGNED_IN)
@require_POST
def asking(request: Asked, pk: int) -> HttpResponseBase:
    """Ask whoever owes a late duty about it; they are told in the app and by mail."""
    duty = one_visible(request, visible_to(request.person, Duty).select_related("client", "owner__department"), pk=pk)
    shown = desk_duties(request.standing, clock.now(), 1, Q(pk=duty.pk))
    owner = Person.objects.filter(pk=shown[0].owner_id or 0).first() if shown else None
    try:
        if owner:
            nudge(by=request.person, duty=duty, to=owner, once=request.POST.get("once", ""))
    except Refused as reason:
        return _desk_again(request, str(reason))
    return redirect(_back(request))


def _desk_again(request: Asked, reason: str) -> HttpResponse:
    found = desk_of(request.person, request.standing, clock.now())
    context = _context(request, found) | {"reason": reason}
    return render(request, f"desk/{found.shape}.html", context, status=422)


def _context(request: Asked, found: Desk) -> dict[str, Any]:
    """What a desk's page is drawn from. On a department's, what was just acknowledged says so in its own row."""
    context = {"desk": found, "now": clock.now(), "forms": found.forms}
    if found.shape == "department":
        told: dict[int, Any] = {
            routing_of(message): message for message in get_messages(request) if routing_of(message)
        }
        done = acknowledged_ones(request.standing, {pk: str(message) for pk, message in told.items()})
        for one in done:
            told[one.routing].in_row = True
        context["forms"] = among(found.forms, done)
    return context


def _back(request: Any) -> str:
    """Where the click came from, if that is one of our pages."""
    back = request.POST.get("next", "")
    return back if url_has_allowed_host_and_scheme(back, allowed_hosts=None) else "/desk/"
