"""What is answered when something broke, and when the database is locked or away: soon, and with nothing lost."""

import sys
from http import HTTPStatus

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.views.defaults import server_error

from herringbone.core.store import StoreUnreachable

TRY_AFTER = "10"  # seconds
NOT_SENT_AGAIN = ("csrfmiddlewaretoken", "password")


def broken(request: HttpRequest) -> HttpResponse:
    """The page for what nobody foresaw. A database or a store of files that does not answer is foreseen: 503."""
    error = sys.exc_info()[1]
    if not isinstance(error, OperationalError | InterfaceError | StoreUnreachable):
        return server_error(request)
    typed = [] if request.FILES else _typed(request)
    context = {
        "typed": typed,
        "address": request.get_full_path(),
        "files": bool(request.FILES),
        "csrf_token": get_token(request),
    }
    # Without the request, so that nothing that pages usually know is asked of the database.
    words = render_to_string("503.html", context)
    return HttpResponse(words, status=HTTPStatus.SERVICE_UNAVAILABLE, headers={"Retry-After": TRY_AFTER})


def _typed(request: HttpRequest) -> list[tuple[str, str]]:
    """Every field as it came, save the guard against forgery, which is made anew, and passwords."""
    return [
        (name, value)
        for name, values in request.POST.lists()
        if not any(word in name for word in NOT_SENT_AGAIN)
        for value in values
    ]
