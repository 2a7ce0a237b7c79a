"""Agreeing how often a contact is heard from, and ending it."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from herringbone.clients.actions import agree_rhythm, end_rhythm
from herringbone.clients.forms.acted import ActedForm
from herringbone.clients.forms.relations import RhythmForm
from herringbone.clients.models import Client
from herringbone.clients.queries.relations import rhythm_in_words, rhythms_open, team_of
from herringbone.clients.rules import contacts_open, may_work_with
from herringbone.clients.views.acting import FormPage, form_page, sent
from herringbone.people.pages import SIGNED_IN, Asked, one_visible, page

FORM = ["GET", "HEAD", "POST"]


@page(SIGNED_IN)
@require_http_methods(FORM)
def rhythm_new(request: Asked, pk: int) -> HttpResponseBase:
    """Agree how often a contact is to be met or called, and by whom."""
    found = one_visible(request, contacts_open(request.person).select_related("client__office"), pk=pk)
    if found.client is None or found.left:
        raise Http404
    if not may_work_with(by=request.person, contact=found):
        raise PermissionDenied
    back = _map(found.client)
    shown = FormPage(
        _("How often %(name)s is heard from") % {"name": found.name}, _("Agree it"), back,
        ((found.client.name, reverse("client", args=[found.client.code])), (_("Relationships"), back)),
        _("Counted are meetings and calls that they attended. When it has been longer, somebody owes it."),
    )  # fmt: skip
    return form_page(
        request, RhythmForm(sent(request), team=team_of(found.client)), shown,
        lambda given, once: agree_rhythm(by=request.person, contact=found, once=once, **given),
        lambda _made: back,
    )  # fmt: skip


@page(SIGNED_IN)
@require_http_methods(FORM)
def rhythm_end(request: Asked, pk: int) -> HttpResponseBase:
    """Keep a rhythm no more."""
    found = one_visible(request, rhythms_open(request.person), pk=pk)
    if not may_work_with(by=request.person, contact=found.contact):
        raise PermissionDenied
    client = found.contact.client
    if client is None:
        raise Http404
    back = _map(client)
    who = str(found.person) if found.person else _("whoever answers for the client")
    shown = FormPage(
        _("No rhythm with %(name)s") % {"name": found.contact.name}, _("End it"), back,
        ((client.name, reverse("client", args=[client.code])), (_("Relationships"), back)),
        _("Agreed was: %(every)s, by %(who)s.") % {"every": rhythm_in_words(found.every), "who": who},
    )  # fmt: skip
    return form_page(
        request, ActedForm(sent(request)), shown,
        lambda _given, once: end_rhythm(by=request.person, rhythm=found, once=once),
        lambda _made: back,
    )  # fmt: skip


def _map(client: Client) -> str:
    return reverse("client_tab", args=[client.code, "relations"])
