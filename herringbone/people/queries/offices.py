"""The offices as their pages show them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q

from herringbone.core import clock
from herringbone.core.calendar import own_closures
from herringbone.core.models import Agency, Office

A_YEAR = timedelta(days=366)
FRIDAY = 5


@dataclass(frozen=True)
class Place:
    """One office of the list."""

    id: int
    name: str
    zone: str
    holidays: str  # "IT, MI"
    hours: str  # "09:00–18:00"
    currency: str
    people: int


@dataclass(frozen=True)
class Closed:
    """A weekday on which an office is closed. `ours`: the agency said so, and may say otherwise."""

    date: date
    why: str
    ours: bool


def offices() -> list[Place]:
    """By name. One query."""
    rows = Office.objects.order_by("name").annotate(staff=Count("people", filter=Q(people__is_active=True)))
    return [
        Place(
            row.pk, row.name, row.zone, ", ".join(part for part in (row.country, row.region) if part),
            f"{row.opens:%H:%M}–{row.closes:%H:%M}", row.currency, row.staff,
        )
        for row in rows
    ]  # fmt: skip


def closed_ahead(office: Office) -> Sequence[Closed]:
    """The weekdays of the coming year on which an office is closed. Two queries."""
    today = office.local(clock.now()).date()
    rows = office.days.filter(
        date__gt=today, date__lte=today + A_YEAR, working=False, weekday__lte=FRIDAY
    ).order_by("date")  # fmt: skip
    ours = own_closures(office, today)
    return [Closed(row.date, row.holiday, row.date in ours) for row in rows]


def legal_name() -> str:
    """The company that all offices belong to. One query."""
    return Agency.objects.values_list("legal_name", flat=True).first() or ""
