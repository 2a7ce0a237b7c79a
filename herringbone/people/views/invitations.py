"""Inviting people, and answering an invitation."""

import uuid
from http import HTTPStatus
from typing import Any

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from herringbone.core.attempts import note_wrong, shut_to
from herringbone.core.mail import stays_here
from herringbone.people.actions import answer_invitation, invite, invite_list, revoke_invitation, show_way_in
from herringbone.people.door.company import may_come_otherwise
from herringbone.people.forms.invitations import AnswerForm, InviteForm
from herringbone.people.mail import new_token
from herringbone.people.models import Person
from herringbone.people.pages import ADMINISTRATOR, BY_LINK, HEAD_OR_ADMINISTRATOR, Asked, page
from herringbone.people.queries.invitations import invitation_of, invitations, live_invitation
from herringbone.people.rules import may_administer
from herringbone.people.views.answers import UNCHANGED, done_or_refused, see_other
from herringbone.record.action import Refused

DOOR = "invitation"  # of those whose wrong tries are counted
INVITATION = "invitation"  # the key of the session that names the invitation whose link was opened


@page(HEAD_OR_ADMINISTRATOR)
def invitation_list(request: Asked) -> HttpResponse:
    """Who was invited and has not come in yet; and a form for one address or a pasted list."""
    form = InviteForm(request.POST or None, initial={"office": request.person.office})
    report: tuple[Any, ...] = ()
    if request.method == "POST" and form.is_valid():
        report = invite_list(
            by=request.person,
            office=form.cleaned_data["office"],
            department=form.cleaned_data["department"],
            lines=form.cleaned_data["people"],
            language=form.cleaned_data["language"],
        )
        if not any(line.reason for line in report):
            return see_other("invitations")
    context = {
        "form": form, "report": report, "invitations": invitations(), "once": uuid.uuid4(),
        "may_see_links": stays_here() and may_administer(request.person),
    }  # fmt: skip
    status = HTTPStatus.UNPROCESSABLE_ENTITY if request.method == "POST" else HTTPStatus.OK
    return render(request, "people/invitations.html", context, status=status)


@page(HEAD_OR_ADMINISTRATOR)
@require_POST
def invite_person(request: Asked, pk: int) -> HttpResponse:
    """Send a person an invitation, or another one."""
    person = get_object_or_404(Person, pk=pk)
    once = {"once": request.POST.get("once", "")}
    return done_or_refused(request, lambda: invite(by=request.person, person=person, **once), "invitations")


@page(HEAD_OR_ADMINISTRATOR)
@require_POST
def invitation_revoking(request: Asked, pk: int) -> HttpResponse:
    """Close a way in before it was used."""
    found = invitation_of(pk)
    return done_or_refused(request, lambda: revoke_invitation(by=request.person, invitation=found), "invitations")


@page(ADMINISTRATOR)
@require_POST
def invitation_link(request: Asked, pk: int) -> HttpResponse:
    """The way in of an invitation, shown this once, where no mail takes it to its person."""
    found, token = invitation_of(pk), new_token()
    try:
        show_way_in(by=request.person, invitation=found, token=token)
    except Refused as reason:
        context = {"reason": reason, "back_url": reverse("invitations")}
        return render(request, "people/refused.html", context, status=UNCHANGED)
    link = f"{settings.BASE_URL}{reverse('invitation', args=[token])}"
    response = render(request, "people/invitation_link.html", {"invited": found, "link": link})
    response["Cache-Control"] = "no-store"  # nor by the browser's way back
    return response


@page(BY_LINK)
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """The link of the letter. Changes nothing but the address bar, so a scanner that opens it uses nothing up."""
    if shut_to(DOOR, request):
        return render(request, "429.html", status=HTTPStatus.TOO_MANY_REQUESTS)
    found = live_invitation(token=token)
    if found is None:
        if note_wrong(DOOR, request):
            return render(request, "429.html", status=HTTPStatus.TOO_MANY_REQUESTS)
        return _void(request)
    request.session[INVITATION] = found.pk
    response = see_other("invitation_answer")
    response["Referrer-Policy"] = "no-referrer"
    return response


@page(BY_LINK)
@sensitive_post_parameters("password")
def invitation_answer(request: HttpRequest) -> HttpResponseBase:
    """Choose a password and come in; or come in with the company account, where that is the only way."""
    found = live_invitation(pk=request.session.get(INVITATION))
    if found is None:
        return _void(request)
    form = AnswerForm(request.POST or None)
    otherwise = may_come_otherwise(found.person)
    if request.method == "POST" and otherwise and form.is_valid():
        try:
            answer_invitation(by=found.person, invitation=found, password=form.cleaned_data["password"])
        except Refused as reason:
            form.add_error(reason.field or None, str(reason))
        else:
            logout(request)  # whoever else was signed in in this browser; the session begins anew
            record_authentication(request, found.person, method="invitation")
            return perform_login(request, Login(user=found.person))
    status = HTTPStatus.UNPROCESSABLE_ENTITY if request.method == "POST" else HTTPStatus.OK
    context = {"form": form, "invited": found.person, "company": settings.OIDC, "otherwise": otherwise}
    return render(request, "people/invitation_answer.html", context, status=status)


def _void(request: HttpRequest) -> HttpResponse:
    return render(request, "people/invitation_void.html", status=HTTPStatus.GONE)
