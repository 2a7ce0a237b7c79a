"""The offices: who opens one, changes it, closes it for some days."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST

from herringbone.core import clock
from herringbone.core.models import Office
from herringbone.core.typed import Unread, read_day
from herringbone.people.actions import add_office, change_office, close_office, open_office
from herringbone.people.actions.offices import may_keep_offices
from herringbone.people.forms.offices import ClosingForm, OfficeChangeForm, OfficeForm
from herringbone.people.pages import ADMINISTRATOR, SIGNED_IN, Asked, page
from herringbone.people.queries.offices import clock_ahead, closed_ahead, legal_name, offices
from herringbone.people.views.answers import answered, done_or_refused, see_other


@page(SIGNED_IN)
def office_list(request: Asked) -> HttpResponse:
    """Every office with its clock, its holidays and its hours."""
    context = {"offices": offices(), "keeps": may_keep_offices(by=request.person), "company": legal_name()}
    return render(request, "people/offices.html", context)


@page(ADMINISTRATOR)
def office_new(request: Asked) -> HttpResponse:
    """Open another one. It begins with the hours, the currency and the language of one's own."""
    here = request.person.office
    initial = {
        "opens": f"{here.opens:%H:%M}", "closes": f"{here.closes:%H:%M}", "currency": here.currency,
        "language": here.language,
    }  # fmt: skip
    form = OfficeForm(request.POST or None, initial=initial)

    def add(given: dict[str, Any]) -> HttpResponse:
        add_office(by=request.person, place=form.place(), once=given["once"])
        return see_other("offices")

    return answered(request, form, add, "people/office_form.html", {})


@page(ADMINISTRATOR)
def office_edit(request: Asked, pk: int) -> HttpResponse:
    """Change one; and the days of the coming year on which it is closed."""
    office = get_object_or_404(Office, pk=pk)
    called = office.name
    form = OfficeChangeForm(request.POST or None, office=office)

    def change(given: dict[str, Any]) -> HttpResponse:
        change_office(
            by=request.person, office=office, place=form.place(), since=given["since"], once=given["once"]
        )  # fmt: skip
        return see_other("offices")

    return answered(request, form, change, "people/office_form.html", _shown(office, called))


@page(ADMINISTRATOR)
@require_POST
def office_closing(request: Asked, pk: int) -> HttpResponse:
    """Close it for some days."""
    office = get_object_or_404(Office, pk=pk)
    form = ClosingForm(request.POST, office=office)

    def close(given: dict[str, Any]) -> HttpResponse:
        close_office(by=request.person, office=office, **given)
        return see_other("office_edit", pk=pk)

    context = {**_shown(office, office.name), "closing": form}
    shown = OfficeChangeForm(office=office)
    return answered(request, form, close, "people/office_form.html", {**context, "form": shown})


@page(ADMINISTRATOR)
@require_POST
def office_opening(request: Asked, pk: int) -> HttpResponse:
    """Open it on a day on which the agency had closed it."""
    office = get_object_or_404(Office, pk=pk)
    try:
        on = read_day(request.POST.get("on", ""), office.local(clock.now()).date())
    except Unread:
        on = None
    if on is None:
        return see_other("office_edit", pk=pk)
    once = request.POST.get("once", "")
    return done_or_refused(
        request, lambda: open_office(by=request.person, office=office, on=on, once=once), "office_edit", pk=pk
    )


def _shown(office: Office, called: str) -> dict[str, Any]:
    """`called` is its name as it stands, whatever was typed."""
    return {
        "changed": office, "called": called, "ahead": clock_ahead(office), "closed": closed_ahead(office),
        "closing": ClosingForm(office=office),
    }  # fmt: skip
