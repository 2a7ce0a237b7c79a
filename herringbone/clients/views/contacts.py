"""Contacts: the list of all, one of them, and what is done about them."""

from io import BytesIO
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from herringbone.clients.actions import (
    add_contact,
    add_reach,
    change_contact,
    contact_values,
    note_departure,
    note_return,
    record_consent,
)
from herringbone.clients.forms import contact as forms
from herringbone.clients.forms.acted import ActedForm, refusals_in
from herringbone.clients.forms.contact import (
    ConsentForm,
    ContactForm,
    DepartureForm,
    NewContactForm,
    OutsiderForm,
    ReachForm,
)
from herringbone.clients.models import Client, Consent, Contact
from herringbone.clients.moves import one_now
from herringbone.clients.queries.cards import card_of, open_cards
from herringbone.clients.queries.contact_list import all_contacts, contact_list
from herringbone.clients.queries.contacts_like import Perhaps, contacts_like
from herringbone.clients.queries.merges import merges_into
from herringbone.clients.rules import (
    contacts_named,
    contacts_open,
    may_bring_in,
    may_read_contacts,
    may_work_with,
    may_write_contacts,
    sees_contact,
)
from herringbone.clients.uploads import clean_name
from herringbone.clients.views.acting import FormPage, form_page, render_form, see_other, sent
from herringbone.core import clock
from herringbone.core.cards import Card, write_cards
from herringbone.core.merge import InConflict, choose, conflict_page, seal, unseal
from herringbone.core.panels import filled
from herringbone.people.pages import SIGNED_IN, Asked, one_visible, page
from herringbone.people.rules import visible_to
from herringbone.people.tables import handed_table, table_wanted
from herringbone.record.action import done_before
from herringbone.record.changed import last_change

FORM = ["GET", "HEAD", "POST"]
ROLES, CHANNELS, KINDS = dict(forms.ROLES), dict(forms.CHANNELS), dict(forms.REACHES)


@page(SIGNED_IN)
@require_safe
def contacts(request: Asked) -> HttpResponseBase:
    """Everybody outside the agency by name and company."""
    if kind := table_wanted(request):
        headings = [_("Name"), _("Title"), _("Company"), _("Mail address"), _("Telephone"), _("Has left")]
        rows = (
            [one.name, one.title, one.company, one.email, one.phone, _("yes") if one.left else ""]
            for one in all_contacts(request.person, request.GET)
        )
        return handed_table(kind, _("Contacts"), headings, rows)
    context = {
        "list": contact_list(request.person, request.GET),
        "may_add": may_write_contacts(request.person),
        "may_reach": may_read_contacts(request.person),
        "may_bring_in": may_bring_in(by=request.person, kind="contacts"),
    }
    return render(request, "clients/contacts.html", context)


@page(SIGNED_IN)
@require_safe
def contact(request: Asked, pk: int) -> HttpResponse:
    """One contact, with all that is known; of a client that one does not see, name and company alone.

    The address of one who was merged leads to the one kept.
    """
    rows = contacts_named(request.person).select_related("client")
    try:
        found = one_visible(request, rows, pk=pk)
    except Http404:
        kept = one_now(pk)
        if kept is None or kept.pk == pk:
            raise
        return redirect("contact", pk=one_visible(request, rows, pk=kept.pk).pk)
    if not sees_contact(request.person, found):
        return render(request, "clients/contact_name.html", {"contact": found})
    newest: dict[str, Consent] = {}
    for consent in found.consents.select_related("by").order_by("at", "pk"):
        newest[consent.channel] = consent
    context = {
        "contact": found,
        "role_words": capfirst(", ".join(str(ROLES[one.kind]) for one in found.contact_roles.order_by("pk"))),
        "reaches": [(one, KINDS[one.kind]) for one in found.reaches.all()],
        "consents": [
            (one, CHANNELS[one.channel]) for one in sorted(newest.values(), key=lambda one: one.at, reverse=True)
        ],
        "may_write": may_work_with(by=request.person, contact=found),
        "merges": merges_into(found),
        "panels": filled("contact", "main", request, found),
    }
    return render(request, "clients/contact.html", context)


