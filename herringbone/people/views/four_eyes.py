"""A second pair of eyes: what waits for it, agreeing, refusing."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from herringbone.people.actions.four_eyes import agree, refuse
from herringbone.people.pages import HEAD_OR_ADMINISTRATOR, Asked, page
from herringbone.people.queries.four_eyes import PAGE, WALLS, look_of, looks_going_on, looks_settled
from herringbone.people.rules.four_eyes import decided_by
from herringbone.people.views.answers import done_or_refused


@page(HEAD_OR_ADMINISTRATOR)
@require_safe
def four_eyes(request: Asked) -> HttpResponse:
    """What waits for somebody to agree, and what became of what was asked; of what this person may decide."""
    whats = decided_by(request.person)
    before = request.GET.get("before", "")
    settled = looks_settled(whats, int(before) if before.isascii() and before.isdigit() and len(before) < 19 else None)
    context = {
        "looks": looks_going_on(whats),
        "settled": settled,
        "older": settled[-1].look.pk if len(settled) == PAGE else None,
    }
    return render(request, "people/four_eyes.html", context)


@page(HEAD_OR_ADMINISTRATOR)
@require_POST
def second_look_agreeing(request: Asked, pk: int) -> HttpResponse:
    """Agree to what another asked."""
    return _decided(request, pk, agree)


@page(HEAD_OR_ADMINISTRATOR)
@require_POST
def second_look_refusing(request: Asked, pk: int) -> HttpResponse:
    """Do not agree; or take back what one asked."""
    return _decided(request, pk, refuse)


def _decided(request: Asked, pk: int, decide: Callable[..., Any]) -> HttpResponse:
    look, once = look_of(request.person, pk), request.POST.get("once", "")
    to = "walls" if look.what in WALLS else "four_eyes"
    return done_or_refused(request, lambda: decide(by=request.person, look=look, once=once), to)
