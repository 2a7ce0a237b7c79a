"""Departments and their heads."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from herringbone.people.actions import add_department, change_department, set_head
from herringbone.people.actions.persons import may_keep_people
from herringbone.people.forms.persons import DepartmentForm
from herringbone.people.models import Department
from herringbone.people.pages import HEAD_OR_ADMINISTRATOR, SIGNED_IN, Asked, page
from herringbone.people.queries.departments import departments as all_departments
from herringbone.people.views.answers import answered, see_other


@page(SIGNED_IN)
def departments(request: Asked) -> HttpResponse:
    """Every department with its head and how many work there."""
    context = {"departments": all_departments(), "keeps": may_keep_people(by=request.person)}
    return render(request, "people/departments.html", context)


@page(HEAD_OR_ADMINISTRATOR)
def department_new(request: Asked) -> HttpResponse:
    """Add one."""
    form = DepartmentForm(request.POST or None)

    def add(given: dict[str, Any]) -> HttpResponse:
        add_department(by=request.person, **given)
        return see_other("departments")

    return answered(request, form, add, "people/department_form.html", {})


@page(HEAD_OR_ADMINISTRATOR)
def department_edit(request: Asked, pk: int) -> HttpResponse:
    """Rename one, or give it another head."""
    found = get_object_or_404(Department, pk=pk)
    initial = {"name": found.name, "craft": found.craft, "head": found.head_id}
    form = DepartmentForm(request.POST or None, initial=initial)

    def change(given: dict[str, Any]) -> HttpResponse:
        head = given.pop("head")
        change_department(by=request.person, department=found, **given)
        if found.head != head:  # its own event, since it opens all clients to somebody
            set_head(by=request.person, department=found, head=head)
        return see_other("departments")

    return answered(request, form, change, "people/department_form.html", {"changed": found})
