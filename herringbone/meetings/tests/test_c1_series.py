"""C1: meetings that come again: their days, one invitation to all of them, and changes from one of them on."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from herringbone.core import clock
from herringbone.core.models import WorkingDay
from herringbone.meetings import recurrence
from herringbone.meetings.actions import (
    change_following,
    change_meeting,
    lengthen_series,
    plan_series,
    withdraw_meeting,
)
from herringbone.meetings.incoming import read_mail
from herringbone.meetings.letters.invitation import invitation_mail
from herringbone.meetings.models import Attendee, InvitationSent, Meeting
from herringbone.meetings.queries.series import to_lengthen
from herringbone.meetings.tasks import lengthen_all_series
from herringbone.people.actions import deactivate_person
from herringbone.people.models import Person
from herringbone.record.action import Denied, Refused
from herringbone.record.actor import SYSTEM
from herringbone.record.effects import NotNow
from herringbone.record.models import Duty, Effect, Event
from tests.world import canary

NEW_YORK = ZoneInfo("America/New_York")
TUESDAY = datetime(2026, 3, 3, 9, 0, tzinfo=NEW_YORK)
HALF = timedelta(minutes=30)


def a_series(world, every="week", starts=TUESDAY, **values):
    """A call with Pat each Tuesday at nine, ten times."""
    given = {
        "topic": canary("alder", "weekly"), "place": canary("alder", "room"), "contacts": [world.pat],
        "people": [world.dept], "agenda": ["Status", "Dates"], "count": None if "until" in values else 10,
    }  # fmt: skip
    given |= {"by": world.ae_alder, "client": world.alder}
    return plan_series(every=every, starts=starts, ends=starts + HALF, **(given | values))


def local(series):
    """The beginnings of its meetings that stand, by the office's clock."""
    rows = series.meetings.filter(withdrawal=None).order_by("starts")
    return [one.starts.astimezone(NEW_YORK) for one in rows]


def days(series):
    return [one.date() for one in local(series)]


def messages(row_filter):
    """The calendars that were sent, the newest for each person, by address."""
    found = {}
    for row in InvitationSent.objects.filter(**row_filter).order_by("pk"):
        effect = Effect.objects.get(subject_label="meetings.InvitationSent", subject_id=row.pk)
        try:
            letter = invitation_mail(effect)
        except NotNow:  # a later one replaced it
            continue
        part = next(one for one in letter.message().walk() if one.get_content_type() == "text/calendar")
        found[letter.to[0]] = Calendar.from_ical(part.get_payload(decode=True)), letter.body
    return found


def to_pat(**row_filter):
    return next(one for address, one in messages(row_filter).items() if "pat@alder.example" in address)


def expanded(calendar):
    """The moments of a calendar message as a calendar program works them out, exceptions in their places."""
    master = next(one for one in calendar.events if "recurrence-id" not in one)
    begins = master["dtstart"].dt
    rule = rrulestr(master["rrule"].to_ical().decode(), dtstart=begins)
    out = master.get("exdate")
    out = [one.dt for part in (out if isinstance(out, list) else [out] if out else []) for one in part.dts]
    moments = {moment: moment for moment in rule if moment not in out}
    for one in calendar.events:
        if "recurrence-id" in one:
            assert one["recurrence-id"].dt in moments
            moments[one["recurrence-id"].dt] = one["dtstart"].dt
    return sorted(one.astimezone(UTC) for one in moments.values())


# Days


@given(
    every=st.sampled_from([recurrence.WEEK, recurrence.FORTNIGHT, recurrence.MONTH_DATE, recurrence.MONTH_WEEKDAY]),
    first=st.dates(date(2020, 1, 1), date(2035, 12, 31)),
    count=st.integers(1, 30),
)
def test_c1_the_days_are_those_of_the_rule_that_calendars_are_told(every, first, count):
    every = recurrence.settled(every, first)
    found = recurrence.counted(every, first, count)
    assert found[0] == first
    assert recurrence.days(every, first, found[-1]) == found
    begins = [recurrence.begins(day, time(9), "America/New_York") for day in found]
    rule = rrulestr(recurrence.rule(every, first, begins[-1]), dtstart=begins[0].astimezone(NEW_YORK))
    assert [one.astimezone(UTC) for one in rule] == begins


def test_c1_a_fifth_monday_is_the_last_one_and_a_month_without_a_31st_has_no_meeting():
    assert recurrence.settled("month weekday", date(2026, 3, 30)) == "month last"
    assert recurrence.counted("month last", date(2026, 3, 30), 3) == [
        date(2026, 3, 30), date(2026, 4, 27), date(2026, 5, 25)
    ]  # fmt: skip
    assert recurrence.counted("month date", date(2026, 1, 31), 3) == [
        date(2026, 1, 31), date(2026, 3, 31), date(2026, 5, 31)
    ]  # fmt: skip


