"""The demo's mail in the browser. In demo mode only, and then for anybody who reaches this machine."""

from contextlib import AbstractContextManager, nullcontext
from io import BytesIO
from typing import Any

from csp.constants import NONE, SELF
from csp.decorators import csp_replace
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from herringbone.core import clock
from herringbone.core.models import Office
from herringbone.demo import mail
from herringbone.people.pages import DEMO, page

# Mail brings its own looks and no scripts; it is shown within our page and nowhere else.
ALONE = {
    "default-src": [NONE],
    "style-src": ["'unsafe-inline'"],
    "img-src": [SELF, "data:"],
    "script-src": [NONE],
    "frame-ancestors": [SELF],
    "sandbox": ["allow-popups", "allow-popups-to-escape-sandbox", "allow-top-navigation-by-user-activation"],
}


@page(DEMO)
@require_safe
def letters(request: HttpRequest) -> HttpResponse:
    """All mail of the demo, the newest first."""
    with _by_our_clock(request):
        return render(request, "demo/letters.html", {"letters": mail.letters(), "now": clock.now()})


@page(DEMO)
@require_safe
def letter(request: HttpRequest, name: str) -> HttpResponse:
    """One mail: to whom, its text, how it looks, what came with it."""
    with _by_our_clock(request):
        return render(request, "demo/letter.html", {"opened": _opened(name), "now": clock.now()})


@page(DEMO)
@require_safe
@xframe_options_sameorigin
@csp_replace(ALONE)  # type: ignore[arg-type]  # it takes any view
def html(request: HttpRequest, name: str) -> HttpResponse:
    """How a mail looks, for a frame that runs nothing; its links open in the whole window."""
    return HttpResponse(f'<base target="_top">{_opened(name).html}')


@page(DEMO)
@require_safe
def part(request: HttpRequest, name: str, place: int) -> HttpResponseBase:
    """A file that came with a mail."""
    for one in _opened(name).parts:
        if one.place == place:
            return FileResponse(BytesIO(one.data), as_attachment=True, filename=one.name, content_type=one.media_type)
    raise Http404


def _opened(name: str) -> mail.Opened:
    found = mail.opened(name)
    if found is None:
        raise Http404
    return found


def _by_our_clock(request: HttpRequest) -> AbstractContextManager[Any]:
    """Whoever is not signed in reads the hours by the first office's clock, as most of whom the demo writes to do."""
    office = None if request.user.is_authenticated else Office.objects.order_by("pk").first()
    return timezone.override(office.wall) if office else nullcontext()
