"""What somebody typed into a form: shown again where it could not be done, and told apart from what was sent before."""

from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation

from herringbone.record.canonical import canonical, sha256

NEVER_SHOWN = ("password", "token", "code", "credential", "csrf", "once", "original")
NO_CONTENT = ("csrfmiddlewaretoken", "next")  # differ between two sendings of the same
LONGEST_SHOWN = 20_000  # characters


def typed_in(request: HttpRequest) -> list[tuple[str, str]]:
    """Every field that says something, save secrets, as pairs of name and text; at most LONGEST_SHOWN of each."""
    return [
        (name, value[:LONGEST_SHOWN])
        for name in request.POST
        if not name.lower().startswith(NEVER_SHOWN)
        for value in request.POST.getlist(name)
        if value.strip()
    ]


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


def not_done(request: HttpRequest, template: str, status: HTTPStatus) -> HttpResponse:
    """A page that says why what was sent was not done, and shows what was typed.

    In the language of the address, if it names one: a client's forms do, who have no account that would tell it.
    """
    named = request.GET.get("lang", "")
    spoken = named if named in dict(settings.LANGUAGES) else translation.get_language()
    with translation.override(spoken):
        return render(request, template, {"typed": typed_in(request)}, status=status)