def test_c1_nine_stays_nine_when_the_clocks_change(world):
    series = a_series(world)
    assert {one.time() for one in local(series)} == {time(9)}
    utc = [one.starts.hour for one in series.meetings.order_by("starts")]
    assert utc[:2] == [14, 13], "in March New York goes to summer time"
    assert len(utc) == 10


# A series is called


def test_c1_each_day_has_a_meeting_of_its_own_with_its_duty_and_its_guests(world):
    series = a_series(world)
    first = series.meetings.order_by("starts")[0]
    assert (first.series, first.instance, first.topic) == (series, first.starts, series.topic)
    assert {str(one) for one in first.attendees.all()} == {"Ann Alder", "Dee Dept", world.pat.name}
    assert list(first.agenda.values_list("text", flat=True)) == ["Status", "Dates"]
    owed = Duty.objects.filter(kind="contact_report", subject__in=series.meetings.values("pk"))
    assert owed.count() >= 1
    assert Event.objects.filter(verb="series planned").count() == 1


def test_c1_a_closed_day_has_none_unless_it_is_wanted(world):
    WorkingDay.objects.filter(office=world.office, date=date(2026, 3, 10)).update(working=False, holiday="Parade")
    assert date(2026, 3, 10) not in days(a_series(world))
    assert date(2026, 3, 10) in days(a_series(world, skip_closed=False))
    saturday = datetime(2026, 3, 7, 9, tzinfo=NEW_YORK)
    with pytest.raises(Refused, match="closed on each"):
        a_series(world, starts=saturday)


def test_c1_a_long_series_is_made_three_months_ahead_and_goes_on_by_itself(world):
    series = a_series(world, until=date(2027, 12, 14), count=None)
    assert 10 < series.meetings.count() < 15
    assert not to_lengthen().exists()
    with clock.clock_at(clock.now() + timedelta(days=30)):
        assert lengthen_all_series.call() == 1
        made = series.meetings.count()
        assert 15 < made < 20
        assert lengthen_all_series.call() == 0
    assert series.meetings.count() == made
    last = series.meetings.order_by("-starts")[0]
    assert {str(one) for one in last.attendees.all()} == {"Ann Alder", "Dee Dept", world.pat.name}
    assert InvitationSent.objects.filter(series=series).count() == 3, "nobody is written to again"
    with pytest.raises(Denied):
        lengthen_series(by=world.ae_alder, series=series)


def test_c1_who_has_left_is_not_asked_to_what_is_made_later(world):
    series = a_series(world, until=date(2026, 12, 15), people=[world.planner_alder], reporter=world.planner_alder)
    deactivate_person(by=world.head, person=world.planner_alder)
    with clock.clock_at(clock.now() + timedelta(days=40)):
        lengthen_series(by=SYSTEM, series=series)
    last = series.meetings.order_by("-starts")[0]
    assert world.planner_alder.pk not in last.attendees.values_list("person", flat=True)
    assert last.reporter == world.ae_alder


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"count": None}, "until"),
        ({"until": date(2026, 5, 1), "count": 3}, "until"),
        ({"count": 1}, "count"),
        ({"count": 121}, "count"),
        ({"until": date(2026, 3, 2), "count": None}, "until"),
        ({"until": date(2028, 6, 1), "count": None}, "until"),
        ({"count": 120}, "count"),
        ({"every": "day"}, "every"),
        ({"starts": TUESDAY - timedelta(days=7)}, "day"),
    ],
)
def test_c1_a_series_without_an_end_or_with_too_far_a_one_is_refused(world, values, field):
    with pytest.raises(Refused) as refused:
        a_series(world, **values)
    assert refused.value.field == field
    assert not Meeting.objects.exists()


# Its invitation


def test_c1_everybody_gets_one_invitation_from_which_a_calendar_makes_the_same_days(world):
    WorkingDay.objects.filter(office=world.office, date=date(2026, 3, 24)).update(working=False, holiday="Parade")
    series = a_series(world)
    assert InvitationSent.objects.count() == 3
    calendar, words = to_pat(series=series)
    (event,) = calendar.events
    assert calendar["method"] == "REQUEST"
    assert (event["uid"], event["sequence"]) == (series.uid, 0)
    assert event["dtstart"].params["TZID"] == "America/New_York"
    assert expanded(calendar) == [one.starts for one in series.meetings.order_by("starts")]
    assert len(expanded(calendar)) == 9
    assert "Every week on Tuesday, until 5 May 2026" in words


