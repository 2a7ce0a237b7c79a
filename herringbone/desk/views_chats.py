"""Chats: one's own, and a client's."""

import secrets
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from herringbone.clients.forms.acted import refusals_in
from herringbone.clients.models import Client
from herringbone.clients.views.acting import see_other, sent
from herringbone.core import clock
from herringbone.desk.actions import chats as actions
from herringbone.desk.chats.formats import message
from herringbone.desk.chats.kinds import CHAT_KINDS
from herringbone.desk.chats.posting import status_of
from herringbone.desk.forms_chats import ChatForm, ClientChatForm
from herringbone.desk.models import ChatChannel
from herringbone.desk.queries.chats import chat_of
from herringbone.desk.webhooks.delivering import refuse_to_send
from herringbone.people.pages import SIGNED_IN, Asked, one_visible, page
from herringbone.people.views.answers import done_or_refused
from herringbone.record.effects import NotNow


@page(SIGNED_IN)
@require_http_methods(["GET", "HEAD", "POST"])
def own_chat(request: Asked) -> HttpResponseBase:
    """The chat into which one's own notifications go."""
    form = ChatForm(sent(request))
    if form.is_bound and form.is_valid():
        with refusals_in(form):
            actions.set_own_chat(by=request.person, once=form.key, **form.given())
            return see_other(reverse("own_chat"))
    return _own(request, form)


@page(SIGNED_IN)
@require_POST
def own_chat_test(request: Asked) -> HttpResponse:
    """Send a test into one's own chat."""
    return _own(request, ChatForm(), _tested(request, _live(chat_of(request.person))))


@page(SIGNED_IN)
@require_POST
def own_chat_end(request: Asked) -> HttpResponse:
    """Tell one's own chat nothing more."""
    found, once = _live(chat_of(request.person)), request.POST.get("once", "")
    return done_or_refused(request, lambda: actions.end_chat(by=request.person, channel=found, once=once), "own_chat")


@page(SIGNED_IN)
@require_http_methods(["GET", "HEAD", "POST"])
def client_chat(request: Asked, code: str) -> HttpResponseBase:
    """The chat of a client's team: everybody on it sees that it is told, who directs the client sets it up."""
    client = one_visible(request, Client, code=code)
    form = ClientChatForm(sent(request), initial={"kinds": [kind.key for kind in CHAT_KINDS]})
    if form.is_bound:
        _refuse_others(request, client)
        if form.is_valid():
            with refusals_in(form):
                actions.set_client_chat(by=request.person, client=client, once=form.key, **form.given())
                return see_other(reverse("client_chat", args=[code]))
    return _of_client(request, client, form)


@page(SIGNED_IN)
@require_POST
def client_chat_test(request: Asked, code: str) -> HttpResponse:
    """Send a test into the client's chat."""
    client = one_visible(request, Client, code=code)
    _refuse_others(request, client)
    told = _tested(request, _live(chat_of(client)))
    return _of_client(request, client, ClientChatForm(initial={"kinds": [kind.key for kind in CHAT_KINDS]}), told)


@page(SIGNED_IN)
@require_POST
def client_chat_end(request: Asked, code: str) -> HttpResponse:
    """Tell the client's chat nothing more."""
    client, once = one_visible(request, Client, code=code), request.POST.get("once", "")
    _refuse_others(request, client)
    found = _live(chat_of(client))
    return done_or_refused(
        request, lambda: actions.end_chat(by=request.person, channel=found, once=once), "client_chat", code=code
    )


def _refuse_others(request: Asked, client: Client) -> None:
    if not actions.may_set_chat_of(by=request.person, client=client):
        raise PermissionDenied


def _live(found: ChatChannel | None) -> ChatChannel:
    if found is None:
        raise Http404
    return found


def _tested(request: Asked, channel: ChatChannel) -> tuple[str, str]:
    """Send a test; gives the state and the words to show. Of the answer only its status."""
    try:
        refuse_to_send()
    except NotNow as reason:
        return "late", _("Nothing was sent: %(reason)s") % {"reason": reason}
    with translation.override(channel.language):
        line = (_("A test: messages of Herringbone come here"), settings.BASE_URL + reverse("desk"))
        body = message(channel.format, [line], _("Open"))
    outcome = status_of(channel, body)
    status = outcome if isinstance(outcome, int) else None
    actions.note_chat_test(by=request.person, channel=channel, status=status)
    if status is None:
        return "late", _("The test had no answer: %(reason)s.") % {"reason": outcome}
    if 200 <= status < 300:
        return "done", _("The chat took the test: %(status)s.") % {"status": status}
    return "late", _("The test was answered %(status)s: not taken.") % {"status": status}


def _own(request: Asked, form: ChatForm, tested: tuple[str, str] | None = None) -> HttpResponse:
    context = {"form": form, "chat": chat_of(request.person), "tested": tested, **_around()}
    return render(request, "desk/own_chat.html", context, status=422 if form.is_bound else 200)


def _of_client(
    request: Asked, client: Client, form: ClientChatForm, tested: tuple[str, str] | None = None
) -> HttpResponse:
    found = chat_of(client)
    context: dict[str, Any] = {
        "client": client, "form": form, "chat": found, "tested": tested, **_around(),
        "told": [kind.label for kind in CHAT_KINDS if found and kind.key in found.kinds],
        "may_set": actions.may_set_chat_of(by=request.person, client=client),
    }  # fmt: skip
    return render(request, "desk/client_chat.html", context, status=422 if form.is_bound else 200)


def _around() -> dict[str, Any]:
    return {"now": clock.now(), "once": secrets.token_hex(16)}
