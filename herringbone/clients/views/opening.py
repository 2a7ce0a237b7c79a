"""Opening an account, changing it, and finding out whether it is there already."""

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from herringbone.clients.actions import change_client, open_client, values_of
from herringbone.clients.forms.acted import refusals_in
from herringbone.clients.forms.client import ClientFields, NewClientForm
from herringbone.clients.models import Client
from herringbone.clients.queries.duplicates import clients_like
from herringbone.clients.views.acting import FormPage, form_page, render_form, see_other, sent
from herringbone.core.merge import ConflictPage, InConflict, choose, conflict_page, seal, unseal
from herringbone.core.models import Office
from herringbone.core.wording.dates import written
from herringbone.people.pages import HEAD, SIGNED_IN, Asked, one_visible, page
from herringbone.people.rules import may_lead_client, visible_to
from herringbone.record.changed import last_change


@page(HEAD)
@require_http_methods(["GET", "HEAD", "POST"])
def client_new(request: Asked) -> HttpResponseBase:
    """Open an account. Clients that may be the same are shown while the name is typed."""
    office = request.person.office
    initial = {"office": office.pk, "currency": office.currency, "language": office.language}
    form = NewClientForm(sent(request), person=request.person, initial=initial)
    shown = FormPage(
        _("New client"),
        _("Open the account"),
        reverse("clients"),
        crumbs=((_("Clients"), reverse("clients")),),
        more={"alike": clients_like(request.person, request.POST.get("name", ""))},
    )
    return form_page(
        request,
        form,
        shown,
        lambda given, once: open_client(
            by=request.person, once=once, **{k: v for k, v in given.items() if v is not None}
        ),
        lambda made: reverse("client", args=[made.code]),
        "clients/client_new.html",
    )


@page(SIGNED_IN)
@require_safe
def duplicates(request: Asked) -> HttpResponse:
    """Clients that a name may mean, as a fragment: of those alone that the person sees."""
    name = request.GET.get("name", "")[:200]
    return render(request, "clients/alike.html", {"alike": clients_like(request.person, name)})


@page(SIGNED_IN)
@require_http_methods(["GET", "HEAD", "POST"])
def client_edit(request: Asked, code: str) -> HttpResponseBase:
    """Change what is known of a client; two who do so at once are asked where they differ."""
    client = one_visible(request, Client, code=code)
    if not may_lead_client(request.person, client):
        raise PermissionDenied
    form = ClientFields(sent(request), person=request.person, initial=values_of(client))
    form.fields["parent"].queryset = visible_to(request.person, Client).exclude(pk=client.pk)  # type: ignore[attr-defined]
    record, there = f"clients.Client:{client.pk}", reverse("client", args=[code])
    shown = FormPage(
        _("Change %(client)s") % {"client": client.name},
        _("Save"),
        there,
        crumbs=((client.name, there),),
        more={"original": seal(record, values_of(client)) if not form.is_bound else request.POST.get("original", "")},
    )
    if form.is_bound and form.is_valid() and "write" not in request.POST:
        original = unseal(record, request.POST)
        yours = choose(request.POST, original, {**form.given(), **_by_id(form.given())})
        try:
            with refusals_in(form):
                change_client(by=request.person, client=client, values=yours, original=original, once=form.key)
                return see_other(there)
        except InConflict as conflict:
            found = _conflict(request, form, client, conflict, original)
            return render(request, "core/conflict.html", {"conflict": found}, status=409)
    return render_form(request, form, shown, "clients/form.html")


def _by_id(given: dict[str, Any]) -> dict[str, Any]:
    """Records as their ids, as the action takes them."""
    return {name: getattr(given[name], "pk", "") for name in ("office", "parent")}


def _since(day: str) -> str:
    """A day in its plain form as days are written."""
    return written(date.fromisoformat(day), "far") if day else ""


def _conflict(request: Asked, form: ClientFields, client: Client, conflict: InConflict, original: Any) -> ConflictPage:
    offices = {office.pk: office.name for office in Office.objects.all()}
    parents = dict(visible_to(request.person, Client).values_list("pk", "name"))
    named = {"office": offices, "parent": parents, "language": dict(form.fields["language"].choices)}  # type: ignore[attr-defined]
    who, at = last_change(client, conflict.fields)
    return conflict_page(
        conflict,
        record=f"clients.Client:{client.pk}",
        original=original,
        posted=request.POST,
        labels={name: str(field.label) for name, field in form.fields.items() if name != "once"},
        show=lambda name, value: _since(value) if name == "since" else str(named.get(name, {}).get(value, value)),
        action=reverse("client_edit", args=[client.code]),
        back=reverse("client", args=[client.code]),
        who=who,
        reader=request.person,
        at=at,
        title=client.name,
    )
