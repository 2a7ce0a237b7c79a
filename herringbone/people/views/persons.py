"""The directory, a person's page, and who joins, changes, leaves."""

from http import HTTPStatus
from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from herringbone.core import clock
from herringbone.core.merge import CHOOSE, ORIGINAL, InConflict, conflict_page, seal, unseal
from herringbone.people.actions import add_person, change_person, deactivate_person, reactivate_person
from herringbone.people.actions.cover import may_arrange_cover
from herringbone.people.actions.persons import may_keep_people
from herringbone.people.door.company import is_bound
from herringbone.people.forms.persons import PersonForm
from herringbone.people.models import Person
from herringbone.people.pages import HEAD_OR_ADMINISTRATOR, SIGNED_IN, Asked, page
from herringbone.people.queries.directory import choices, directory
from herringbone.people.queries.leaving import leaving_preview
from herringbone.people.queries.person import shown
from herringbone.people.rules import may_administer, may_direct
from herringbone.people.tables import handed_table, table_wanted
from herringbone.people.views.answers import answered, done_or_refused, see_other, worded
from herringbone.record.changed import last_change


@page(SIGNED_IN)
def people(request: Asked) -> HttpResponseBase:
    """Everybody by department, with who is away and who covers. Filtered by name, department, office."""
    asked = request.GET
    chosen = {name: _number(asked.get(name, "")) for name in ("department", "office")}
    left = asked.get("left") == "1"
    groups = directory(clock.now(), name=asked.get("name", ""), left=left, **chosen)
    if kind := table_wanted(request):
        headings = [
            _("Name"), _("Title"), _("Department"), _("Office"), _("Mail address"), _("Telephone"), _("Away until"),
            _("Stands in"),
        ]  # fmt: skip
        rows = (
            [one.name, one.title, group.name, one.office, one.email, one.phone, one.back, one.cover]
            for group in groups
            for one in group.people
        )
        return handed_table(kind, _("People"), headings, rows)
    context = {
        "groups": groups,
        "name": asked.get("name", ""),
        "left": left,
        "choices": choices(),
        **{f"in_{name}": number for name, number in chosen.items()},
        "keeps": may_keep_people(by=request.person),
        "heads": may_direct(request.person),
    }
    return render(request, "people/people.html", context)


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) < 10 else None


@page(SIGNED_IN)
def person(request: Asked, pk: int) -> HttpResponse:
    """Who somebody is: title, reporting line, roles on the clients that the reader may see, absences."""
    found = get_object_or_404(Person.objects.select_related("office", "department", "reports_to"), pk=pk)
    context = {
        "shown": shown(found, request.standing, clock.now()),
        "keeps": may_keep_people(by=request.person),
        "heads": may_direct(request.person),
        "administers": may_administer(request.person),
        "bound": may_administer(request.person) and is_bound(found),
        "may_be_away": may_arrange_cover(by=request.person, person=found),
    }
    return render(request, "people/person.html", context)


@page(HEAD_OR_ADMINISTRATOR)
def person_new(request: Asked) -> HttpResponse:
    """Enter somebody."""
    form = PersonForm(request.POST or None, initial={"office": request.person.office})

    def add(given: dict[str, Any]) -> HttpResponse:
        return see_other("person", pk=add_person(by=request.person, **given).pk)

    return answered(request, form, add, "people/person_form.html", {})


@page(HEAD_OR_ADMINISTRATOR)
def person_edit(request: Asked, pk: int) -> HttpResponse:
    """Correct or move somebody."""
    found = get_object_or_404(Person, pk=pk)
    initial = {name: getattr(found, name) for name in PersonForm.base_fields}
    form = PersonForm(request.POST or None, initial=initial)
    record, there = f"people.Person:{pk}", reverse("person", args=[pk])
    if "write" in request.POST or not form.is_bound:  # on the way there, or back from the page of a conflict
        sealed = request.POST.get(ORIGINAL) or seal(record, initial)
        return answered(request, form, None, "people/person_form.html", {"changed": found, "original": sealed})
    original = unseal(record, request.POST)

    def change(given: dict[str, Any]) -> HttpResponse:
        theirs = {name: initial[name] for name in initial if request.POST.get(CHOOSE + name) == "theirs"}
        try:
            change_person(by=request.person, person=found, original=original, **{**given, **theirs})
        except InConflict as conflict:
            who, at = last_change(found, conflict.fields)
            shown = conflict_page(
                conflict, record=record, original=original, posted=request.POST, title=found.name,
                labels={name: str(field.label) for name, field in form.fields.items()},
                show=lambda name, value: worded(form.fields[name], value), action=request.path, back=there,
                who=who, reader=request.person, at=at,
            )  # fmt: skip
            return render(request, "core/conflict.html", {"conflict": shown}, status=HTTPStatus.CONFLICT)
        return see_other(there)

    context = {"changed": found, "original": request.POST[ORIGINAL]}
    return answered(request, form, change, "people/person_form.html", context)


@page(HEAD_OR_ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def person_leaving(request: Asked, pk: int) -> HttpResponse:
    """Somebody leaves, from this moment: after a look at what they hold."""
    found = get_object_or_404(Person.objects.select_related("office"), pk=pk)
    if request.method != "POST":
        context = {"leaver": found, "found": leaving_preview(found, request.person)}
        return render(request, "people/leaving.html", context | {"heads": may_direct(request.person)})
    return done_or_refused(request, lambda: deactivate_person(by=request.person, person=found), "person", pk=pk)


@page(HEAD_OR_ADMINISTRATOR)
@require_POST
def person_coming_back(request: Asked, pk: int) -> HttpResponse:
    """Somebody comes back."""
    found = get_object_or_404(Person, pk=pk)
    return done_or_refused(request, lambda: reactivate_person(by=request.person, person=found), "person", pk=pk)
