"""Who may open a page: every address declares its rule, and one without a rule does not start.

    @page(SIGNED_IN)
    def job(request: Asked, number: str) -> HttpResponse:
        found = one_visible(request, Job, number=number)

A rule says who may come in at all; what they see there is decided by `one_visible` and `visible_to`, and what
they may do by the action. A record across a wall, or of a client whose team one is not on, is *not found*.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache, wraps
from http import HTTPStatus
from typing import Any, TypeVar

from django.conf import settings
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.cache import patch_cache_control, patch_vary_headers

from herringbone.core.compiled import compiled_once
from herringbone.people.in_place import in_place
from herringbone.people.models import Person
from herringbone.people.rules import Standing, may_administer, standing
from herringbone.people.rules.may import visible
from herringbone.people.typed import content_of, door, page_before, sent_before, signed_out
from herringbone.record.action import Denied, SentBefore, saying

Found = TypeVar("Found", bound=Model)
View = Callable[..., HttpResponseBase]


class Asked(HttpRequest):
    """A request of somebody signed in: `person` is whose eyes it is seen with, `standing` where they stand.

    `stands_at` is set where the address does not tell the room: the page below which this one belongs.
    """

    person: Person
    standing: Standing
    stands_at: str


@dataclass(frozen=True)
class Rule:
    """Who may open an address. `allows` is asked of somebody signed in; `open` ones ask nobody."""

    name: str
    open: bool = False
    allows: Callable[[Any], bool] = lambda person: True


PUBLIC = Rule("anybody", open=True)
BY_LINK = Rule("whoever has the link", open=True)
BY_CALENDAR = Rule("whoever has the link of the calendar", open=True)  # a program that asks again and again
DEMO = Rule("anybody, in the demo", open=True)
SIGNED_IN = Rule("whoever is signed in")
ADMINISTRATOR = Rule("the administrator", allows=may_administer)
HEAD = Rule("the head of account services", allows=lambda person: standing(person).directs_agency)
HEAD_OR_ADMINISTRATOR = Rule(
    "the head or the administrator", allows=lambda p: standing(p).directs_agency or standing(p).administers
)


def _only_sent_to(request: Any, refused: HttpResponseBase) -> HttpResponseBase:
    """The page for an address that somebody opens, which only takes what a form sends."""
    if request.method != "GET" or "HX-Request" in request.headers:
        return refused
    words = render(request, "405.html", status=HTTPStatus.METHOD_NOT_ALLOWED)
    words.headers["Allow"] = refused.headers["Allow"]
    return words


def page(rule: Rule) -> Callable[[View], View]:
    """Declare who may open a view. Whoever is not signed in is sent to the door and comes back afterwards.

    A null in the address is refused (400). An action that is denied is answered as a page that is (403), and a form
    that is sent again with other content with 409. An address that is only sent to says so when it is opened (405).
    """

    def declare(view: View) -> View:
        @wraps(view)
        def guarded(request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if rule == DEMO and not settings.DEMO:
                raise Http404
            if "\0" in request.path or "%00" in request.META.get("QUERY_STRING", ""):
                raise SuspiciousOperation("No link of ours holds a null, which a database may refuse to look for")
            if not rule.open:
                if not request.user.is_authenticated:
                    return _to_the_door(request)
                if not rule.allows(request.person):
                    raise PermissionDenied
            try:
                with saying(content_of(request)):
                    response = view(request, *args, **kwargs)
            except Denied:
                raise PermissionDenied from None
            except SentBefore:
                response = sent_before(request)
            if response.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
                response = _only_sent_to(request, response)
            if not rule.open or rule == BY_LINK:
                patch_cache_control(response, private=True, no_store=True)
                patch_vary_headers(response, ["Cookie", "HX-Request"])
            return response

        guarded.rule = rule  # type: ignore[attr-defined]  # read by the check of all addresses
        return guarded

    return declare


def one_visible(request: Asked, model: type[Found] | QuerySet[Found], **lookup: Any) -> Found:
    """The record, if the person may see it; else it is not found, as if it did not exist.

    Given a query set, it must come from `visible_to` already.
    """
    if not isinstance(model, QuerySet):
        ((name, value),) = lookup.items()
        return the_one(_visible_by(model, name)(standing(request.person), value))
    return the_one(model.filter(**lookup)[:1])


@cache
def _visible_by(model: type[Found], name: str) -> Callable[[Standing, Any], list[Found]]:
    """How one record of a model is looked for: the same for all pages, and most begin with it."""

    @compiled_once
    def found(here: Standing, value: Any) -> QuerySet[Found]:
        return visible(here, model).filter(**{name: value})[:1]

    return found


def the_one(rows: Iterable[Found]) -> Found:
    """The record that was looked for among what somebody sees; not found where there is none."""
    for found in rows:
        return found
    raise Http404


def _to_the_door(request: HttpRequest) -> HttpResponse:
    # Of a part of a page, it is the page that one comes back to.
    if request.headers.get("HX-Request") and not in_place(request):
        response = HttpResponse(status=204)
        response["HX-Redirect"] = door(page_before(request) or request.get_full_path())
        return response
    if request.method == "POST" and not request.headers.get("X-Autosave"):  # a draft that saves itself stays open
        return signed_out(request)
    return redirect(door(request.get_full_path()))
