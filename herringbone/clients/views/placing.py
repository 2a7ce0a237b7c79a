"""Saying at which client a contact is who has none."""

from django.http import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from herringbone.clients.actions import place_contact
from herringbone.clients.forms.contact import PlaceForm
from herringbone.clients.rules import contacts_open
from herringbone.clients.views.acting import FormPage, form_page, sent
from herringbone.people.pages import SIGNED_IN, Asked, one_visible, page


@page(SIGNED_IN)
@require_http_methods(["GET", "HEAD", "POST"])
def contact_client(request: Asked, pk: int) -> HttpResponseBase:
    """Choose the client. The action moves nobody who has one."""
    found = one_visible(request, contacts_open(request.person), pk=pk)
    there = reverse("contact", args=[pk])
    way = ((_("Contacts"), reverse("contacts")), (found.name, there))
    lead = _("Noted as their company: %(company)s") % {"company": found.company} if found.company else ""
    return form_page(
        request,
        PlaceForm(sent(request), person=request.person, company=found.company),
        FormPage(_("At which client is %(name)s?") % {"name": found.name}, _("Save"), there, way, lead),
        lambda given, once: place_contact(by=request.person, contact=found, once=once, client=given["client"]),
        lambda _made: there,
    )
