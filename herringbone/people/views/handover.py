"""Handing over everything of somebody who leaves, after looking at what that is."""

from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from herringbone.people.actions import deactivate_person, hand_over
from herringbone.people.forms.handover import HandoverForm
from herringbone.people.models import Person
from herringbone.people.pages import HEAD, Asked, page
from herringbone.people.queries.handover import handover_preview
from herringbone.people.views.answers import answered, see_other


@page(HEAD)
def handover(request: Asked, pk: int) -> HttpResponse:
    """What they hold, to whom it goes, and whether they leave with it."""
    person = get_object_or_404(Person.objects.select_related("office", "reports_to"), pk=pk)
    piles = handover_preview(person, request.person)
    form = HandoverForm(request.POST or None, person=person, piles=piles)

    def give(given: dict[str, Any]) -> HttpResponse:
        with transaction.atomic():
            wanted = {"to": given["to"], "by_client": form.by_client(), "once": given["once"]}
            hand_over(by=request.person, person=person, **wanted)
            if given["leaves"]:
                deactivate_person(by=request.person, person=person)
        return see_other("person", pk=pk)

    rows = [(pile, form[f"client-{pile.client}"] if pile.client else None) for pile in piles]
    return answered(request, form, give, "people/handover.html", {"leaver": person, "rows": rows})
