"""The offices of the agency: where they stand, when they are open, on which days they are closed."""

from collections import defaultdict
from dataclasses import asdict, dataclass
from datetime import date, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from babel.numbers import list_currencies
from django.conf import settings
from django.utils.translation import gettext as _

from herringbone.core import clock
from herringbone.core.calendar import close_dates, fill_calendar, own_closures, write_anew
from herringbone.core.models import Office, WorkingDay
from herringbone.core.text import one_line
from herringbone.people.models import Person
from herringbone.people.rules import may_administer
from herringbone.record.action import Done, action, refuse_unless
from herringbone.record.duties import keeping
from herringbone.record.duties.declare import register
from herringbone.record.models import Duty

YEARS_AHEAD = 2
LONGEST_CLOSURE = timedelta(days=60)


@dataclass(frozen=True)
class Place:
    """What is said of an office. `country` and `region` are those of the `holidays` library, as IT or US and NY."""

    name: str
    zone: str
    country: str
    region: str
    currency: str
    language: str
    opens: time
    closes: time


CLOCK = ("zone", "country", "region", "opens", "closes")  # what the calendar is made of


def may_keep_offices(*, by: Any, **_: Any) -> bool:
    """The administrator."""
    return may_administer(by)


@action("office added", may=may_keep_offices)
def add_office(*, by: Person, place: Place) -> Done[Office]:
    """Open another office, with the calendar of last year, this year and two more."""
    office = Office()
    _check(office, place)
    _put(office, place)
    first_calendar(office)
    return Done(office, _told(office))


@action("office changed", may=may_keep_offices)
def change_office(*, by: Person, office: Office, place: Place, since: date) -> Done[Office]:
    """Call it otherwise, or change its clock, holidays or hours from a date on.

    Every date before `since` stays in the calendar as it was, and so does what fell due by then; what is owed later is
    counted anew. Days on which the agency itself is closed stay closed.
    """
    _check(office, place)
    moves = any(getattr(office, name) != getattr(place, name) for name in CLOCK)
    if moves:
        now = clock.now()
        today = max(_today(office), now.astimezone(ZoneInfo(place.zone)).date())  # on either clock
        refuse_unless(since > today, _("The calendar changes from tomorrow at the earliest"), "since")
        refuse_unless(office.days.filter(date=since).exists(), _("The calendar does not reach so far yet"), "since")
    closures = own_closures(office, since) if moves else {}
    _put(office, place)
    if moves:
        write_anew(office, since, closures)
        _count_anew(office, since)
    return Done(office, {**_told(office), "since": since.isoformat()})


@action("office closed on days", may=may_keep_offices)
def close_office(*, by: Person, office: Office, first: date, last: date, why: str) -> Done[Office]:
    """Say that nobody works there from `first` to `last`: a summer closure, a local feast. From tomorrow on."""
    why = one_line(why)
    refuse_unless(why, _("Say why it is closed"), "why")
    refuse_unless(first > _today(office), _("An office is closed from tomorrow at the earliest"), "first")
    refuse_unless(first <= last, _("The last day is before the first"), "last")
    refuse_unless(last - first <= LONGEST_CLOSURE, _("At most sixty days at once"), "last")
    refuse_unless(office.days.filter(date=last).exists(), _("The calendar does not reach so far yet"), "last")
    days = {first + timedelta(days=ahead): why for ahead in range((last - first).days + 1)}
    known = set(office.days.filter(date__in=days).exclude(holiday="").values_list("date", flat=True))
    _close(office, {on: why for on, why in days.items() if on not in known})
    return Done(office, {"first": first.isoformat(), "last": last.isoformat()})


@action("office opened on a day", may=may_keep_offices)
def open_office(*, by: Person, office: Office, on: date) -> Done[Office]:
    """Work on a day on which the agency itself had closed the office. Public holidays stay."""
    closures = own_closures(office, on)
    refuse_unless(on > _today(office), _("That day is not ahead"))
    refuse_unless(on in closures, _("The office is not closed by you on that day"))
    _close(office, {on: ""})
    return Done(office, {"on": on.isoformat()})


def first_calendar(office: Office) -> None:
    """The calendar of a new office: last year, this year, and two more. Each month the worker makes it longer."""
    year = _today(office).year
    fill_calendar(office, date(year - 1, 1, 1), date(year + YEARS_AHEAD, 12, 31))


def _today(office: Office) -> date:
    return office.local(clock.now()).date()


def _close(office: Office, free: dict[date, str]) -> None:
    if free:
        close_dates(office, free)
        _count_anew(office, min(free))


def _count_anew(office: Office, since: date) -> None:
    """What is owed after the change, by the calendar that now stands. What fell due before stays as it was."""
    begins = WorkingDay.objects.values_list("begins", flat=True).get(office=office, date=since)
    subjects = defaultdict(set)
    for kind, subject in Duty.objects.filter(due__gte=min(begins, clock.now())).values_list("kind", "subject"):
        subjects[kind].add(subject)
    for kind, of_kind in subjects.items():
        keeping.refresh(register[kind], of_kind)


def _put(office: Office, place: Place) -> None:
    for field, value in {**asdict(place), "name": one_line(place.name)}.items():
        setattr(office, field, value)
    office.save()


def _check(office: Office, place: Place) -> None:
    name = one_line(place.name)
    refuse_unless(name, _("An office needs a name"), "name")
    others = Office.objects.filter(name__iexact=name).exclude(pk=office.pk)
    refuse_unless(not others.exists(), _("There is an office of that name"), "name")
    refuse_unless(place.zone in available_timezones(), _("There is no such time zone"), "zone")
    refuse_unless(place.currency in list_currencies(), _("There is no such currency. Write it as EUR"), "currency")
    refuse_unless(place.language in dict(settings.LANGUAGES), _("Herringbone does not speak that"), "language")
    refuse_unless(place.opens < place.closes, _("It closes before it opens"), "closes")
    _has_holidays(place)


def _has_holidays(place: Place) -> None:
    import holidays  # takes 10 MB, and is needed once a year

    regions = holidays.list_supported_countries()
    refuse_unless(place.country in regions, _("Its holidays are not known. Write the country as IT or US"), "country")
    known = regions[place.country]
    refuse_unless(
        not place.region or place.region in known,
        _("There are no holidays of that region. Known: %(regions)s") % {"regions": ", ".join(known) or "–"},
        "region",
    )


def _told(office: Office) -> dict[str, Any]:
    """Codes and hours for the event, and no text."""
    return {
        "zone": office.zone, "country": office.country, "region": office.region, "currency": office.currency,
        "opens": office.opens.isoformat("minutes"), "closes": office.closes.isoformat("minutes"),
    }  # fmt: skip
