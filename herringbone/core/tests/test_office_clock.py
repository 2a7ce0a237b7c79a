"""The clock of an office that goes over to another zone: each day by the zone that counts on it."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from herringbone.core.models import Office
from herringbone.core.office_clock import OfficeClock, zone_name

ROME, LONDON, NEW_YORK = ZoneInfo("Europe/Rome"), ZoneInfo("Europe/London"), ZoneInfo("America/New_York")
FAR = ZoneInfo("Asia/Kolkata"), ZoneInfo("Pacific/Auckland"), ZoneInfo("UTC")
ZONES = st.sampled_from([ROME, LONDON, NEW_YORK, *FAR])
DAYS = st.dates(date(2026, 1, 5), date(2027, 12, 20))
AWAY = st.integers(-200_000, 200_000) | st.integers(-300 * 86_400, 300 * 86_400)


@given(ZONES, ZONES, DAYS, AWAY)
def test_a_moment_is_read_back_as_it_was_and_shown_by_the_zone_that_counts(
    now: ZoneInfo, then: ZoneInfo, since: date, away: int
) -> None:
    wall = OfficeClock(now, then, since)
    moment = datetime(since.year, since.month, since.day, tzinfo=UTC) + timedelta(seconds=away)
    shown = moment.astimezone(wall)
    assert shown.astimezone(UTC) == moment
    by = then if moment >= wall.begins else now
    assert shown.replace(tzinfo=None) == moment.astimezone(by).replace(tzinfo=None)
    assert zone_name(wall, moment) == by.key


@given(ZONES, ZONES, DAYS, st.integers(2, 300))
def test_what_is_typed_for_a_day_is_of_that_days_zone(now: ZoneInfo, then: ZoneInfo, since: date, days: int) -> None:
    wall = OfficeClock(now, then, since)
    for day, zone in ((since + timedelta(days=days), then), (since - timedelta(days=days), now)):
        at = datetime(day.year, day.month, day.day, 10, 30)
        assert at.replace(tzinfo=wall).astimezone(UTC) == at.replace(tzinfo=zone).astimezone(UTC)


def test_an_office_without_another_clock_ahead_has_its_zone() -> None:
    office = Office(zone="Europe/Rome")
    assert office.wall is ROME and office.zone_at(datetime(2026, 3, 2, tzinfo=UTC)) == "Europe/Rome"
    office.next_zone, office.next_since = "Europe/London", date(2026, 3, 16)
    assert str(office.wall) == "Europe/Rome"
    assert office.local(datetime(2026, 3, 15, 12, tzinfo=UTC)).hour == 13
    assert office.local(datetime(2026, 3, 16, 12, tzinfo=UTC)).hour == 12
    assert office.local(datetime(2026, 3, 16, 12, tzinfo=UTC)).isoformat() == "2026-03-16T12:00:00+00:00"


def test_an_hour_that_comes_twice_is_told_apart() -> None:
    wall = OfficeClock(ROME, LONDON, date(2026, 3, 16))
    twice = [moment.astimezone(wall) for moment in (datetime(2026, 3, 15, 23, 30, tzinfo=UTC), wall.begins)]
    assert [(one.hour, one.minute, one.fold) for one in twice] == [(0, 30, 0), (0, 0, 1)]
