"""One's own settings, sessions, and who has looked through one's eyes."""

from http import HTTPStatus

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST

from herringbone.people.actions import change_own_settings
from herringbone.people.actions.signing_in import note_sessions_ended
from herringbone.people.forms.me import OwnForm
from herringbone.people.pages import SIGNED_IN, Asked, page
from herringbone.people.queries.me import own_sessions, ways_in, who_viewed
from herringbone.people.sessions import end_sessions
from herringbone.people.views.answers import see_other
from herringbone.record.action import Refused


@page(SIGNED_IN)
def me(request: Asked) -> HttpResponse:
    """Name, language, colours, keys; the ways in; the sessions; who has looked."""
    person = request.person
    form = OwnForm(request.POST or None, initial={name: getattr(person, name) for name in OwnForm.base_fields})
    if request.method == "POST" and form.is_valid():
        try:
            change_own_settings(by=person, **form.cleaned_data)
        except Refused as reason:
            form.add_error(reason.field or None, str(reason))
        else:
            return see_other("me")
    context = {
        "form": form,
        "sessions": own_sessions(person, request.session.session_key or ""),
        "ways": ways_in(person),
        "company": settings.OIDC,
        "viewings": who_viewed(person),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if request.method == "POST" else HTTPStatus.OK
    return render(request, "people/me.html", context, status=status)


@page(SIGNED_IN)
@require_POST
def session_end(request: Asked, pk: int) -> HttpResponse:
    """End one session of one's own. Somebody else's is not found."""
    session = get_object_or_404(UserSession, pk=pk, user=request.user)
    here = session.session_key == request.session.session_key
    session.end()
    note_sessions_ended(by=request.person, person=request.person, ended=1)
    if here:
        logout(request)
        return see_other("account_login")
    return see_other("me")


@page(SIGNED_IN)
@require_POST
def sessions_end(request: Asked) -> HttpResponse:
    """Sign out everywhere, here too."""
    ended = end_sessions(request.person)
    note_sessions_ended(by=request.person, person=request.person, ended=ended)
    logout(request)
    return see_other("account_login")