def test_c1_one_that_is_moved_is_told_as_that_one_of_the_series(world):
    series = a_series(world)
    third = series.meetings.order_by("starts")[2]
    change_meeting(by=world.ae_alder, meeting=third, starts=third.starts + HALF, ends=third.ends + HALF)
    calendar, _ = to_pat(meeting=third, series=None)
    (event,) = calendar.events
    assert (event["uid"], event["sequence"]) == (series.uid, 1)
    assert event["recurrence-id"].dt == third.instance
    assert event["dtstart"].dt == third.starts
    withdraw_meeting(by=world.ae_alder, meeting=third)
    calendar, _ = to_pat(meeting=third, series=None)
    (event,) = calendar.events
    assert (calendar["method"], event["status"], event["sequence"]) == ("CANCEL", "CANCELLED", 2)
    assert event["recurrence-id"].dt == third.instance


def test_c1_who_is_not_asked_to_one_of_a_series_is_told_nothing_of_it(world):
    series = a_series(world)
    first, _second, third, *_others = series.meetings.order_by("starts")
    change_meeting(by=world.ae_alder, meeting=third, topic="About Pat", contacts=[])
    change_following(by=world.ae_alder, meeting=first, place="Another room")
    calendar, words = to_pat(series=series)
    assert "About Pat" not in calendar.to_ical().decode() + words
    assert expanded(calendar) == [one.starts for one in series.meetings.order_by("starts") if one != third]
    calendar, _ = next(one for address, one in messages({"series": series}).items() if world.dept.email in address)
    assert "About Pat" in calendar.to_ical().decode()
    assert len(expanded(calendar)) == 10


# This and the following


def answered(series, partstat="ACCEPTED", instance="", sequence=0, sender="pat@alder.example"):
    again = [f"RECURRENCE-ID:{instance}"] if instance else []
    lines = [
        "BEGIN:VCALENDAR", "METHOD:REPLY", "BEGIN:VEVENT", f"UID:{series.uid}", f"SEQUENCE:{sequence}",
        "DTSTAMP:20260302T140500Z", *again, f"ATTENDEE;PARTSTAT={partstat}:mailto:{sender}", "END:VEVENT",
        "END:VCALENDAR", "",
    ]  # fmt: skip
    head = f"From: {sender}\r\nContent-Type: text/calendar; method=REPLY\r\n\r\n"
    return read_mail((head + "\r\n".join(lines)).encode())


def replies(world, series):
    return list(
        Attendee.objects.filter(meeting__series=series, contact=world.pat)
        .order_by("meeting__starts").values_list("reply", flat=True)
    )  # fmt: skip


def test_c1_an_answer_to_the_series_counts_for_each_and_for_those_made_later(world):
    series = a_series(world, until=date(2026, 12, 15))
    assert answered(series).noted
    assert set(replies(world, series)) == {"accepted"}
    third = series.meetings.order_by("starts")[2]
    assert answered(series, "DECLINED", f"{third.instance:%Y%m%dT%H%M%SZ}").noted
    assert replies(world, series)[:4] == ["accepted", "accepted", "declined", "accepted"]
    with clock.clock_at(clock.now() + timedelta(days=40)):
        lengthen_series(by=SYSTEM, series=series)
    assert replies(world, series)[-1] == "accepted"


def test_c1_an_answer_to_a_moment_that_the_series_does_not_have_is_nobodys(world):
    series = a_series(world)
    assert not answered(series, instance="20260304T140000Z").understood
    assert set(replies(world, series)) == {"needs-action"}


def test_c1_days_on_which_nobody_is_left_to_write_wait_for_somebody(world):
    series = a_series(world, client=world.birch, by=world.ae_birch, people=[], contacts=[], until=date(2026, 8, 25))
    made = len(days(series))
    gone = Person.objects.filter(pk__in=[world.ae_birch.pk, world.sup_birch.pk, world.head.pk])
    gone.update(is_active=False)
    with clock.clock_at(clock.now() + timedelta(days=110)):  # 20 June: the last one was made for 2 June
        assert lengthen_all_series.call() == 0
        assert lengthen_series(by=SYSTEM, series=series).meetings.count() == made, "by hand neither"
    gone.update(is_active=True)
    with clock.clock_at(clock.now() + timedelta(days=111)):
        assert lengthen_all_series.call() == 1
        found = [one for one in days(series) if one >= date(2026, 6, 1)]
        assert found == [date(2026, 6, 2), *(date(2026, 6, 23) + n * timedelta(days=7) for n in range(10))], (
            "nobody held those of the weeks between"
        )
        assert lengthen_all_series.call() == 0
