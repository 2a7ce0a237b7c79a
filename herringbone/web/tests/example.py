"""Addresses of a small site that the browser tests of the scripts drive: one page with every kind of field."""

import json
from pathlib import Path
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseServerError, JsonResponse
from django.template import engines
from django.urls import path
from django_cotton.compiler_regex import CottonCompiler

NAMES = {"4": "Marta Galli", "5": "Martin Amos", "6": "Tommaso Bellini"}

PAGE = (Path(__file__).parent / "example.html").read_text()

# What the server was told, for the tests to look at. Emptied by each of them.
told: list[dict[str, Any]] = []


def _page(text: str, request: HttpRequest) -> HttpResponse:
    return HttpResponse(engines["django"].from_string(CottonCompiler().process(text)).render({}, request))


def example(request: HttpRequest) -> HttpResponse:
    return _page(PAGE, request)


def save(request: HttpRequest) -> HttpResponse:
    told.append({"save": request.POST.dict()})
    return JsonResponse({"saved": "09:06", "fields": {"version": str(int(request.POST["version"]) + 1)}})


def kept(request: HttpRequest) -> HttpResponse:
    told.append({"kept": request.POST.dict()})
    return HttpResponse("<!doctype html><title>Kept</title><p>Kept")


def names(request: HttpRequest) -> HttpResponse:
    asked = request.GET["q"].lower()
    found = "".join(
        f'<div role="option" data-value="{key}" data-text="{name}">{name}</div>'
        for key, name in NAMES.items()
        if asked in name.lower()
    )
    return _page(f"<c-options>{found}</c-options>", request)


def toast(request: HttpRequest) -> HttpResponse:
    return _page(
        '<div hx-swap-oob="innerHTML:#toast-place"><c-toast undo="/kept/">Handed 3 jobs to Ines.</c-toast></div>',
        request,
    )


def broken(request: HttpRequest) -> HttpResponse:
    return HttpResponseServerError("no")


def fine(request: HttpRequest) -> HttpResponse:
    return HttpResponse("<li>One more</li>")


def month(request: HttpRequest) -> HttpResponse:
    told.append({"month": request.GET.dict()})
    return HttpResponse(
        '<button type="button" data-date="Tue 8 Dec 2026">8</button>'
        '<button type="button" data-date="Wed 9 Dec 2026">9</button>'
    )


def jobs(request: HttpRequest) -> HttpResponse:
    return HttpResponse("<!doctype html><title>Jobs</title><p>Jobs")


urlpatterns = [
    path("example/", example),
    path("save/", save),
    path("kept/", kept),
    path("names/", names),
    path("toast/", toast),
    path("broken/", broken),
    path("fine/", fine),
    path("month/", month),
    path("jobs/", jobs),
]


def last(kind: str) -> dict[str, Any]:
    """What was told last of that kind."""
    found = [entry[kind] for entry in told if kind in entry]
    assert found, json.dumps(told)
    return found[-1]
