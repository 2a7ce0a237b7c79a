"""The list of clients, and the page of one."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from herringbone.clients.columns import columns
from herringbone.clients.models import Client
from herringbone.clients.queries.client_list import SORTED, all_lines, client_list, filters_of, lines
from herringbone.clients.queries.client_page import Head, client_with_figures, head_of
from herringbone.clients.queries.thread import thread_of
from herringbone.clients.rules import may_bring_in
from herringbone.core import clock
from herringbone.core.panels import filled, tab, tabs
from herringbone.people.pages import SIGNED_IN, Asked, page, the_one
from herringbone.people.rules import may_direct, may_lead_client, may_work_on
from herringbone.people.tables import handed_table, table_wanted

LANGUAGES = dict(settings.LANGUAGES)


@page(SIGNED_IN)
@require_safe
def clients(request: Asked) -> HttpResponseBase:
    """The clients that one sees, filtered as the address says."""
    filters = filters_of(request.GET)
    if kind := table_wanted(request):
        headings = [
            _("Client"), _("Code"), _("Point person"), _("Office"), _("Last contact"), _("Major account"),
            *(column.title for column in columns()), _("Late duties"),
        ]  # fmt: skip
        rows = (
            [one.name, one.code, one.point, one.office, one.last_contact, _("yes") if one.major else "",
             *(figure.value for figure in one.figures), one.late]
            for one in all_lines(request.standing, filters, clock.now())
        )  # fmt: skip
        return handed_table(kind, _("Clients"), headings, rows)
    found = client_list(request.standing, filters, request.GET.get("page", "1"), clock.now())
    context = {
        "list": found,
        "rows": lines(found),
        "filters": filters,
        "columns": columns(),
        "sorted": SORTED[filters.order],
        "may_open": may_direct(request.person),
        "may_bring_in": may_bring_in(by=request.person, kind="clients"),
    }
    return render(request, "clients/list.html", context)


@page(SIGNED_IN)
@require_safe
def client(request: Asked, code: str) -> HttpResponse:
    """A client's thread, with its people and team beside it."""
    found, head = _found(request, code)
    before = request.GET.get("before", "")
    context = {"thread": thread_of(found.pk, clock.now(), before), "is_older": bool(before)}
    if not before:
        context["panels"] = filled("client", "main", request, found)
    context["margin"] = filled("client", "margin", request, found)
    return render(request, "clients/client.html", {**_around(request, found, head, ""), **context})


@page(SIGNED_IN)
@require_safe
def client_tab(request: Asked, code: str, name: str) -> HttpResponseBase:
    """One of the other views of a client: its people, jobs, reports, documents, whatever the features declared."""
    panel = tab("client", name)
    if panel is None:
        raise Http404
    found, head = _found(request, code)
    if kind := table_wanted(request):
        if panel.table is None:
            raise Http404
        return handed_table(kind, *panel.table(request, found))
    context = panel.query(request, found)
    if context is None:
        raise Http404
    return render(
        request,
        "clients/client_tab.html",
        {
            **_around(request, found, head, name),
            **context,
            "panel_template": panel.template,
            "panel_title": panel.title,
        },
    )


def _found(request: Asked, code: str) -> tuple[Client, Head]:
    found = the_one(client_with_figures(code, request.standing, clock.now()))
    return found, head_of(found, request.standing)


def _around(request: Asked, found: Client, head: Head, here: str) -> dict[str, Any]:
    return {
        "client": found,
        "head": head,
        "views": [
            {"url": reverse("client", args=[found.code]), "label": _("Thread"), "current": not here, "count": None},
            *(
                {
                    "url": reverse("client_tab", args=[found.code, one.name]),
                    "label": one.title,
                    "count": one.count,
                    "current": one.name == here,
                }
                for one in tabs("client", found)
            ),
        ],
        "language": LANGUAGES.get(found.language, found.language),
        "parent": found.parent if found.parent and request.standing.sees_client(found.parent.pk) else None,
        "figures": filled("client", "figure", request, found),
        "may_work": may_work_on(request.person, found),
        "may_lead": may_lead_client(request.person, found),
    }
