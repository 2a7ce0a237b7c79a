"""Looking at the program as somebody else, and ending it."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from herringbone.core.text import OneLineField
from herringbone.people.actions import begin_viewing, end_viewing
from herringbone.people.middleware import VIEWING
from herringbone.people.models import Person
from herringbone.people.pages import ADMINISTRATOR, SIGNED_IN, Asked, page
from herringbone.people.views.answers import answered, see_other
from herringbone.record.action import Refused


class ViewingForm(forms.Form):
    """Why."""

    reason = OneLineField(label=_("Why"), max_length=200)


@page(ADMINISTRATOR)
def viewing(request: Asked, pk: int) -> HttpResponse:
    """Give the reason, then look."""
    person = get_object_or_404(Person, pk=pk)
    form = ViewingForm(request.POST or None)

    def look(given: dict[str, Any]) -> HttpResponse:
        begun = begin_viewing(by=request.person, person=person, **given)
        request.session[VIEWING] = begun.pk
        return see_other("/desk/")

    return answered(request, form, look, "people/viewing.html", {"viewed": person})


@page(SIGNED_IN)
@require_POST
def viewing_end(request: Asked) -> HttpResponse:
    """Look with one's own eyes again."""
    viewing = getattr(request, "viewing", None)
    request.session.pop(VIEWING, None)
    if viewing is not None:
        try:
            end_viewing(by=request.user, viewing=viewing)
        except Refused:
            return see_other("/desk/")  # it ended by itself in this very moment, which is as good
        return see_other("person", pk=viewing.person_id)
    return see_other("/desk/")
