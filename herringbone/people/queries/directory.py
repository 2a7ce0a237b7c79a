"""The directory: everybody by department, who is away, and who covers. Two queries, whatever the number of people."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.db.models import Q

from herringbone.core.text import one_line
from herringbone.people.models import Absence, Department, Person


@dataclass(frozen=True)
class Listed:
    """One line of the directory. `back` and `cover` where the person is away now."""

    id: int
    name: str
    title: str
    office: str
    email: str
    phone: str
    active: bool
    back: datetime | None = None
    cover: str = ""


@dataclass(frozen=True)
class Group:
    """A department with its people, the head first; without department `id` is None and `name` empty."""

    id: int | None
    name: str
    head: str
    people: Sequence[Listed]


def directory(
    at: datetime, *, name: str = "", department: int | None = None, office: int | None = None, left: bool = False
) -> list[Group]:
    """People by department and name, filtered. Two queries."""
    asked = Q(is_active=not left)
    for word in one_line(name).split():
        asked &= Q(name__icontains=word) | Q(title__icontains=word)
    if department:
        asked &= Q(department=department)
    if office:
        asked &= Q(office=office)
    people = (
        Person.objects.filter(asked)
        .select_related("office", "department__head")
        .order_by("department__name", "department", "name", "pk")
    )
    away = {
        absence.person_id: absence for absence in Absence.objects.running(at).select_related("cover").order_by("begins")
    }
    return [
        _group(found, list(listed), away) for found, listed in groupby(people, key=lambda person: person.department)
    ]


def _group(department: Department | None, people: list[Person], away: dict[int, Absence]) -> Group:
    head = department.head if department else None
    if department:
        people.sort(key=lambda person: person.pk != department.head_id)
    return Group(
        department.pk if department else None,
        department.name if department else "",
        head.name if head else "",
        [_listed(person, away.get(person.pk)) for person in people],
    )


def _listed(person: Person, absence: Absence | None) -> Listed:
    return Listed(
        person.pk, person.name, person.title, person.office.name, person.email, person.phone, person.is_active,
        absence.ends if absence else None, absence.cover.name if absence else "",
    )  # fmt: skip
