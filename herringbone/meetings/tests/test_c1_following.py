"""C1: this one of a series and those that follow: moved, called off, and what the guests are told."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from herringbone.core import clock
from herringbone.core.models import WorkingDay
from herringbone.meetings.actions import (
    change_following,
    change_meeting,
    lengthen_series,
    withdraw_following,
    withdraw_meeting,
)
from herringbone.meetings.models import Attendee, InvitationSent, Series
from herringbone.meetings.tests.test_c1_series import (
    HALF,
    NEW_YORK,
    a_series,
    days,
    expanded,
    local,
    messages,
    to_pat,
)
from herringbone.record.action import Denied, Refused
from herringbone.record.actor import SYSTEM
from herringbone.record.models import Duty

pytestmark = pytest.mark.later


def test_c1_this_and_the_following_go_to_another_day_and_those_before_stay(world):
    series = a_series(world)
    third, fifth = series.meetings.order_by("starts")[2], series.meetings.order_by("starts")[4]
    change_meeting(by=world.ae_alder, meeting=fifth, starts=fifth.starts + 4 * HALF, ends=fifth.ends + 4 * HALF)
    off = series.meetings.order_by("starts")[5]
    withdraw_meeting(by=world.ae_alder, meeting=off)
    day_later = timedelta(days=1)
    changed = change_following(
        by=world.ae_alder, meeting=third, starts=third.starts + day_later + HALF, ends=third.ends + day_later + HALF,
        place="Elsewhere",
    )  # fmt: skip
    series.refresh_from_db()
    assert changed.pk != series.pk
    assert days(series) == [date(2026, 3, 3), date(2026, 3, 10)]
    assert series.until == date(2026, 3, 16)
    own = fifth.starts.astimezone(NEW_YORK)
    moved = [one for one in local(changed) if one != own]
    assert {(one.weekday(), one.time()) for one in moved} == {(2, time(9, 30))}
    assert own in local(changed), "what was moved by itself keeps its own time"
    assert len(local(changed)) == 7, "what was called off stays so"
    assert set(changed.meetings.filter(withdrawal=None).values_list("place", flat=True)) == {"Elsewhere"}
    for one in (series, changed):
        calendar, _ = to_pat(series=one)
        assert expanded(calendar) == [moment.astimezone(UTC) for moment in local(one)]
    event = next(one for one in to_pat(series=series)[0].events)
    assert event["sequence"] == series.sequence > 0


def test_c1_a_change_from_the_first_one_on_keeps_the_series(world):
    series = a_series(world)
    first = series.meetings.order_by("starts")[0]
    changed = change_following(by=world.ae_alder, meeting=first, topic="Another", people=[world.sup_alder])
    assert changed.pk == series.pk
    assert Series.objects.count() == 1
    assert set(series.meetings.values_list("topic", "sequence")) == {("Another", 1)}
    asked = set(Attendee.objects.filter(meeting__series=series).values_list("person__name", flat=True))
    assert asked == {"Ann Alder", "Sam Super", None}
    calendar, _ = to_pat(series=series)
    assert next(iter(calendar.events))["sequence"] == 1
    taken = next(one for address, one in messages({"series": series}).items() if "dee@" in address)
    assert taken[0]["method"] == "CANCEL"
    with clock.clock_at(clock.now() + timedelta(days=1)):
        assert len(days(changed)) == 10


def test_c1_the_last_monday_stays_the_last_one_in_a_month_of_four(world):
    monday = datetime(2026, 3, 30, 9, tzinfo=NEW_YORK)
    WorkingDay.objects.filter(office=world.office, date=monday.date()).update(working=False, holiday="Parade")
    series = a_series(world, every="month weekday", starts=monday, count=6)
    calendar, words = to_pat(series=series)
    told = [date(2026, 4, 27), date(2026, 6, 29), date(2026, 7, 27), date(2026, 8, 31)]
    assert [one.date() for one in expanded(calendar)] == told, "the last one of May is Memorial Day"
    assert "Every month on the last Monday" in words
    with clock.clock_at(clock.now() + timedelta(days=70)):
        lengthen_series(by=SYSTEM, series=series)
        june = series.meetings.get(instance__month=6)
        changed = change_following(by=world.ae_alder, meeting=june, place="Elsewhere")
        calendar, _ = to_pat(series=changed)
    assert [one.date() for one in expanded(calendar)] == told[1:]
    assert days(changed) == told[1:]


def test_c1_a_closed_day_is_left_out_anew_when_the_days_move(world):
    for day in (date(2026, 3, 17), date(2026, 3, 25)):
        WorkingDay.objects.filter(office=world.office, date=day).update(working=False, holiday="Parade")
    series = a_series(world)
    assert date(2026, 3, 17) not in days(series)
    second = series.meetings.order_by("starts")[1]
    day_later = timedelta(days=1)
    changed = change_following(
        by=world.ae_alder, meeting=second, starts=second.starts + day_later, ends=second.ends + day_later
    )
    assert date(2026, 3, 18) in days(changed), "the Wednesday is open where the Tuesday was not"
    assert date(2026, 3, 25) not in days(changed)
    calendar, _ = to_pat(series=changed)
    assert expanded(calendar) == [moment.astimezone(UTC) for moment in local(changed)]


def test_c1_this_and_the_following_are_called_off_with_one_message(world):
    series = a_series(world)
    third = series.meetings.order_by("starts")[2]
    before = InvitationSent.objects.count()
    withdraw_following(by=world.ae_alder, meeting=third, why="the campaign ends")
    series.refresh_from_db()
    assert days(series) == [date(2026, 3, 3), date(2026, 3, 10)]
    assert series.meetings.filter(withdrawal__isnull=False).count() == 8
    assert InvitationSent.objects.count() == before + 3
    calendar, _ = to_pat(series=series)
    assert (calendar["method"], len(expanded(calendar))) == ("REQUEST", 2)
    with clock.clock_at(clock.now() + timedelta(days=90)):
        lengthen_series(by=SYSTEM, series=series)
    assert len(days(series)) == 2, "nothing comes after its end"
    owed = Duty.objects.filter(kind="contact_report", subject__in=series.meetings.values("pk"))
    assert owed.count() == 2


def test_c1_what_is_left_of_a_series_that_ends_sooner_can_be_changed(world):
    series = a_series(world)
    withdraw_following(by=world.ae_alder, meeting=series.meetings.order_by("starts")[4])
    third = series.meetings.order_by("starts")[2]
    changed = change_following(
        by=world.ae_alder, meeting=third, starts=third.starts + HALF, ends=third.ends + HALF
    )  # fmt: skip
    assert [one.date() for one in local(changed)] == [date(2026, 3, 17), date(2026, 3, 24)]
    calendar, _ = to_pat(series=changed)
    assert len(expanded(calendar)) == 2


def test_c1_a_series_called_off_from_its_first_one_is_cancelled(world):
    series = a_series(world)
    withdraw_following(by=world.ae_alder, meeting=series.meetings.order_by("starts")[0])
    calendar, _ = to_pat(series=series)
    (event,) = calendar.events
    assert (calendar["method"], event["status"], event["uid"]) == ("CANCEL", "CANCELLED", series.uid)
    assert event["sequence"] == 1
    assert days(series) == []


def test_c1_what_is_over_or_called_off_or_single_begins_no_following(world):
    series = a_series(world)
    first, second = series.meetings.order_by("starts")[:2]
    withdraw_meeting(by=world.ae_alder, meeting=second)
    with pytest.raises(Refused, match="called off"):
        withdraw_following(by=world.ae_alder, meeting=second)
    with clock.clock_at(clock.now() + timedelta(days=2)), pytest.raises(Refused, match="over"):
        change_following(by=world.ae_alder, meeting=first, topic="Late")
    with pytest.raises(Refused, match="to come"):
        change_following(by=world.ae_alder, meeting=first, starts=first.starts - timedelta(days=7))
    with pytest.raises(Denied):
        withdraw_following(by=world.ae_birch, meeting=first)


# Answers