@page(SIGNED_IN)
@require_safe
def contacts_vcard(request: Asked) -> HttpResponseBase:
    """The contacts of the list as vCards: those whom the person may reach and who are still there."""
    return _vcards(open_cards(request.person, request.GET.get("q", "")), "contacts")


@page(SIGNED_IN)
@require_safe
def contact_vcard(request: Asked, pk: int) -> HttpResponseBase:
    """One contact as a vCard."""
    found = _open(request, pk)
    return _vcards([card_of(found)], found.name)


def _vcards(cards: list[Card], name: str) -> HttpResponseBase:
    return FileResponse(
        BytesIO(write_cards(cards)),
        as_attachment=True,
        filename=clean_name(f"{name}.vcf"),
        content_type="text/vcard; charset=utf-8",
    )


@page(SIGNED_IN)
@require_http_methods(FORM)
def contact_new(request: Asked) -> HttpResponseBase:
    """Add a contact; `?client=CODE` says where."""
    if not may_write_contacts(request.person):
        raise PermissionDenied
    client = None
    if code := request.GET.get("client"):
        client = one_visible(request, Client, code=code)
    form = NewContactForm(sent(request), person=request.person, initial={"client": client})
    back = reverse("client_tab", args=[client.code, "people"]) if client else reverse("contacts")
    crumbs = ((client.name, reverse("client", args=[client.code])),) if client else ((_("Contacts"), back),)
    alike: list[Perhaps] = []
    if form.is_bound and form.is_valid() and not done_before(add_contact, request.person, form.key):
        given = form.given()
        name, email, phone = (str(given[one] or "") for one in ("name", "email", "phone"))
        alike = contacts_like(request.person, name, email, phone, form.cleaned_data["client"])
    shown = FormPage(_("New contact"), _("Add the contact"), back, crumbs, more={"alike": alike})
    seen = request.POST.get("seen", "").split(",")
    if any(str(one.pk) not in seen for one in alike) or any(one.same for one in alike):
        for one in alike:
            if one.same:
                words = {"person": one.name}
                form.add_error("email", _("%(person)s has this address here already: see below") % words)
        return render_form(request, form, shown, "clients/contact_new.html")
    return form_page(
        request,
        form,
        shown,
        lambda given, once: add_contact(by=request.person, once=once, **_filled(given)),
        lambda made: (
            reverse("client_tab", args=[made.client.code, "people"])
            if made.client
            else reverse("contact", args=[made.pk])
        ),
        "clients/contact_new.html",
    )


@page(SIGNED_IN)
@require_safe
def contact_perhaps(request: Asked) -> HttpResponse:
    """Whom a new contact may be already, as a fragment: of those alone whom the reader sees in full."""
    if not may_write_contacts(request.person):
        raise PermissionDenied
    told = {name: request.GET.get(name, "")[:254] for name in ("name", "email", "phone")}
    chosen = request.GET.get("client", "")
    at = visible_to(request.person, Client).filter(pk=int(chosen) if chosen.isdecimal() and len(chosen) < 18 else 0)
    return render(
        request, "clients/contact_alike.html", {"alike": contacts_like(request.person, **told, client=at.first())}
    )


