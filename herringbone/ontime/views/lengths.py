"""How long duties may take: all of them on one page, and one with its history and the form."""

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from herringbone.clients.actions import set_policy
from herringbone.clients.views.acting import FormPage, form_page, sent
from herringbone.core import clock
from herringbone.ontime.forms import LengthForm, led_by, sets_for_all
from herringbone.ontime.queries.lengths import all_lengths, lengths_of, promised_by_date
from herringbone.people.pages import SIGNED_IN, Asked, page


@page(SIGNED_IN)
@require_safe
def lengths(request: Asked) -> HttpResponse:
    """Every duty with its length and clock."""
    context = {"lengths": all_lengths(request.standing, clock.now()), "by_date": promised_by_date()}
    return render(request, "ontime/lengths.html", context)


@page(SIGNED_IN)
@require_http_methods(["GET", "HEAD", "POST"])
def length(request: Asked, kind: str) -> HttpResponseBase:
    """One duty: what counts, what counted and what will, for the agency and for clients; the form sets it anew."""
    found = lengths_of(request.standing, kind, clock.now())
    if found is None:
        raise Http404
    person, back = request.person, reverse("duty_lengths")
    initial = {"amount": found.now.amount, "unit": found.now.unit.value}
    may_set = sets_for_all(person) or led_by(person).exists()
    return form_page(
        request,
        LengthForm(sent(request), person=person, units=found.declared.units, initial=initial),
        FormPage(
            str(found.declared.label), _("Count so from then on"), back, ((_("How long duties may take"), back),),
            more={"lengths": found, "may_set": may_set},
        ),
        lambda given, once: set_policy(by=person, kind=kind, once=once, **given),
        lambda _made: reverse("duty_length", args=[kind]),
        "ontime/length.html",
    )  # fmt: skip
