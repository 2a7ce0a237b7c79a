"""The offices as their pages show them."""

from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from herringbone.core import clock
from herringbone.core.calendar import own_closures
from herringbone.core.models import Agency, Office, WorkingDay
from herringbone.core.names.order import by_name
from herringbone.core.wording.holidays import holiday_in_words
from herringbone.people.models import ClockAhead

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
    ahead: ClockAhead | None  # another clock, from a day on
    company: str  # that invoices and signs there; empty: the agency's own
    tax_number: str  # of that company


@dataclass(frozen=True)
class Closed:
    """A weekday on which an office is closed. `ours`: the agency said so, and may say otherwise."""

    date: date
    why: str
    ours: bool


def offices() -> list[Place]:
    """By name. One query."""
    rows = (
        Office.objects.select_related("clock_ahead")
        .order_by(by_name())
        .annotate(staff=Count("people", filter=Q(people__is_active=True)))
    )
    return [
        Place(
            row.pk, row.name, row.zone, ", ".join(part for part in (row.country, row.region) if part),
            f"{row.opens:%H:%M}–{row.closes:%H:%M}", row.currency, row.staff,
            getattr(row, "clock_ahead", None), row.legal_name, row.tax_number,
        )
        for row in rows
    ]  # fmt: skip


def closed_ahead(office: Office) -> Sequence[Closed]:
    """The weekdays of the coming year on which an office is closed. Three queries."""
    today = office.local(clock.now()).date()
    rows = office.days.filter(
        date__gt=today, date__lte=today + A_YEAR, working=False, weekday__lte=FRIDAY
    ).order_by("date")  # fmt: skip
    ours = closed_by_agency(office, today)
    return [Closed(row.date, holiday_in_words(row.holiday), row.date in ours) for row in rows]


def clock_ahead(office: Office) -> ClockAhead | None:
    """The clock that an office will have from a day on, where somebody has said so. One query."""
    return ClockAhead.objects.filter(office=office).first()


def clocks_begun() -> QuerySet[ClockAhead]:
    """The clocks whose day has begun at their offices, by the calendar."""
    begun = WorkingDay.objects.filter(office=OuterRef("office"), date=OuterRef("since"), begins__lte=clock.now())
    return ClockAhead.objects.filter(Exists(begun)).select_related("office")


def on_clock(office: Office, ahead: ClockAhead) -> Office:
    """The office as it will be on a clock. It is not saved: its calendar is made by it."""
    changed = copy(office)
    changed.next_zone, changed.next_since = "", None
    for name, value in ahead.clock.items():
        setattr(changed, name, value)
    return changed


def closed_by_agency(office: Office, first: date) -> dict[date, str]:
    """The free dates from `first` on that the agency itself has closed, each with its reason: no public holidays of the
    country whose holidays count on that date. Two queries, or three.
    """
    ahead = clock_ahead(office)
    found = own_closures(office, first)
    if ahead is None:
        return found
    later = own_closures(on_clock(office, ahead), max(first, ahead.since))
    return {on: why for on, why in found.items() if on < ahead.since} | later


def legal_name() -> str:
    """The agency's own company, which counts for every office that names no other. One query."""
    return Agency.objects.values_list("legal_name", flat=True).first() or ""
