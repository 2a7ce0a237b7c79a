"""Being away, and who stands in."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from herringbone.core import clock
from herringbone.people.actions import arrange_cover, end_cover
from herringbone.people.actions.cover import may_arrange_cover
from herringbone.people.forms.persons import AbsenceForm
from herringbone.people.models import Absence, Person
from herringbone.people.pages import SIGNED_IN, Asked, page
from herringbone.people.queries.absences import planned
from herringbone.people.views.answers import answered, done_or_refused, see_other


@page(SIGNED_IN)
def absence(request: Asked, pk: int | None = None) -> HttpResponse:
    """One's own absence with its cover, or that of somebody for whom one may arrange it; what is planned below."""
    person = request.person if pk is None else get_object_or_404(Person.objects.select_related("office"), pk=pk)
    if not may_arrange_cover(by=request.person, person=person):
        raise PermissionDenied
    form = AbsenceForm(request.POST or None, person=person)

    def arrange(given: dict[str, Any]) -> HttpResponse:
        wanted = {name: given[name] for name in ("cover", "begins", "ends", "reason", "once")}
        arrange_cover(by=request.person, person=person, **wanted)
        return see_other("person", pk=person.pk)

    context = {"away": person, "planned": planned(person, clock.now())}
    return answered(request, form, arrange, "people/absence.html", context)


@page(SIGNED_IN)
@require_POST
def absence_end(request: Asked, pk: int) -> HttpResponse:
    """Back sooner than planned, or not going at all."""
    found = get_object_or_404(Absence.objects.select_related("person__office"), pk=pk)
    return done_or_refused(request, lambda: end_cover(by=request.person, absence=found), "person", pk=found.person_id)
