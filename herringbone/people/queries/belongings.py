"""What people's own records hold of a person: roles, departments, those who report to them, covers."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from herringbone.core import clock
from herringbone.people.handover import Belonging, parts
from herringbone.people.models import Absence, Department, Person, Role
from herringbone.people.wording import role_in_words


def roles_of(person: Person) -> list[Belonging]:
    """Every role that has not ended, in the order of the clients' ids, so that chains are locked in one order."""
    on = person.office.local(clock.now()).date()
    rows = Role.objects.running(on).filter(person=person).select_related("client").order_by("client", "pk")
    return [
        Belonging(
            row,
            _("%(role)s of %(client)s") % {"role": role_in_words(row.kind), "client": row.client}
            if row.client
            else _("%(role)s of the agency") % {"role": role_in_words(row.kind)},
            row.client_id,
        )
        for row in rows
    ]


def departments_of(person: Person) -> list[Belonging]:
    """The departments that a person heads."""
    return [
        Belonging(one, _("Head of %(department)s") % {"department": one})
        for one in Department.objects.filter(head=person)
    ]


def reports_of(person: Person) -> list[Belonging]:
    """Who reports to a person."""
    return [
        Belonging(one, _("%(person)s reports to them") % {"person": one})
        for one in person.reports.filter(is_active=True).select_related("department")
    ]


def covers_of(person: Person) -> list[Belonging]:
    """The absences of others, running or to come, for which a person stands in."""
    coming = Absence.objects.filter(cover=person, ends__gt=clock.now()).select_related("person")
    return [Belonging(one, _("Stands in for %(person)s") % {"person": one.person}) for one in coming]


# In the order in which they move.
OWN: tuple[tuple[str, Callable[[Person], list[Belonging]]], ...] = (
    ("roles", roles_of),
    ("departments", departments_of),
    ("reporting lines", reports_of),
    ("covers", covers_of),
)


def belongings_of(person: Person) -> list[Belonging]:
    """Everything that changes hands with a person, of all floors."""
    previews = [preview for _name, preview in OWN] + [part.preview for part in parts()]
    return [belonging for preview in previews for belonging in preview(person)]
