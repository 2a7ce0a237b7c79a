"""Walls between competing clients: the head's page."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from herringbone.core import clock
from herringbone.people.actions import lower_wall, name_on_wall, raise_wall, take_off_wall
from herringbone.people.actions.walls import refuse_no_pair
from herringbone.people.forms.walls import LowerForm, NameForm, RaiseForm
from herringbone.people.pages import HEAD, Asked, page
from herringbone.people.queries.wall_preview import wall_preview
from herringbone.people.queries.walls import name_of_wall, wall_standing, walls
from herringbone.people.views.answers import answered, done_or_refused, see_other


@page(HEAD)
def wall_list(request: Asked) -> HttpResponse:
    """Every wall with its sides, its reason and its names; a form to raise another, after a look at what it does."""
    form = RaiseForm(request.POST or None, person=request.person)

    def up(given: dict[str, Any]) -> HttpResponse:
        if "raise" not in request.POST:
            return _seen_before(given, request)
        raise_wall(by=request.person, **given)
        return see_other("walls")

    return answered(request, form, up, "people/walls.html", {"walls": walls()})


def _seen_before(given: dict[str, Any], request: Asked) -> HttpResponse:
    """Who would lose which client, and to whom the open duties would fall: nothing is raised yet."""
    refuse_no_pair(given["one"], given["other"])
    found = wall_preview(given["one"], given["other"], clock.now())
    return render(request, "people/wall_preview.html", {"found": found, **given})


@page(HEAD)
def wall_lowering(request: Asked, pk: int) -> HttpResponse:
    """Take a wall down, with the reason."""
    wall = wall_standing(pk)
    form = LowerForm(request.POST or None)

    def down(given: dict[str, Any]) -> HttpResponse:
        lower_wall(by=request.person, wall=wall, **given)
        return see_other("walls")

    return answered(request, form, down, "people/wall_lowering.html", {"wall": wall})


@page(HEAD)
def wall_naming(request: Asked, pk: int) -> HttpResponse:
    """Name somebody on a wall."""
    wall = wall_standing(pk)
    form = NameForm(request.POST or None)

    def name(given: dict[str, Any]) -> HttpResponse:
        name_on_wall(by=request.person, wall=wall, **given)
        return see_other("walls")

    return answered(request, form, name, "people/wall_naming.html", {"wall": wall})


@page(HEAD)
@require_POST
def wall_name_end(request: Asked, pk: int) -> HttpResponse:
    """Somebody no longer sees both sides."""
    name = name_of_wall(pk)
    return done_or_refused(request, lambda: take_off_wall(by=request.person, name=name), "walls")
