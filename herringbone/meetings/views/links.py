"""The links by which somebody comes in without signing in: all of a client's, and shutting one."""

from contextlib import suppress

from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from herringbone.clients.forms.acted import ActedForm
from herringbone.clients.models import Client
from herringbone.clients.views.acting import FormPage, form_page, see_other, sent
from herringbone.meetings.actions import revoke_link
from herringbone.meetings.queries.open_links import open_calendars, open_links, opens, shut_out
from herringbone.meetings.rules import serves
from herringbone.people.pages import SIGNED_IN, Asked, one_visible, page
from herringbone.people.rules import visible_to
from herringbone.record.models import Link

ALL = "all"  # said by the address from the page that lists all of a client's


@page(SIGNED_IN)
@require_safe
def client_links(request: Asked, code: str) -> HttpResponse:
    """Every link of a client that works now, each with what shuts it."""
    client = one_visible(request, visible_to(request.person, Client), code=code)
    context = {
        "client": client,
        "links": open_links(client),
        "calendars": open_calendars(client),
        "may_shut": serves(request.person, client),
    }
    return render(request, "meetings/links.html", context)


@page(SIGNED_IN)
@require_http_methods(["GET", "HEAD", "POST"])
def link_revocation(request: Asked, pk: int) -> HttpResponseBase:
    """Ask whether a link that a contact was sent is to open nothing more, and shut it."""
    rows = visible_to(request.person, Link).select_related("client", "contact", "edition__client_issue", "edition__ask")
    link = one_visible(request, rows, pk=pk)
    if not serves(request.person, link.client):
        raise PermissionDenied
    back = (_("Open links"), reverse("client_links", args=[link.client.code]))
    if request.GET.get("from") != ALL:
        with suppress(ObjectDoesNotExist):
            there = f"{reverse('report', args=[link.edition.client_issue.report_id])}#links"
            back = (_("Contact report %(number)s") % {"number": link.edition.number}, there)
    if not opens(link):
        return see_other(back[1])  # it is void already: what was wanted is so
    shown = FormPage(
        _("Close a link: %(contact)s") % {"contact": link.contact}, _("Close it now"), back[1],
        ((link.client.name, reverse("client", args=[link.client.code])), back), shut_out(link),
    )  # fmt: skip
    return form_page(
        request, ActedForm(sent(request)), shown,
        lambda _given, once: revoke_link(by=request.person, link=link, once=once), lambda _done: back[1],
    )  # fmt: skip
