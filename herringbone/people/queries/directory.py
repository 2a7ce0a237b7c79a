"""The directory: everybody by department, who is away, and who covers. One query, whatever the number of people."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from django.db.models import OuterRef, Q, Subquery, Value

from herringbone.core import clock
from herringbone.core.models import Office
from herringbone.core.names.order import by_name
from herringbone.core.text import one_line
from herringbone.people.models import Absence, Department, Person
from herringbone.people.queries.absences import until


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
    until: str = ""  # the last day away, or the hour, in words


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
    """People by department and name, filtered. One query."""
    asked = Q(is_active=not left)
    for word in one_line(name).split():
        asked &= Q(name__icontains=word) | Q(title__icontains=word)
    if department:
        asked &= Q(department=department)
    if office:
        asked &= Q(office=office)
    away = Absence.objects.running(at).filter(person=OuterRef("pk")).order_by("-begins")
    people = (
        Person.objects.filter(asked)
        .select_related("office", "department__head")
        .annotate(back=Subquery(away.values("ends")[:1]), cover_name=Subquery(away.values("cover__name")[:1]))
        .order_by(by_name("department__name").asc(nulls_last=True), "department", by_name(), "pk")
    )
    return [_group(found, list(listed)) for found, listed in groupby(people, key=lambda person: person.department)]


def _group(department: Department | None, people: list[Any]) -> Group:
    head = department.head if department else None
    if department:
        people.sort(key=lambda person: person.pk != department.head_id)
    return Group(
        department.pk if department else None,
        department.name if department else "",
        head.name if head else "",
        [
            Listed(
                person.pk, person.name, person.title, person.office.name, person.address, person.phone,
                person.is_active, person.back, person.cover_name or "",
                until(person.back, person.office, clock.now()) if person.back else "",
            )
            for person in people
        ],
    )  # fmt: skip


@dataclass(frozen=True)
class Choices:
    """What the directory can be filtered by, as (id, name)."""

    departments: Sequence[tuple[int, str]]
    offices: Sequence[tuple[int, str]]


def choices() -> Choices:
    """One query."""
    departments = Department.objects.order_by().values_list(Value("department"), "name", "pk")
    offices = Office.objects.order_by().values_list(Value("office"), "name", "pk")
    rows = sorted(departments.union(offices))
    return Choices(
        [(pk, name) for kind, name, pk in rows if kind == "department"],
        [(pk, name) for kind, name, pk in rows if kind == "office"],
    )
