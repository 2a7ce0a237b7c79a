"""What somebody typed into a form: shown again where it could not be done, and told apart from what was sent before."""

from http import HTTPStatus
from types import SimpleNamespace
from urllib.parse import quote, urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render, resolve_url
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme

from herringbone.people.in_place import as_page
from herringbone.people.labels import label_of
from herringbone.record.canonical import canonical, sha256

NEVER_SHOWN = ("code", "csrf", "once", "original")  # as the beginning of a name; a secret anywhere in it
SECRET = ("password", "token", "credential", "secret")
NO_CONTENT = ("csrfmiddlewaretoken", "next")  # differ between two sendings of the same
OUTSIDE = SimpleNamespace(open=True)  # of an address without a rule: nobody is asked to sign in there
LONGEST_SHOWN = 20_000  # characters


def typed_in(request: HttpRequest) -> list[tuple[str, str]]:
    """Every field that somebody typed into, save secrets, as pairs of its label and the text; at most LONGEST_SHOWN of
    each."""
    view = request.resolver_match.func.__module__ if request.resolver_match else ""
    feature = ".".join(view.split(".")[:2])
    return [
        (label, value[:LONGEST_SHOWN])
        for name in request.POST
        if not _is_secret(name.lower()) and (label := label_of(name, feature))
        for value in request.POST.getlist(name)
        if value.strip()
    ]


def _is_secret(name: str) -> bool:
    return name.startswith(NEVER_SHOWN) or any(word in name for word in SECRET)


def page_before(request: HttpRequest) -> str:
    """The page of ours that a form or a part of a page was sent from, as far as the browser says; else empty."""
    told = urlsplit(request.headers.get("HX-Current-URL") or request.headers.get("Referer", ""))
    back = f"{told.path}?{told.query}" if told.query else told.path
    ours = told.netloc == urlsplit(settings.BASE_URL).netloc and url_has_allowed_host_and_scheme(back, None)
    return back if ours else ""


def door(back: str) -> str:
    """The sign-in page that leads back to an address."""
    return f"{resolve_url(settings.LOGIN_URL)}?next={quote(back)}"


def content_of(request: HttpRequest) -> str:
    """A digest of what a form with a key says, its files by name and size; empty for a form without a key."""
    if request.method != "POST" or not request.POST.get("once"):
        return ""
    fields = sorted([name, values] for name, values in request.POST.lists() if name not in NO_CONTENT)
    sent = [(name, file) for name, files in request.FILES.lists() for file in files]
    files = sorted([name, file.name or "", file.size or 0] for name, file in sent)
    return sha256(canonical([request.path, fields, files]))


def sent_before(request: HttpRequest) -> HttpResponse:
    """The form was sent and done already, and said something else then. What was typed is shown, to be sent anew."""
    return not_done(request, "people/sent_before.html", HTTPStatus.CONFLICT)


def signed_out(request: HttpRequest) -> HttpResponse:
    """The session ended while somebody typed. Nothing was done; what was typed is shown, and the way in."""
    return not_done(request, "people/signed_out.html", HTTPStatus.FORBIDDEN)


def not_done(request: HttpRequest, template: str, status: HTTPStatus) -> HttpResponse:
    """A page that says why what was sent was not done, and shows what was typed.

    In the language of the address, if it names one: a client's forms do, who have no account that would tell it.
    """
    match, back = request.resolver_match, page_before(request)
    outside = request.user.is_anonymous and not getattr(match and match.func, "rule", OUTSIDE).open
    named = request.GET.get("lang", "")
    spoken = named if named in dict(settings.LANGUAGES) else translation.get_language()
    with translation.override(spoken):
        context = {"typed": typed_in(request), "again": back, "door": door(back or "/") if outside else ""}
        return as_page(request, render(request, template, context, status=status))
