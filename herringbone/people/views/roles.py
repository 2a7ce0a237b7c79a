"""Roles in the agency: who is its head, who keeps its system, its money, its traffic."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from herringbone.core import clock
from herringbone.people.actions import ask_second_look, end_role, give_role
from herringbone.people.forms.roles import AgencyRoleForm
from herringbone.people.models import Person, SecondLook
from herringbone.people.pages import HEAD_OR_ADMINISTRATOR, Asked, page
from herringbone.people.queries.person import agency_roles
from herringbone.people.rules.four_eyes import others
from herringbone.people.views.answers import answered, done_or_refused, see_other

What = SecondLook.What


@page(HEAD_OR_ADMINISTRATOR)
def roles(request: Asked, pk: int) -> HttpResponse:
    """What somebody is in the agency, and giving them one role more. To oneself another has to agree."""
    person = get_object_or_404(Person.objects.select_related("office"), pk=pk)
    own = person == request.person
    form = AgencyRoleForm(request.POST or None, person=person, own=own)
    may_agree = others(request.person, What.ROLE) if own else []

    def give(given: dict[str, Any]) -> HttpResponse:
        if not own:
            give_role(by=request.person, person=person, client=None, **given)
            return see_other("person_roles", pk=person.pk)
        starts = given["starts"] or person.office.local(clock.now()).date()
        particulars = {"kind": given["kind"].value, "starts": starts.isoformat()}
        ask_second_look(
            by=request.person, what=What.ROLE, why=given["reason"], particulars=particulars, once=given["once"]
        )
        return see_other("four_eyes") if may_agree else see_other("person_roles", pk=person.pk)

    context = {"holder": person, "held": agency_roles(person, clock.now()), "others": may_agree}
    return answered(request, form, give, "people/roles.html", context)


@page(HEAD_OR_ADMINISTRATOR)
@require_POST
def role_end(request: Asked, pk: int, role: int) -> HttpResponse:
    """A role in the agency ends today."""
    person = get_object_or_404(Person, pk=pk)
    found = get_object_or_404(person.roles.select_related("person__office"), pk=role, client=None)
    once = request.POST.get("once", "")
    return done_or_refused(request, lambda: end_role(by=request.person, role=found, once=once), "person_roles", pk=pk)
