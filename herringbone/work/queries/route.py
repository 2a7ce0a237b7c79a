"""Whom a form goes to: for each department its head or the member that was chosen; with none, the point person."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from herringbone.clients.models import Client
from herringbone.core import clock
from herringbone.people.models import Department, Person, Role
from herringbone.people.rules import who_answers
from herringbone.people.rules.walls import wall_in_the_way
from herringbone.work.models import Form


@dataclass(frozen=True)
class Stop:
    """A department, or none, and who acknowledges for it; `wrong` says why that cannot be."""

    department: Department | None
    person: Person | None
    wrong: str = ""


def route_of(form: Form) -> list[Stop]:
    """The route as the form stands. A person who answers for two departments is named once."""
    departments = list(form.departments.select_related("head"))
    if not departments:
        return [_to_whoever_answers(form.client)]
    chosen = Person.objects.in_bulk([person for person in form.route.values() if person])
    stops: dict[int | None, Stop] = {}
    for department in departments:
        person = chosen.get(form.route.get(str(department.pk), 0)) or department.head
        stop = Stop(department, person, _wrong(department, person, form.client))
        stops.setdefault(person.pk if person else -department.pk, stop)
    return list(stops.values())


def _to_whoever_answers(client: Client) -> Stop:
    on = client.office.local(clock.now()).date()
    answering = who_answers([client.pk], on).get(client.pk)
    person = Person.objects.filter(pk=answering).first() if answering else None
    if person is None:
        heads = Role.objects.running(on).filter(kind=Role.Kind.HEAD, person__is_active=True).order_by("pk")
        first = heads.select_related("person").first()
        person = first.person if first else None
    return Stop(None, person, "" if person else _("Nobody answers for this client: name a department"))


def _wrong(department: Department, person: Person | None, client: Client) -> str:
    if person is None:
        return _("%(department)s has no head: choose who acknowledges") % {"department": department}
    if not person.is_active:
        return _("%(person)s has left the agency") % {"person": person}
    if person.department_id != department.pk and department.head_id != person.pk:
        return _("%(person)s does not work in %(department)s") % {"person": person, "department": department}
    if wall_in_the_way(person, client.pk, Role.Kind.MEMBER):
        return _("%(person)s is, or was within a year, on the team of a competitor") % {"person": person}
    return ""
