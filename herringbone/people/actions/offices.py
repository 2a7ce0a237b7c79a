"""The offices of the agency: where they stand, when they are open, on which days they are closed."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from babel.numbers import list_currencies
from django.conf import settings
from django.utils.translation import gettext as _

from herringbone.core import clock
from herringbone.core.calendar import close_dates, fill_calendar, write_anew
from herringbone.core.models import Office
from herringbone.core.text import one_line
from herringbone.people.models import ClockAhead, Person
from herringbone.people.models.clock_ahead import CLOCK
from herringbone.people.queries.offices import clock_ahead, clocks_begun, closed_by_agency, on_clock
from herringbone.people.rules import may_administer
from herringbone.record.action import Done, action, refuse_unless
from herringbone.record.actor import System
from herringbone.record.tasks import count_anew

YEARS_AHEAD = 2
LONGEST_CLOSURE = timedelta(days=60)


@dataclass(frozen=True)
class Place:
    """What is said of an office. `country` and `region` are those of the `holidays` library, as IT or US and NY;
    `legal_name` is the company that signs and invoices there, empty for the agency's own; `tax_number` is that
    company's."""

    name: str
    zone: str
    country: str
    region: str
    currency: str
    language: str
    opens: time
    closes: time
    legal_name: str = ""
    tax_number: str = ""


def may_keep_offices(*, by: Any, **_: Any) -> bool:
    """The administrator."""
    return may_administer(by)


def _by_itself(*, by: Any, **_: Any) -> bool:
    return isinstance(by, System)


@action("office added", may=may_keep_offices)
def add_office(*, by: Person, place: Place) -> Done[Office]:
    """Open another office, with the calendar of last year, this year and two more."""
    office = Office()
    _check(office, place)
    _put(office, asdict(place))
    first_calendar(office)
    return Done(office, _told(office))


@action("office changed", may=may_keep_offices)
def change_office(*, by: Person, office: Office, place: Place, since: date) -> Done[Office]:
    """Call it otherwise, or change its clock, holidays or hours from a date on. Until that date has begun the office
    keeps those it has; a later change of them takes the place of one that is still ahead.

    Every date before `since` stays in the calendar as it was, and so does what fell due by then; what is owed later is
    counted anew by the worker. Days on which the agency itself is closed stay closed.
    """
    _check(office, place)
    ahead = clock_ahead(office)
    if _moves(office, ahead, place, since):
        now = clock.now()
        zones = {office.zone, place.zone, *([ahead.zone] if ahead else [])}
        today = max(now.astimezone(ZoneInfo(zone)).date() for zone in zones)
        refuse_unless(ahead is None or ahead.since > today, _("It changes today already: wait until it has"), "since")
        refuse_unless(since > today, _("The calendar changes from tomorrow at the earliest"), "since")
        refuse_unless(office.days.filter(date=since).exists(), _("The calendar does not reach so far yet"), "since")
        _change_clock(office, ahead, place, since)
        count_anew.enqueue(office.pk)
    _put(office, {name: value for name, value in asdict(place).items() if name not in CLOCK})
    return Done(office, {**_told(place), "since": since.isoformat()})


@action("office's new clock begun", may=_by_itself)
def begin_clock(*, by: System, office: Office) -> Done[Office]:
    """Let an office be on the clock that was said for it, once its day has begun there."""
    office.refresh_from_db()
    ahead = clocks_begun().filter(office=office).first()
    refuse_unless(ahead, "no clock begins")
    assert ahead
    closures = closed_by_agency(office, ahead.since)
    _put(office, {**ahead.clock, "next_zone": "", "next_since": None})
    write_anew(office, ahead.since, closures)  # it may have been made longer meanwhile, by the clock before
    ahead.delete()
    return Done(office, _told(office))


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
    closures = closed_by_agency(office, on)
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
        count_anew.enqueue(office.pk)


def _moves(office: Office, ahead: ClockAhead | None, place: Place, since: date) -> bool:
    """Whether the clock is to be another one than the one that was last said, or from another day on."""
    stands = ahead or office
    return any(getattr(stands, name) != getattr(place, name) for name in CLOCK) or bool(ahead and ahead.since != since)


def _change_clock(office: Office, ahead: ClockAhead | None, place: Place, since: date) -> None:
    """Write the calendar from `since` on by another clock. What was said before and has not begun is taken back."""
    closures = closed_by_agency(office, min(since, ahead.since) if ahead else since)
    if ahead:
        ahead.delete()
        write_anew(office, ahead.since, {on: why for on, why in closures.items() if on >= ahead.since})
    changes = {name: getattr(place, name) for name in CLOCK}
    zone, day = ("", None) if place.zone == office.zone else (place.zone, since)
    office.next_zone, office.next_since = zone, day
    if any(getattr(office, name) != value for name, value in changes.items()):
        coming = ClockAhead.objects.create(office=office, since=since, **changes)
        write_anew(on_clock(office, coming), since, {on: why for on, why in closures.items() if on >= since})


def _put(office: Office, values: Mapping[str, Any]) -> None:
    for field, value in values.items():
        setattr(office, field, one_line(value) if field in ("name", "legal_name", "tax_number") else value)
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


def _told(office: Office | Place) -> dict[str, Any]:
    """Codes and hours for the event, and no text."""
    return {
        "zone": office.zone, "country": office.country, "region": office.region, "currency": office.currency,
        "opens": office.opens.isoformat("minutes"), "closes": office.closes.isoformat("minutes"),
    }  # fmt: skip
