"""Whom one may disturb now: offices keep hours and free days, and whoever is away is left in peace."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from herringbone.core.models import WorkingDay
from herringbone.people.models import Absence, Person

LONGEST_DATE = timedelta(hours=25)


@dataclass(frozen=True)
class Hours:
    """A moment, seen from every office. An office whose calendar ends is always open: nothing is to be lost."""

    at: datetime
    known: frozenset[int]  # offices with a calendar for today
    open: frozenset[int]
    opened: Mapping[int, datetime]  # when offices opened today, whether they are still open or not
    away: frozenset[int]  # persons

    def is_away(self, person: Person) -> bool:
        """Whether the person is away."""
        return person.pk in self.away

    def in_hours(self, person: Person) -> bool:
        """Whether the person's office is open."""
        return person.office_id in self.open or person.office_id not in self.known

    def digest_of_today(self, person: Person) -> tuple[date, datetime] | None:
        """Today's date where the person works, and when their office opened; none before it, on a free day or away."""
        opened = self.opened.get(person.office_id, None if person.office_id in self.known else self.at)
        return (person.office.local(self.at).date(), opened) if opened and not self.is_away(person) else None


def hours_at(at: datetime) -> Hours:
    """Two queries."""
    days = WorkingDay.objects.filter(begins__lte=at, begins__gt=at - LONGEST_DATE).select_related("office")
    today = [day for day in days if day.date == day.office.local(at).date()]
    return Hours(
        at=at,
        known=frozenset(day.office_id for day in today),
        open=frozenset(day.office_id for day in today if day.working and day.opens <= at < day.closes),
        opened={day.office_id: day.opens for day in today if day.working and day.opens <= at},
        away=frozenset(Absence.objects.running(at).values_list("person", flat=True)),
    )


def by_id(people: Iterable[int]) -> dict[int, Person]:
    """Persons with their offices. One query."""
    return Person.objects.select_related("office").in_bulk(list(people))
