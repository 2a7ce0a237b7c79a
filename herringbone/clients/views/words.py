"""Messages from a client, and the team's conversations."""

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from herringbone.clients.actions import answer_message, post, receive_message
from herringbone.clients.conversations import address_of, talked_about
from herringbone.clients.forms.acted import refusals_in
from herringbone.clients.forms.words import AnswerForm, MessageForm, RemarkForm
from herringbone.clients.models import Client, Message
from herringbone.clients.queries.mentions import who_can_be_meant
from herringbone.clients.rules import may_answer
from herringbone.clients.uploads import uploads
from herringbone.clients.views.acting import UNCHANGED, FormPage, form_page, see_other, sent
from herringbone.people.pages import SIGNED_IN, Asked, one_visible, page
from herringbone.people.rules import visible_to
from herringbone.record.events import client_of

FORM = ["GET", "HEAD", "POST"]


@page(SIGNED_IN)
@require_http_methods(FORM)
def message_new(request: Asked, code: str) -> HttpResponseBase:
    """Note what somebody at the client's asked, so that it is answered."""
    client = one_visible(request, Client, code=code)
    there = reverse("client", args=[code])
    return form_page(
        request,
        MessageForm(sent(request), person=request.person, client=client),
        FormPage(
            _("The client wants an answer"),
            _("Note it"),
            there,
            ((client.name, there),),
            _("It waits on the desk of whoever answers for the client, until somebody has answered."),
        ),
        lambda given, once: receive_message(by=request.person, once=once, **given),
        lambda _made: there,
    )


@page(SIGNED_IN)
@require_http_methods(FORM)
def message_answer(request: Asked, pk: int) -> HttpResponseBase:
    """What a client said, and what was answered."""
    rows = visible_to(request.person, Message).select_related("client", "contact", "noted_by", "answer__by")
    message = one_visible(request, rows, pk=pk)
    there = reverse("client", args=[message.client.code])
    return form_page(
        request,
        AnswerForm(sent(request)),
        FormPage(
            message.contact.name,
            _("Note the answer"),
            there,
            ((message.client.name, there),),
            more={
                "message": message,
                "answer": getattr(message, "answer", None),
                "may_work": may_answer(by=request.person, message=message),
            },
        ),
        lambda given, once: answer_message(by=request.person, message=message, once=once, **given),
        lambda _made: there,
        "clients/message.html",
    )


@page(SIGNED_IN)
@require_http_methods(FORM)
def conversation(request: Asked, label: str, pk: int) -> HttpResponseBase:
    """The conversation on one record; a remark sent from the record's own page comes here, and goes back there."""
    model = talked_about(label)
    if model is None:
        raise Http404
    subject = one_visible(request, model, pk=pk)
    there = address_of(subject)
    form = RemarkForm(sent(request), request.FILES or None, mentions=reverse("mentions", args=[label, pk]))
    if form.is_bound and form.is_valid():
        with refusals_in(form):
            files = uploads(form.cleaned_data["files"] or [])
            made = post(
                by=request.person, subject=subject, text=form.cleaned_data["text"] or "", files=files, once=form.key
            )
            return see_other(f"{there}#remark-{made.pk}")
    context = {"subject": subject, "remark_form": form, "there": there}
    return render(request, "clients/conversation_page.html", context, status=UNCHANGED if form.is_bound else 200)


@page(SIGNED_IN)
@require_safe
def mentions(request: Asked, label: str, pk: int) -> HttpResponse:
    """The people to whom an @ on this record may point: those who see its client."""
    model = talked_about(label)
    if model is None:
        raise Http404
    subject = one_visible(request, model, pk=pk)
    client = one_visible(request, Client, pk=client_of(subject))
    people = who_can_be_meant(client, request.GET.get("q", "")[:60])
    return render(request, "clients/mentions.html", {"people": people})
