"""Lines that somebody outside was asked for, from the link in the mail. Opening shows; only sending does something."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.views.decorators.http import require_POST, require_safe

from herringbone.core import clock
from herringbone.people.pages import BY_LINK, page
from herringbone.portal.views.door import LANGUAGES, language_of, let_in, other_than, quiet, shut, with_link
from herringbone.record.action import Denied, Refused
from herringbone.record.actor import ByLink
from herringbone.record.models import Link
from herringbone.status.actions import propose_line
from herringbone.status.documents import ask as document
from herringbone.status.documents import wording
from herringbone.status.forms.asking import LineForm
from herringbone.status.letters.ask import PURPOSE
from herringbone.status.models import Ask
from herringbone.status.queries.asking import ask_of, lines_of, published_since
from herringbone.work.models import Stage


@page(BY_LINK)
@require_safe
@quiet
def door(request: HttpRequest, token: str) -> HttpResponseBase:
    """The way in from the mail."""
    return let_in(request, token, PURPOSE, "asked")


@page(BY_LINK)
@require_safe
@with_link(PURPOSE)
def asked(request: HttpRequest, link: Link) -> HttpResponseBase:
    """The jobs that one was asked about, each with the place to say how it stands."""
    return _shown(request, link)


@page(BY_LINK)
@require_POST
@with_link(PURPOSE)
def handing_in(request: HttpRequest, link: Link, line: int) -> HttpResponseBase:
    """Say how one of them stands."""
    ask = ask_of(link)
    found = next((one for one in lines_of(ask) if one.pk == line), None)
    if found is None:
        return shut(request, link.pk, PURPOSE)
    with _speaking(request, link):
        form = LineForm(request.POST, office=ask.client.office, auto_id=f"id-{line}-%s")
        if form.is_valid():
            try:
                propose_line(by=ByLink(link.contact, link), line=found, once=form.key, **form.given())
            except Refused as reason:
                form.add_error(reason.field if reason.field in form.fields else "status", str(reason))
            except Denied:
                form.add_error("status", translation.gettext("This link has just been closed. Nothing was sent."))
            else:
                return _see_other(request, link, line)
    return _shown(request, link, {line: form}, status=422)


def _shown(
    request: HttpRequest, link: Link, forms: dict[int, LineForm] | None = None, status: int = 200
) -> HttpResponse:
    ask = ask_of(link)
    with _speaking(request, link):
        spoken = language_of(request, link)
        data: Any = {**document.checked(link.edition.content), "language": spoken}
        as_asked = {job["number"]: job for job in data["lines"]}
        context = {
            "link": link, "data": data, "title": document.heading(data), "until": document.until(data),
            "late": ask.until < clock.now(), "since": published_since(ask), "spoken": spoken,
            "other": other_than(spoken), "rows": [_row(one, as_asked, ask, forms or {}) for one in lines_of(ask)],
        }  # fmt: skip
        response = render(request, "portal/asked.html", context, status=status)
        # With "no-referrer" a browser sends forms with the origin "null", which the guard against forged ones refuses.
        response["Referrer-Policy"] = "same-origin"
        return response


def _row(line: Any, as_asked: dict[str, Any], ask: Ask, forms: dict[int, LineForm]) -> dict[str, Any]:
    """A job as it was when it was asked about: what has been written of it since is not for them."""
    over = line.job.stage in Stage.OVER
    form = forms.get(line.pk) or LineForm(office=ask.client.office, auto_id=f"id-{line.pk}-%s")
    return {
        "line": line, "job": as_asked[line.job.number], "said": list(line.proposals.all()), "over": over,
        "form": None if over else form,
    }  # fmt: skip


def _speaking(request: HttpRequest, link: Link) -> Any:
    return wording.speaking({**link.edition.content, "language": language_of(request, link)})


def _see_other(request: HttpRequest, link: Link, line: int) -> HttpResponseRedirect:
    spoken = request.GET.get("lang", "")
    query = f"?lang={spoken}" if spoken in LANGUAGES else ""
    response = HttpResponseRedirect(f"{reverse('asked', args=[link.pk])}{query}#line-{line}")
    response.status_code = 303
    return response
