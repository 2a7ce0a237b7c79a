"""The companies billed for a client, its brands, and what it brings."""

from django.http import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from herringbone.clients.actions import (
    add_brand,
    add_entity,
    change_entity,
    declare_revenue,
    define_major,
    remove_brand,
    rename_brand,
)
from herringbone.clients.forms.acted import ActedForm
from herringbone.clients.forms.client import BrandForm, EntityForm, MajorForm, RevenueForm
from herringbone.clients.models import Brand, Client, LegalEntity, MajorThreshold, Revenue
from herringbone.clients.views.acting import FormPage, form_page, sent
from herringbone.core import clock
from herringbone.core.models import Agency
from herringbone.people.pages import HEAD, SIGNED_IN, Asked, one_visible, page
from herringbone.people.rules import visible_to

FORM = ["GET", "HEAD", "POST"]


def _way(client: Client) -> tuple[tuple[str, str], ...]:
    here = reverse("client", args=[client.code])
    return ((client.name, here), (_("What belongs to it"), reverse("client_holdings", args=[client.code])))


@page(SIGNED_IN)
@require_http_methods(FORM)
def entity_new(request: Asked, code: str) -> HttpResponseBase:
    """Add a company that is billed."""
    client = one_visible(request, Client, code=code)
    back = reverse("client_holdings", args=[code])
    return form_page(
        request,
        EntityForm(sent(request)),
        FormPage(_("Company that is billed"), _("Add the company"), back, _way(client)),
        lambda given, once: add_entity(by=request.person, client=client, once=once, **_texts(given)),
        lambda _made: back,
    )


@page(SIGNED_IN)
@require_http_methods(FORM)
def entity(request: Asked, pk: int) -> HttpResponseBase:
    """Change a company that is billed."""
    found = one_visible(request, visible_to(request.person, LegalEntity).select_related("client"), pk=pk)
    back = reverse("client_holdings", args=[found.client.code])
    fields = ("name", "address", "country", "tax_number")
    return form_page(
        request,
        EntityForm(sent(request), initial={name: getattr(found, name) for name in fields}),
        FormPage(found.name, _("Save"), back, _way(found.client)),
        lambda given, once: change_entity(by=request.person, entity=found, once=once, **_texts(given)),
        lambda _made: back,
    )


@page(SIGNED_IN)
@require_http_methods(FORM)
def brand_new(request: Asked, code: str) -> HttpResponseBase:
    """Add a brand."""
    client = one_visible(request, Client, code=code)
    back = reverse("client_holdings", args=[code])
    return form_page(
        request,
        BrandForm(sent(request)),
        FormPage(_("New brand"), _("Add the brand"), back, _way(client)),
        lambda given, once: add_brand(by=request.person, client=client, once=once, **_texts(given)),
        lambda _made: back,
    )


@page(SIGNED_IN)
@require_http_methods(FORM)
def brand(request: Asked, pk: int) -> HttpResponseBase:
    """Rename a brand."""
    found = one_visible(request, visible_to(request.person, Brand).select_related("client"), pk=pk)
    back = reverse("client_holdings", args=[found.client.code])
    return form_page(
        request,
        BrandForm(sent(request), initial={"name": found.name}),
        FormPage(found.name, _("Rename the brand"), back, _way(found.client)),
        lambda given, once: rename_brand(by=request.person, brand=found, once=once, **_texts(given)),
        lambda _made: back,
    )


@page(SIGNED_IN)
@require_http_methods(FORM)
def brand_removal(request: Asked, pk: int) -> HttpResponseBase:
    """Ask once more, then take a brand away."""
    found = one_visible(request, visible_to(request.person, Brand).select_related("client"), pk=pk)
    back = reverse("client_holdings", args=[found.client.code])
    return form_page(
        request,
        ActedForm(sent(request)),
        FormPage(
            _("Remove %(brand)s") % {"brand": found.name},
            _("Remove the brand"),
            back,
            _way(found.client),
            _("It goes only if no job has it."),
        ),
        lambda _given, once: remove_brand(by=request.person, brand=found, once=once),
        lambda _made: back,
    )


@page(SIGNED_IN)
@require_http_methods(FORM)
def revenue_new(request: Asked, code: str) -> HttpResponseBase:
    """Declare what the account brings in a year. Former declarations stand below."""
    client = one_visible(request, Client, code=code)
    back = reverse("client", args=[code])
    initial = {"currency": client.currency, "year": client.office.local(clock.now()).year}
    declared = visible_to(request.person, Revenue).filter(client=client).select_related("by").order_by("-at", "-pk")
    return form_page(
        request,
        RevenueForm(sent(request), initial=initial),
        FormPage(
            _("What the account brings"),
            _("Declare it"),
            back,
            ((client.name, back),),
            more={"declared": declared[:20]},
        ),
        lambda given, once: declare_revenue(by=request.person, client=client, once=once, **given),
        lambda _made: back,
        "clients/revenue.html",
    )


@page(HEAD)
@require_http_methods(FORM)
def major(request: Asked) -> HttpResponseBase:
    """Say from what revenue an account is a major one, by currency."""
    agency = Agency.objects.first()
    newest = {one.currency: one for one in MajorThreshold.objects.select_related("by").order_by("at", "pk")}
    back = reverse("clients")
    return form_page(
        request,
        MajorForm(sent(request)),
        FormPage(
            _("Major accounts"),
            _("Set the threshold"),
            back,
            ((_("Clients"), back),),
            _("Amounts of two currencies are never compared: each currency has its own figure."),
            more={"agency": agency, "thresholds": sorted(newest.values(), key=lambda one: one.currency)},
        ),
        lambda given, once: define_major(by=request.person, once=once, **given),
        lambda _made: reverse("major_accounts"),
        "clients/major.html",
    )


def _texts(given: object) -> dict[str, str]:
    """The texts of a form, each at least empty."""
    return {name: value or "" for name, value in dict(given).items()}  # type: ignore[call-overload]
