"""Walls between competing clients: the head's page."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from herringbone.core import clock
from herringbone.people.actions import ask_second_look, lower_wall, name_on_wall, raise_wall, take_off_wall
from herringbone.people.actions.walls import refuse_no_pair
from herringbone.people.forms.walls import LowerForm, NameForm, RaiseForm
from herringbone.people.models import SecondLook
from herringbone.people.pages import HEAD, Asked, page
from herringbone.people.queries.four_eyes import WALLS, asked_wall, looks_going_on
from herringbone.people.queries.wall_preview import wall_preview
from herringbone.people.queries.walls import name_of_wall, wall_standing, walls
from herringbone.people.rules.four_eyes import others
from herringbone.people.views.answers import answered, done_or_refused, see_other

What = SecondLook.What


@page(HEAD)
def wall_list(request: Asked) -> HttpResponse:
    """Every wall with its sides, its reason and its names, and what waits for another to agree; a form to raise one
    more, after a look at what it does."""
    form = RaiseForm(request.POST or None, person=request.person)

    def up(given: dict[str, Any]) -> HttpResponse:
        if "raise" not in request.POST:
            return _seen_before(given, request)
        if others(request.person, What.RAISE):
            first, second = sorted([given["one"].pk, given["other"].pk])
            _ask(request, What.RAISE, given, one=first, other=second)
        else:
            raise_wall(by=request.person, **given)
        return see_other("walls")

    return answered(request, form, up, "people/walls.html", {"walls": walls(), "looks": looks_going_on(WALLS)})


def _seen_before(given: dict[str, Any], request: Asked) -> HttpResponse:
    """Who would lose which client, and to whom the open duties would fall: nothing is raised yet."""
    refuse_no_pair(given["one"], given["other"])
    found = wall_preview(given["one"], given["other"], clock.now())
    return render(
        request, "people/wall_preview.html", {"found": found, "others": others(request.person, What.RAISE), **given}
    )


@page(HEAD)
@require_safe
def wall_asked(request: Asked, pk: int) -> HttpResponse:
    """What a wall that another asked for would do, before one agrees to it."""
    look, one, other = asked_wall(request.person, pk)
    found = wall_preview(one, other, clock.now())
    return render(request, "people/wall_preview.html", {"found": found, "look": look, "one": one, "other": other})


def _ask(request: Asked, what: str, given: dict[str, Any], **particulars: int) -> None:
    ask_second_look(
        by=request.person, what=what, why=given["reason"], particulars=particulars, once=given.get("once", "")
    )


@page(HEAD)
def wall_lowering(request: Asked, pk: int) -> HttpResponse:
    """Take a wall down, with the reason."""
    wall = wall_standing(pk)
    form, may_agree = LowerForm(request.POST or None), others(request.person, What.LOWER)

    def down(given: dict[str, Any]) -> HttpResponse:
        if may_agree:
            _ask(request, What.LOWER, given, wall=wall.pk)
        else:
            lower_wall(by=request.person, wall=wall, **given)
        return see_other("walls")

    return answered(request, form, down, "people/wall_lowering.html", {"wall": wall, "others": may_agree})


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
