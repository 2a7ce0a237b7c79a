"""Departments and their heads."""

from django.utils.translation import gettext as _

from herringbone.core.text import one_line
from herringbone.people.actions.persons import may_keep_people
from herringbone.people.models import Department, Person
from herringbone.record.action import Done, action, refuse_unless

Craft = Department.Craft


@action("department added", may=may_keep_people)
def add_department(*, by: Person, name: str, craft: Department.Craft, head: Person | None = None) -> Done[Department]:
    """Add a part of the agency. `craft` says what it does, whatever it is called."""
    department = Department(head=head)
    _name(department, name, craft)
    _heads(head)
    department.save()
    return Done(department, {"craft": craft.value, "head": head.pk if head else None})


@action("department changed", may=may_keep_people)
def change_department(*, by: Person, department: Department, name: str, craft: Department.Craft) -> Done[Department]:
    """Call it otherwise, or say otherwise what it does."""
    _name(department, name, craft)
    department.save(update_fields=["name", "craft"])
    return Done(department, {"craft": craft.value})


@action("department's head set", may=may_keep_people)
def set_head(*, by: Person, department: Department, head: Person | None) -> Done[Department]:
    """Say who heads it, from now on; nobody, until somebody is found. A head sees every client but across walls."""
    _heads(head)
    before = department.head_id
    department.head = head
    department.save(update_fields=["head"])
    return Done(department, {"head": head.pk if head else None, "before": before})


def _name(department: Department, name: str, craft: Department.Craft) -> None:
    name = one_line(name)
    refuse_unless(name, _("A department needs a name"), "name")
    refuse_unless(
        not Department.objects.filter(name__iexact=name).exclude(pk=department.pk).exists(),
        _("There is a department of that name"),
        "name",
    )
    department.name, department.craft = name, craft


def _heads(head: Person | None) -> None:
    refuse_unless(head is None or head.is_active, _("%(person)s has left the agency") % {"person": head}, "head")
