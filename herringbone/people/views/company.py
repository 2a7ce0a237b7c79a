"""Sign-in with an account of the house: there, back, and letting an account go."""

from http import HTTPStatus

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from herringbone.core.attempts import note_wrong, shut_to
from herringbone.people.actions import release_identity
from herringbone.people.door.company import COMPANY, NotLetIn, person_of
from herringbone.people.models import Identity
from herringbone.people.pages import ADMINISTRATOR, PUBLIC, Asked, page
from herringbone.people.views.answers import done_or_refused

DOOR = "company account"  # of those whose wrong tries are counted
NEXT = "company_next"  # the key of the session that names where the sign-in leads


@page(PUBLIC)
@require_safe
def begin(request: HttpRequest) -> HttpResponseBase:
    """Off to the provider."""
    _refuse_where_there_is_none()
    from herringbone.people.door.provider import to_the_provider  # takes long to load, and few come this way

    wanted = request.GET.get("next", "")
    request.session[NEXT] = wanted if get_adapter().is_safe_url(wanted) else ""
    try:
        return to_the_provider(request)
    except NotLetIn as reason:
        return _back_to_the_door(request, reason)


@page(PUBLIC)
@require_safe
def answer(request: HttpRequest) -> HttpResponseBase:
    """Back from the provider: in, or at the door with the reason. Guessing is counted as at every other door (S15)."""
    _refuse_where_there_is_none()
    from herringbone.people.door.provider import shown

    if shut_to(DOOR, request):
        return render(request, "429.html", status=HTTPStatus.TOO_MANY_REQUESTS)
    try:
        person = person_of(shown(request))
    except NotLetIn as reason:
        if note_wrong(DOOR, request):
            return render(request, "429.html", status=HTTPStatus.TOO_MANY_REQUESTS)
        return _back_to_the_door(request, reason)
    record_authentication(request, person, method=COMPANY)
    return perform_login(request, Login(user=person, redirect_url=request.session.pop(NEXT, "") or None))


@page(ADMINISTRATOR)
@require_POST
def releasing(request: Asked, pk: int) -> HttpResponse:
    """Let somebody's account of the house open nothing any more."""
    found = get_object_or_404(Identity, person=pk, released=None)
    return done_or_refused(request, lambda: release_identity(by=request.person, identity=found), "person", pk=pk)


def _refuse_where_there_is_none() -> None:
    if settings.OIDC is None:
        raise Http404


def _back_to_the_door(request: HttpRequest, reason: Exception) -> HttpResponse:
    get_adapter().add_message(request, messages.ERROR, message=str(reason))
    return redirect("account_login")
