"""Webhooks: the administrator's pages."""

import secrets
from collections.abc import Callable
from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from herringbone.clients.forms.acted import refusals_in
from herringbone.clients.views.acting import FormPage, form_page, see_other, sent
from herringbone.core import clock
from herringbone.desk.actions import webhooks as actions
from herringbone.desk.forms_webhooks import RangeForm, WebhookForm
from herringbone.desk.models import Attempt, Delivery, Webhook
from herringbone.desk.queries import webhooks as queries
from herringbone.desk.webhooks import payload
from herringbone.desk.webhooks.delivering import attempt, refuse_to_send, secrets_of
from herringbone.desk.webhooks.signing import new_secret
from herringbone.desk.webhooks.types import EVERY, TYPES
from herringbone.people.door.sealing import unseal
from herringbone.people.pages import ADMINISTRATOR, Asked, page
from herringbone.people.views.answers import done_or_refused
from herringbone.record.action import Refused
from herringbone.record.effects import NotNow

FORM_PAGE = "desk/webhook_form.html"


@page(ADMINISTRATOR)
@require_safe
def webhooks(request: Asked) -> HttpResponse:
    """All addresses that are told of something."""
    return render(request, "desk/webhooks.html", {"webhooks": queries.webhooks(), "now": clock.now()})


@page(ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def webhook_new(request: Asked) -> HttpResponseBase:
    """Have an address told of something. The answer shows the secret, once."""
    form, secret = WebhookForm(sent(request)), new_secret()
    if form.is_bound and form.is_valid():
        with refusals_in(form):
            made = actions.make_webhook(by=request.person, secret=secret, once=form.key, **form.given())
            return _secret_shown(request, made, secret)
    back = reverse("webhooks")
    shown = FormPage(
        _("New webhook"), _("Make it and show the secret"), back,
        ((_("Administration"), reverse("administration")), (_("Webhooks"), back)),
        _("Ids and figures of what happens go to this address, signed. Texts of people never do."),
    )  # fmt: skip
    status = 422 if form.is_bound else 200
    return render(request, FORM_PAGE, {"form": form, "shown": shown}, status=status)


@page(ADMINISTRATOR)
@require_safe
def webhook(request: Asked, pk: int) -> HttpResponse:
    """One webhook: how it does, its log, and what may be done about it."""
    return _webhook(request, _found(pk))


@page(ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def webhook_edit(request: Asked, pk: int) -> HttpResponseBase:
    """Another address, other kinds, another client."""
    found, back = _found(pk), reverse("webhook", args=[pk])
    told = {
        "address": found.address, "kinds": found.kinds, "every": EVERY in found.kinds,
        "client": found.client.code if found.client else "",
    }  # fmt: skip
    return form_page(
        request,
        WebhookForm(sent(request), initial=told),
        FormPage(
            _("Change the webhook"), _("Send so from now on"), back,
            ((_("Webhooks"), reverse("webhooks")), (str(found.address), back)),
        ),
        lambda given, once: actions.change_webhook(by=request.person, webhook=found, once=once, **given),
        lambda _made: back,
        FORM_PAGE,
    )  # fmt: skip


@page(ADMINISTRATOR)
@require_POST
def webhook_rotation(request: Asked, pk: int) -> HttpResponse:
    """Another secret, shown once; the one before signs beside it for a day."""
    found, secret, once = _found(pk), new_secret(), request.POST.get("once", "")
    try:
        made = actions.rotate_secret(by=request.person, webhook=found, secret=secret, once=once)
    except Refused as reason:
        return _webhook(request, found, str(reason))
    return _secret_shown(request, made, secret)


@page(ADMINISTRATOR)
@require_POST
def webhook_test(request: Asked, pk: int) -> HttpResponse:
    """Send a test now, and say how it went: the status, and nothing else of the answer."""
    found = _found(pk)
    name = f"test_{secrets.token_hex(8)}"
    try:
        refuse_to_send()
    except NotNow as reason:
        return _webhook(request, found, _("Nothing was sent: %(reason)s") % {"reason": reason})
    tried = attempt(found, name, payload.of_test(name, clock.now()), secrets_of(found))
    actions.note_test(by=request.person, webhook=found, outcome=tried.outcome, status=tried.status)
    return _webhook(request, found, tested=tried)


@page(ADMINISTRATOR)
@require_POST
def webhook_stopping(request: Asked, pk: int) -> HttpResponse:
    """Send nothing more for now."""
    return _done(request, pk, actions.stop_webhook)


@page(ADMINISTRATOR)
@require_POST
def webhook_starting(request: Asked, pk: int) -> HttpResponse:
    """Let it go on."""
    return _done(request, pk, actions.start_webhook)


@page(ADMINISTRATOR)
@require_POST
def webhook_ending(request: Asked, pk: int) -> HttpResponse:
    """Tell this address nothing more, for good."""
    found, once = _found(pk), request.POST.get("once", "")
    return done_or_refused(
        request, lambda: actions.end_webhook(by=request.person, webhook=found, once=once), "webhooks"
    )


@page(ADMINISTRATOR)
@require_POST
def webhook_range(request: Asked, pk: int) -> HttpResponse:
    """Send everything of some days again."""
    found = _found(pk)
    form = RangeForm(sent(request), person=request.person, prefix="again")
    if form.is_valid():
        with refusals_in(form):
            actions.send_range_again(by=request.person, webhook=found, once=form.key, **form.given())
            return see_other(reverse("webhook", args=[pk]))
    return _webhook(request, found, form=form)


@page(ADMINISTRATOR)
@require_POST
def delivery_again(request: Asked, pk: int) -> HttpResponse:
    """Send one delivery again."""
    found, once = get_object_or_404(queries.deliveries(), pk=pk), request.POST.get("once", "")

    def again() -> Delivery:
        return actions.send_delivery_again(by=request.person, delivery=found, once=once)

    return done_or_refused(request, again, "webhook", pk=found.webhook_id)


def _found(pk: int) -> Webhook:
    return get_object_or_404(queries.webhooks(), pk=pk)


def _done(request: Asked, pk: int, act: Callable[..., Any]) -> HttpResponse:
    found, once = _found(pk), request.POST.get("once", "")
    return done_or_refused(request, lambda: act(by=request.person, webhook=found, once=once), "webhook", pk=pk)


def _secret_shown(request: Asked, made: Webhook, secret: str) -> HttpResponse:
    """The one page that shows a secret. A form sent twice made one webhook, whose secret the first answer showed."""
    fresh = unseal(made.secret) == secret
    return render(request, "desk/webhook_secret.html", {"webhook": made, "secret": secret if fresh else ""})


def _webhook(
    request: Asked, found: Webhook, reason: str = "", tested: Attempt | None = None, form: RangeForm | None = None
) -> HttpResponse:
    before = request.GET.get("before", "")
    lines = queries.log_of(found, int(before) if before.isdecimal() and len(before) < 19 else None)
    context = {
        "webhook": found, "lines": lines, "reason": reason, "tested": tested, "now": clock.now(),
        "kinds": [(name, words) for name, _verb, words in TYPES if name in found.kinds], "every": EVERY in found.kinds,
        "overlaps": found.signs_beside(clock.now()), "once": secrets.token_hex(16),
        "older": lines[-1].id if len(lines) == queries.SHOWN else None,
        "form": form or RangeForm(person=request.person, prefix="again"),
    }  # fmt: skip
    return render(request, "desk/webhook.html", context, status=422 if reason or form else 200)
