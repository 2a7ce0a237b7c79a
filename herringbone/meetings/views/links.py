"""The links by which somebody comes in without signing in: all of a client's, and shutting one."""

from contextlib import suppress

from django.core.exceptions import ObjectDoesNotExist
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from herringbone.clients.models import Client
from herringbone.clients.views.acting import see_other
from herringbone.meetings.actions import revoke_link
from herringbone.meetings.queries.open_links import open_calendars, open_links
from herringbone.meetings.rules import serves
from herringbone.people.pages import SIGNED_IN, Asked, one_visible, page
from herringbone.people.rules import visible_to
from herringbone.record.action import Refused
from herringbone.record.models import Link

ALL = "all"  # said by the form of the page that lists all of a client's


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
@require_POST
def link_revocation(request: Asked, pk: int) -> HttpResponseBase:
    """Shut a link that a contact was sent."""
    rows = visible_to(request.person, Link).select_related("client", "contact", "edition__client_issue")
    link = one_visible(request, rows, pk=pk)
    with suppress(Refused):  # it is void already: what was wanted is so
        revoke_link(by=request.person, link=link)
    back = reverse("client_links", args=[link.client.code])
    if request.POST.get("from") != ALL:
        with suppress(ObjectDoesNotExist):
            back = f"{reverse('report', args=[link.edition.client_issue.report_id])}#links"
    return see_other(back)
