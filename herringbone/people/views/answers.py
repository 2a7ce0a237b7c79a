"""What every form of this feature does."""

import uuid
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render

from herringbone.people.pages import Asked
from herringbone.record.action import Refused

UNCHANGED = HTTPStatus.UNPROCESSABLE_ENTITY  # what was sent cannot be done as it is


def see_other(to: str, **names: Any) -> HttpResponse:
    """Go and look at the outcome: what was sent is not sent again by a reload. `to` is an address or its name."""
    response = redirect(to, **names)
    response.status_code = HTTPStatus.SEE_OTHER
    return response


def answered(
    request: Asked, form: forms.Form, act: Callable[[dict[str, Any]], HttpResponse] | None, template: str,
    context: dict[str, Any],
) -> HttpResponse:  # fmt: skip
    """A form shown, or acted upon, or given back with the reason beside the field.

    `act` gets what was typed and `once`, the key of the form, which makes a second click harmless; None only shows.
    """
    once = request.POST.get("once") or str(uuid.uuid4())
    if act and request.method == "POST" and form.is_valid():
        try:
            return act({**form.cleaned_data, "once": once})
        except Refused as reason:
            form.add_error(reason.field if reason.field in form.fields else None, str(reason))
    status = UNCHANGED if request.method == "POST" else HTTPStatus.OK
    return render(request, template, {"form": form, "once": once, **context}, status=status)


def worded(field: forms.Field, value: Any) -> str:
    """A value of a form as a person reads it: of a choice its label, of a record its name."""
    if isinstance(field, forms.ModelChoiceField):
        found = field.queryset.filter(pk=value or None).first() if field.queryset is not None else None
        return field.label_from_instance(found) if found else ""
    return str(value)


def done_or_refused(request: Asked, act: Callable[..., Any], to: str, **names: Any) -> HttpResponse:
    """A button's action: done, and on to `to`; or a page that says why not, with the way back there."""
    back = see_other(to, **names)
    try:
        act()
    except Refused as reason:
        return render(
            request, "people/refused.html", {"reason": reason, "back_url": back["Location"]}, status=UNCHANGED
        )
    return back