@page(SIGNED_IN)
@require_http_methods(FORM)
def contact_edit(request: Asked, pk: int) -> HttpResponseBase:
    """Change a contact; two who do so at once are asked where they differ."""
    found = _open(request, pk)
    make = ContactForm if found.client_id else OutsiderForm
    form = make(sent(request), initial=contact_values(found))
    record, there = f"clients.Contact:{pk}", reverse("contact", args=[pk])
    stored = {name: value for name, value in contact_values(found).items() if name in form.fields}
    if form.is_bound and form.is_valid() and "write" not in request.POST:
        original = unseal(record, request.POST)
        yours = choose(request.POST, original, _filled(form.given()))
        try:
            with refusals_in(form):
                change_contact(by=request.person, contact=found, values=yours, original=original, once=form.key)
                return see_other(there)
        except InConflict as conflict:
            who, at = last_change(found, conflict.fields)
            shown = conflict_page(
                conflict,
                record=record,
                original=original,
                posted=request.POST,
                labels={name: str(field.label) for name, field in form.fields.items() if name != "once"},
                show=lambda _name, value: ", ".join(value) if isinstance(value, list) else str(value),
                action=reverse("contact_edit", args=[pk]),
                back=there,
                who=who,
                reader=request.person,
                at=at,
                title=found.name,
            )
            return render(request, "core/conflict.html", {"conflict": shown}, status=409)
    original_sealed = request.POST.get("original", "") if form.is_bound else seal(record, stored)
    page_ = FormPage(found.name, _("Save"), there, _way(found), more={"original": original_sealed, "contact": found})
    return render_form(request, form, page_, "clients/contact_form.html")


@page(SIGNED_IN)
@require_http_methods(FORM)
def contact_consent(request: Asked, pk: int) -> HttpResponseBase:
    """Write down what a contact allowed or forbade."""
    found = _open(request, pk)
    return form_page(
        request,
        ConsentForm(sent(request)),
        FormPage(_("What %(name)s agrees to") % {"name": found.name}, _("Record it"), _page(found), _way(found)),
        lambda given, once: record_consent(by=request.person, contact=found, once=once, **given),
        lambda _made: _page(found),
    )


@page(SIGNED_IN)
@require_http_methods(FORM)
def contact_departure(request: Asked, pk: int) -> HttpResponseBase:
    """Note that somebody left the company."""
    found = _open(request, pk)
    office = found.client.office if found.client else request.person.office
    return form_page(
        request,
        DepartureForm(sent(request), office=office, initial={"on": office.local(clock.now()).date()}),
        FormPage(
            _("%(name)s has left") % {"name": found.name},
            _("Note that they left"),
            _page(found),
            _way(found),
            _("Nothing is sent to them any more, and their links stop working. What they said stays on record."),
        ),
        lambda given, once: note_departure(by=request.person, contact=found, once=once, **given),
        lambda _made: _page(found),
    )


@page(SIGNED_IN)
@require_http_methods(FORM)
def contact_return(request: Asked, pk: int) -> HttpResponseBase:
    """Note that somebody is back."""
    found = _open(request, pk)
    return form_page(
        request,
        ActedForm(sent(request)),
        FormPage(_("%(name)s is back") % {"name": found.name}, _("Note that they are back"), _page(found), _way(found)),
        lambda _given, once: note_return(by=request.person, contact=found, once=once),
        lambda _made: _page(found),
    )


@page(SIGNED_IN)
@require_http_methods(FORM)
def contact_reach(request: Asked, pk: int) -> HttpResponseBase:
    """Add a further address or telephone."""
    found = _open(request, pk)
    return form_page(
        request,
        ReachForm(sent(request)),
        FormPage(_("Another way to reach %(name)s") % {"name": found.name}, _("Add it"), _page(found), _way(found)),
        lambda given, once: add_reach(by=request.person, contact=found, once=once, **_filled(given)),
        lambda _made: _page(found),
    )


def _open(request: Asked, pk: int) -> Contact:
    """A contact of whom the person sees everything."""
    return one_visible(request, contacts_open(request.person).select_related("client"), pk=pk)


def _page(contact: Contact) -> str:
    return reverse("contact", args=[contact.pk])


def _way(contact: Contact) -> tuple[tuple[str, str], ...]:
    above = (contact.client.name, reverse("client", args=[contact.client.code])) if contact.client else None
    return (above or (_("Contacts"), reverse("contacts")), (contact.name, _page(contact)))


def _filled(given: Any) -> dict[str, Any]:
    """What was filled in, with the empty text for nothing."""
    return {name: value if value is not None or name == "client" else "" for name, value in given.items()}
