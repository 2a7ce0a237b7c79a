"""Contacts that may be one person: the list of them, merging two with a preview, and taking that back."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from herringbone.clients.actions import keep_apart, merge_contacts, take_apart
from herringbone.clients.actions.merging import why_not
from herringbone.clients.forms.acted import ActedForm
from herringbone.clients.forms.contact import CHANNELS, ROLES
from herringbone.clients.forms.merging import LABELS, MergeForm, OtherForm, in_words
from herringbone.clients.models import Contact
from herringbone.clients.queries.alike_contacts import Why, alike_contacts
from herringbone.clients.queries.merges import CHOSEN, merges_open, open_until, stricter, values_of, what_moves
from herringbone.clients.rules import contacts_open, may_merge, may_work_with
from herringbone.clients.views.acting import FormPage, form_page, see_other, sent
from herringbone.core.names.order import by_name
from herringbone.people.pages import SIGNED_IN, Asked, one_visible, page

FORM = ["GET", "HEAD", "POST"]


@page(SIGNED_IN)
@require_safe
def duplicates(request: Asked) -> HttpResponse:
    """Contacts that may be one person, each pair with the reasons."""
    found = alike_contacts(request.person, request.GET.get("page", "1"))
    reasons = {
        Why.MAIL: _("the same mail address"),
        Why.PHONE: _("the same telephone"),
        Why.NAME: _("the same name"),
        Why.SPELLING: _("names that are spelled alike"),
    }
    rows = [(pair, capfirst(", ".join(reasons[why] for why in pair.why))) for pair in found.pairs]
    return render(request, "clients/duplicates.html", {"list": found, "rows": rows})


@page(SIGNED_IN)
@require_safe
def merge_with(request: Asked, pk: int) -> HttpResponseBase:
    """Choose whom a contact is merged with, where the list of possible duplicates does not name them."""
    found = _mergeable(request, pk)
    others = contacts_open(request.person).exclude(pk=pk).order_by(by_name(), "pk")
    if found.client_id:
        others = others.filter(Q(client=found.client_id) | Q(client=None))
    form = OtherForm(request.GET if "other" in request.GET else None, others=others)
    if form.is_bound and form.is_valid():
        return see_other(reverse("contact_merge", args=[pk, form.cleaned_data["other"].pk]))
    status = 422 if form.is_bound else 200
    return render(request, "clients/merge_with.html", {"contact": found, "form": form}, status=status)


@page(SIGNED_IN)
@require_http_methods(FORM)
def merge(request: Asked, pk: int, other: int) -> HttpResponseBase:
    """Look at two contacts side by side, choose where they differ, and merge them."""
    kept, gone = _both(request, pk, other)
    form = MergeForm(sent(request), kept=kept, gone=gone)
    channels = dict(CHANNELS)
    more = {
        "kept": kept,
        "gone": gone,
        "rows": _side_by_side(form, kept, gone),
        "moves": what_moves(gone, request.standing),
        "forbidden": [channels[channel] for channel in stricter(kept, gone)],
    }
    shown = FormPage(
        _("Merge two contacts"), _("Merge them"), reverse("contact_duplicates"),
        ((_("Contacts"), reverse("contacts")), (_("Possible duplicates"), reverse("contact_duplicates"))), more=more,
    )  # fmt: skip

    def do(_given: Any, once: str) -> Contact:
        seen = form.cleaned_data["seen"]
        return merge_contacts(by=request.person, kept=kept, gone=gone, chosen=form.chosen(), seen=seen, once=once)

    return form_page(request, form, shown, do, lambda made: reverse("contact", args=[made.pk]), "clients/merge.html")


@page(SIGNED_IN)
@require_http_methods(FORM)
def apart(request: Asked, pk: int, other: int) -> HttpResponseBase:
    """Say that two who seem alike are two people."""
    kept, gone = _both(request, pk, other)
    shown = FormPage(
        _("%(one)s and %(other)s are two people") % {"one": kept.name, "other": gone.name}, _("Keep them apart"),
        reverse("contact_duplicates"), ((_("Possible duplicates"), reverse("contact_duplicates")),),
        _("They are not listed as possible duplicates again."),
    )  # fmt: skip
    return form_page(
        request, ActedForm(sent(request)), shown,
        lambda _given, once: keep_apart(by=request.person, kept=kept, gone=gone, once=once),
        lambda _made: reverse("contact_duplicates"),
    )  # fmt: skip


@page(SIGNED_IN)
@require_http_methods(FORM)
def undo(request: Asked, pk: int) -> HttpResponseBase:
    """Take two contacts apart again."""
    found = one_visible(request, merges_open(request.person), pk=pk)
    if not may_work_with(by=request.person, contact=found.kept):
        raise PermissionDenied
    back = reverse("contact", args=[found.kept_id])
    shown = FormPage(
        _("Take %(one)s and %(other)s apart") % {"one": found.kept.name, "other": found.gone.name},
        _("Take them apart"), back, ((found.kept.name, back),),
        _("What went along goes back, and both say what they said before. What is new since stays where it is."),
        more={"reason": why_not(found), "until": open_until(found), "merge": found},
    )  # fmt: skip
    return form_page(
        request, ActedForm(sent(request)), shown,
        lambda _given, once: take_apart(by=request.person, merge=found, once=once),
        lambda _made: back, "clients/merge_undo.html",
    )  # fmt: skip


def _mergeable(request: Asked, pk: int) -> Contact:
    rows = contacts_open(request.person).select_related("client")
    found: Contact = one_visible(request, rows, pk=pk)
    if not may_work_with(by=request.person, contact=found):
        raise PermissionDenied
    return found


def _both(request: Asked, pk: int, other: int) -> tuple[Contact, Contact]:
    rows = contacts_open(request.person).select_related("client")
    kept, gone = (one_visible(request, rows, pk=one) for one in (pk, other))
    if not may_merge(by=request.person, kept=kept, gone=gone):
        raise PermissionDenied
    return kept, gone


def _side_by_side(form: MergeForm, kept: Contact, gone: Contact) -> list[tuple[str, Any, str, str]]:
    """Each field that either fills: its label, the two radio buttons where they differ, and what both say."""
    mine, theirs = values_of(kept), values_of(gone)
    rows: list[tuple[str, Any, str, str]] = []
    for name in CHOSEN:
        radios = list(form[name]) if name in form.fields else None
        if radios or (name != "left" and (mine[name] or theirs[name])):
            rows.append((str(LABELS[name]), radios, in_words(name, mine[name]), in_words(name, theirs[name])))
    roles = dict(ROLES)
    mine_does, theirs_does = (
        ", ".join(str(roles[one.kind]) for one in contact.contact_roles.order_by("pk")) for contact in (kept, gone)
    )
    if mine_does or theirs_does:
        rows.append((_("For us"), None, mine_does, theirs_does))
    return rows
