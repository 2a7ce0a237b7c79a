"""C1: a series goes on at its hour when its office goes over to another clock, and its guests are told."""

from dataclasses import fields, replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from herringbone.core import clock
from herringbone.meetings.actions import change_following, change_meeting, lengthen_series, withdraw_following
from herringbone.meetings.models import InvitationSent, Series
from herringbone.meetings.tasks import move_series_with_offices
from herringbone.meetings.tests.test_c1_series import HALF, NEW_YORK, a_series, expanded, messages, to_pat
from herringbone.people.actions import change_office
from herringbone.people.actions.offices import Place
from herringbone.people.tasks import begin_clocks
from herringbone.record.actor import SYSTEM
from herringbone.record.models import Event

CHICAGO = ZoneInfo("America/Chicago")
THE_16TH = date(2026, 3, 16)
WEEK = timedelta(days=7)


def to_chicago(world, since=THE_16TH, zone="America/Chicago"):
    office = world.office
    office.refresh_from_db()
    place = Place(**{one.name: getattr(office, one.name) for one in fields(Place)})
    change_office(by=world.admin, office=office, place=replace(place, zone=zone), since=since)


def hours(series):
    """What stands, each by the clock of New York and of Chicago."""
    rows = series.meetings.filter(withdrawal=None).order_by("starts")
    return [(one.starts.astimezone(NEW_YORK).time().hour, one.starts.astimezone(CHICAGO).time().hour) for one in rows]


def test_c1_nine_stays_nine_when_the_office_goes_over_to_another_clock(world):
    series = a_series(world)
    to_chicago(world)
    before = InvitationSent.objects.count()
    assert move_series_with_offices.call() == 1
    after = Series.objects.exclude(pk=series.pk).get()
    series.refresh_from_db()
    assert hours(series) == [(9, 8), (9, 8)], "those before it keep their moments"
    assert hours(after) == [(10, 9)] * 8
    assert (after.at, after.zone, series.zone) == (time(9), "America/Chicago", "America/New_York")
    assert InvitationSent.objects.count() == before + 6, "one message to each about what ends, one about what begins"
    for one in (series, after):
        calendar, _ = to_pat(series=one)
        stands = one.meetings.filter(withdrawal=None).order_by("starts").values_list("starts", flat=True)
        assert expanded(calendar) == list(stands)
    assert next(iter(calendar.events))["dtstart"].params["TZID"] == "America/Chicago"
    assert Event.objects.get(verb="series moved with its office").particulars["zone"] == "America/Chicago"
    assert move_series_with_offices.call() == 0


def test_c1_what_is_made_of_it_later_is_at_nine_by_the_new_clock(world):
    series = a_series(world, until=date(2026, 12, 15))
    to_chicago(world)
    move_series_with_offices.call()
    with clock.clock_at(datetime(2026, 3, 16, 5, tzinfo=UTC)):
        assert begin_clocks.call() == 1
        assert move_series_with_offices.call() == 0
    after = Series.objects.exclude(pk=series.pk).get()
    with clock.clock_at(clock.now() + timedelta(days=120)):
        lengthen_series(by=SYSTEM, series=after)
    assert len(hours(after)) > 20
    assert set(hours(after)) == {(10, 9)}


def test_c1_what_was_moved_by_itself_or_called_off_stays_so(world):
    series = a_series(world)
    fourth, sixth = series.meetings.order_by("starts")[3], series.meetings.order_by("starts")[5]
    change_meeting(by=world.ae_alder, meeting=fourth, starts=fourth.starts + 4 * HALF, ends=fourth.ends + 4 * HALF)
    withdraw_following(by=world.ae_alder, meeting=sixth)
    to_chicago(world)
    assert move_series_with_offices.call() == 1
    after = Series.objects.exclude(pk=series.pk).get()
    assert hours(after) == [(10, 9), (11, 10), (10, 9)]
    calendar, _ = to_pat(series=after)
    assert len(expanded(calendar)) == 3


def test_c1_a_series_is_moved_whole_when_the_clock_changes_before_its_first_day(world):
    series = a_series(world, starts=datetime(2026, 3, 17, 9, tzinfo=NEW_YORK), count=4)
    to_chicago(world)
    assert move_series_with_offices.call() == 1
    series.refresh_from_db()
    assert Series.objects.count() == 1
    assert hours(series) == [(10, 9)] * 4
    assert {one[0]["method"] for one in messages({"series": series}).values()} == {"REQUEST"}


def test_c1_a_clock_taken_back_takes_the_series_back(world):
    series = a_series(world, count=4)
    to_chicago(world)
    move_series_with_offices.call()
    to_chicago(world, zone="America/New_York")
    assert move_series_with_offices.call() == 1
    assert {hour for one in Series.objects.all() for hour in hours(one)} == {(9, 8)}
    assert Series.objects.exclude(pk=series.pk).count() == 1


def test_c1_a_series_that_is_changed_goes_by_its_own_clock_until_it_is_moved(world):
    series = a_series(world)
    third = series.meetings.order_by("starts")[2]
    stood = [one.starts for one in series.meetings.order_by("starts")]
    to_chicago(world)
    with clock.clock_at(datetime(2026, 3, 16, 12, tzinfo=UTC)):
        begin_clocks.call()
        changed = change_following(by=world.ae_alder, meeting=third, topic="New topic")
        assert [one.starts for one in changed.meetings.order_by("starts")] == stood[2:]
        assert all(one.starts == one.instance for one in changed.meetings.all())
        assert move_series_with_offices.call() == 1
    assert hours(changed) == [(10, 9)] * 8
