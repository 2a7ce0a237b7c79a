"""A page with one form that does one thing."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar
from urllib.parse import urlsplit

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render

from herringbone.clients.forms.acted import ActedForm, refusals_in
from herringbone.people.in_place import in_place

Made = TypeVar("Made")
UNCHANGED = 422  # what was sent cannot be done as it is


@dataclass(frozen=True)
class FormPage:
    """What stands around a form: heading, the button with its effect, the way back; `crumbs` as (words, address)."""

    heading: str
    button: str
    back: str
    crumbs: tuple[tuple[str, str], ...] = ()
    lead: str = ""
    files: bool = False
    more: Mapping[str, Any] = field(default_factory=dict)


def see_other(address: str) -> HttpResponseRedirect:
    """Go and look at the outcome: what was sent is never sent again by a reload."""
    response = HttpResponseRedirect(address)
    response.status_code = 303
    return response


def go_on(request: HttpRequest, address: str) -> HttpResponse:
    """`see_other`, also for a form that was sent in its place: the page goes on, and not the form alone."""
    if not in_place(request):
        return see_other(address)
    answer = HttpResponse(status=204)
    answer["HX-Redirect"] = address
    here = urlsplit(request.headers.get("HX-Current-URL", ""))
    if address.partition("#")[0] == here._replace(scheme="", netloc="", fragment="").geturl():
        answer["HX-Refresh"] = "true"  # to a line of this very page a browser would only scroll
    return answer


def sent(request: HttpRequest) -> Any:
    """What a form is bound to: the posted values, or None on the way there."""
    return request.POST if request.method == "POST" else None


def form_page(
    request: HttpRequest,
    form: ActedForm,
    shown: FormPage,
    do: Callable[[Mapping[str, Any], str], Made],
    then: Callable[[Made], str],
    template: str = "clients/form.html",
) -> HttpResponseBase:
    """Show a form; when it is sent, do what it says and go on to `then(what was made)`.

    `do(values, once)` calls one action. What it refuses stands beside the field, with everything typed still there.
    """
    if form.is_bound and form.is_valid():
        with refusals_in(form):
            return see_other(then(do(form.given(), form.key)))
    return render_form(request, form, shown, template)


def render_form(request: HttpRequest, form: forms.Form, shown: FormPage, template: str) -> HttpResponse:
    """The page of a form, with what keeps it here if it came back."""
    status = UNCHANGED if form.is_bound else 200
    return render(request, template, {"form": form, "shown": shown, **shown.more}, status=status)
