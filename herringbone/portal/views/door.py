"""What the pages behind a link share: the way in from a mail, its language, and what is said where it is shut."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation

from herringbone.core.attempts import note_wrong, shut_to
from herringbone.core.models import Agency
from herringbone.portal.session import came_by, came_by_once, ended_link, link_of, remember, still_opens
from herringbone.record.models import Link

DOOR = "answer"  # wrong tokens are counted together, whatever they were meant to open
LANGUAGES = ("en", "it")
TOO_OFTEN = 429


def quiet(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Nothing of this page goes anywhere else: no referrer, no index."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        response.headers.setdefault("Referrer-Policy", "no-referrer")
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return answered


def with_link(purpose: str) -> Callable[..., Any]:
    """Hand a view the link that this browser came in by, for the address's number; without it, say that it is shut.
    Quiet, too."""

    def around(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
        @wraps(view)
        def answered(request: HttpRequest, pk: int, **more: Any) -> HttpResponseBase:
            link = came_by(request, pk, purpose)
            return view(request, link, **more) if link else shut(request, pk, purpose)

        return quiet(answered)

    return around


def let_in(request: HttpRequest, token: str, purpose: str, room: str) -> HttpResponseBase:
    """Exchange a link for a short session and a plain address, that of `room`. What is wrong is the same to all
    strangers; who holds the token of a link that has ended is told so in their own language.
    """
    if shut_to(DOOR, request):
        return _too_often(request)
    link = link_of(token, purpose)
    if link is None:
        return _too_often(request) if note_wrong(DOOR, request) else _gone(request, ended_link(token, purpose))
    response = HttpResponseRedirect(reverse(room, args=[link.pk]))
    response.status_code = 303
    remember(request, response, link)
    return response


def shut(request: HttpRequest, pk: int, purpose: str) -> HttpResponse:
    """To somebody without a session, or whose link has ended meanwhile."""
    return _gone(request, came_by_once(request, pk, purpose))


def language_of(request: HttpRequest, link: Link) -> str:
    """The contact's, or the one that the page's own switch asks for."""
    client = link.contact.client or link.client
    spoken = request.GET.get("lang", "") or link.contact.language or client.language
    short = spoken.split("-")[0]
    return short if short in LANGUAGES else "en"


def other_than(spoken: str) -> str:
    """The language that the page's switch offers."""
    return next(one for one in LANGUAGES if one != spoken)


def _gone(request: HttpRequest, ended: Link | None) -> HttpResponse:
    """In the language of whoever the link was for; to a stranger in all, the browser's first."""
    languages = [language_of(request, ended)] if ended else _all_languages()
    told = {"agency": _agency(), "languages": languages, "ended": ended is not None and not still_opens(ended)}
    with translation.override(languages[0]):
        return render(request, "portal/gone.html", told, status=404)


def _too_often(request: HttpRequest) -> HttpResponse:
    told = {"agency": _agency(), "languages": _all_languages()}
    return render(request, "portal/too_often.html", told, status=TOO_OFTEN)


def _agency() -> str:
    """Whose page it is: the name on the mail that brought somebody here."""
    return Agency.objects.values_list("name", flat=True).first() or ""


def _all_languages() -> list[str]:
    first = (translation.get_language() or "en").split("-")[0]
    return sorted(LANGUAGES, key=lambda one: one != first)
