"""Search: the page of all that fits, and the few lines that the palette shows while one types."""

from django.core.exceptions import SuspiciousOperation
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from herringbone.people.pages import SIGNED_IN, Asked, page
from herringbone.web.searching import FURTHEST, LONGEST, commands, everything, of_one_group


@page(SIGNED_IN)
@require_safe
def search(request: Asked) -> HttpResponse:
    """All that fits a text (`q`), by kinds; of one kind (`in`) in pages."""
    text, name = _text(request), request.GET.get("in", "")
    number = _number(request.GET.get("page", "1"))
    if name:
        group = of_one_group(request.standing, text, name, number)
        if group is None:
            raise Http404
        groups = [group] if group.lines else []
    else:
        groups = everything(request.standing, text)
    context = {"text": text, "groups": groups, "name": name, "number": number, "last": number == FURTHEST}
    return render(request, "web/search.html", context)


@page(SIGNED_IN)
@require_safe
def found(request: Asked) -> HttpResponse:
    """The same in few lines, for the palette."""
    text = _text(request)
    groups = everything(request.standing, text)
    context = {"text": text, "groups": groups, "commands": commands(request.standing, groups)}
    return render(request, "web/found.html", context)


def _text(request: Asked) -> str:
    return " ".join(request.GET.get("q", "")[:LONGEST].split())


def _number(told: str) -> int:
    if not (told.isascii() and told.isdigit() and len(told) < 4 and 1 <= int(told) <= FURTHEST):
        raise SuspiciousOperation("No such page")
    return int(told)
