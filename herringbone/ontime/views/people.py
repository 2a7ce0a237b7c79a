"""The page of a person and that of a team: workload now, late now, twelve months."""

from collections.abc import Callable
from datetime import datetime

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from herringbone.core import clock
from herringbone.ontime.month import Month
from herringbone.ontime.queries.figures import Which
from herringbone.ontime.queries.pages import Work, work_of_person, work_of_team
from herringbone.ontime.views.narrowing import Narrowed
from herringbone.people.models import Person
from herringbone.people.pages import SIGNED_IN, Asked, page, the_one
from herringbone.people.rules import Standing


@page(SIGNED_IN)
@require_safe
def person(request: Asked, pk: int) -> HttpResponse:
    """What somebody has before them, and how much of it they met in time; for themselves and whoever leads them."""
    return _work(request, pk, work_of_person, "person")


@page(SIGNED_IN)
@require_safe
def team(request: Asked, pk: int) -> HttpResponse:
    """The same for the accounts that somebody supervises or directs, person by person."""
    return _work(request, pk, work_of_team, "team")


def _work(request: Asked, pk: int, read: Callable[[Standing, Person, datetime], Work | None], by: str) -> HttpResponse:
    who = the_one(Person.objects.filter(pk=pk))
    found = read(request.standing, who, clock.now())
    if found is None:
        raise Http404
    month = Month.of(request.standing.on)
    asked = Narrowed(month, Which(month, month), "all", by, str(who.pk), who.name)
    context = {"who": who, "work": found, "asked": asked, "by": by, "now": clock.now()}
    return render(request, "ontime/work.html", context)
