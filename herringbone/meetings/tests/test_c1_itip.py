"""C1: invitations as calendars everywhere understand them."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st

from herringbone.meetings.itip import CalendarMessage, Guest, cancel, raised, request, uninvite, update
from herringbone.meetings.itip.zones import vtimezone
from herringbone.meetings.tests.invitations import BERLIN, GIULIA, NORA, PAOLO, STAMP, event_of, invitation

pytestmark = pytest.mark.thorough

# Invitations


def test_c1_a_request_says_all_that_rfc_5546_asks() -> None:
    message = request(invitation(), stamp=STAMP)
    event = event_of(message)

    assert (message.method, message.sequence, message.skipped) == ("REQUEST", 0, ())
    assert message.content_type == 'text/calendar; method=REQUEST; charset="utf-8"'
    assert (event["uid"], event["sequence"], event["dtstamp"].dt) == ("7f0c2a7e-0001@halden.example", 0, STAMP)
    assert event["dtstart"].params["TZID"] == "Europe/Rome"
    assert event["dtstart"].dt == datetime(2026, 12, 9, 9, 30, tzinfo=UTC)
    assert event["dtend"].dt == datetime(2026, 12, 9, 11, 0, tzinfo=UTC)
    assert (event["status"], event["summary"]) == ("CONFIRMED", "QBR, Orsatti Vermouth")
    assert event["location"] == "Turin, Via Po 3; second floor"
    assert event["description"] == "Agenda:\n1. The year\n2. The film"
    assert event["url"] == "https://meet.example/orsatti?room=1&x=2"
    assert event["organizer"] == "mailto:nora.whitfield@halden.example"
    assert event["organizer"].params["CN"] == "Nora Whitfield"


def test_c1_guests_have_their_role_and_are_asked_to_answer() -> None:
    event = event_of(request(invitation(), stamp=STAMP))
    guests = {guest.email: dict(guest.params) for guest in event["attendee"]}

    assert guests["giulia@orsatti.example"] == {
        "CN": "Giulia Orsatti", "CUTYPE": "INDIVIDUAL", "ROLE": "REQ-PARTICIPANT", "PARTSTAT": "NEEDS-ACTION",
        "RSVP": "TRUE",
    }  # fmt: skip
    assert guests["paolo@orsatti.example"]["CN"] == "Brandi, Paolo"
    assert guests["paolo@orsatti.example"]["ROLE"] == "OPT-PARTICIPANT"
    assert (guests[NORA.address]["ROLE"], guests[NORA.address]["RSVP"]) == ("CHAIR", "FALSE")


def test_c1_lines_are_folded_and_end_as_the_standard_says() -> None:
    text = request(invitation(summary="è" * 300), stamp=STAMP).text

    assert text.count("\n") == text.count("\r\n")
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))


def test_c1_an_update_raises_the_sequence() -> None:
    message = update(invitation(sequence=3), stamp=STAMP)

    assert (message.method, message.sequence, event_of(message)["sequence"]) == ("REQUEST", 4, 4)


def test_c1_a_cancellation_says_so() -> None:
    event = event_of(message := cancel(raised(invitation()), stamp=STAMP))

    assert (message.method, event["status"], event["sequence"]) == ("CANCEL", "CANCELLED", 1)
    assert len(event["attendee"]) == 3


def test_c1_a_guest_no_longer_asked_does_not_cancel_the_meeting_of_the_others() -> None:
    event = event_of(message := uninvite(raised(invitation()), [PAOLO], stamp=STAMP))

    assert message.method == "CANCEL"
    assert "status" not in event
    assert event["attendee"].email == PAOLO.address


def test_c1_utc_needs_no_zone_definition() -> None:
    text = request(invitation(zone=ZoneInfo("UTC")), stamp=STAMP).text

    assert "DTSTART:20261209T093000Z" in text
    assert "VTIMEZONE" not in text


def test_c1_a_backslash_and_an_n_are_no_line_end() -> None:
    assert r"LOCATION:P:\\New\, room 2" in request(invitation(location=r"P:\New, room 2"), stamp=STAMP).text


def test_c1_a_meeting_that_does_not_last_is_refused() -> None:
    with pytest.raises(ValueError, match="ends after"):
        request(invitation(ends=invitation().starts), stamp=STAMP)


# Zones


@pytest.mark.parametrize(
    "key",
    ["Europe/Rome", "Europe/London", "Europe/Dublin", "America/New_York", "America/Sao_Paulo", "Asia/Kolkata",
     "Australia/Lord_Howe", "Africa/Casablanca", "Pacific/Auckland", "Asia/Tokyo"],
)  # fmt: skip
def test_c1_the_zones_definition_alone_gives_the_right_time(key: str) -> None:
    zone = ZoneInfo(key)
    told = vtimezone(zone, STAMP, STAMP + timedelta(hours=1)).to_tz(lookup_tzid=False)

    for hours in range(0, 24 * 730, 7):
        moment = (STAMP - timedelta(days=30) + timedelta(hours=hours)).astimezone(zone)
        wall = moment.replace(tzinfo=None)
        if zone.utcoffset(wall.replace(fold=0)) == zone.utcoffset(wall.replace(fold=1)):
            assert wall.replace(tzinfo=told).utcoffset() == moment.utcoffset()


def test_c1_summer_time_begins_by_the_old_clock() -> None:
    text = vtimezone(BERLIN, STAMP, STAMP).to_ical().decode()

    assert "DTSTART:20250330T020000\r\nRRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3" in text
    assert "DTSTART:20251026T030000\r\nRRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10" in text


# B30: one meeting of a series


def test_b30_cancelling_one_meeting_of_a_series_leaves_the_others() -> None:
    first = datetime(2026, 10, 12, 10, 0, tzinfo=BERLIN)
    series = invitation(
        starts=first, ends=first + timedelta(minutes=30), zone=BERLIN, guests=(GIULIA,), rule="FREQ=WEEKLY;COUNT=4"
    )
    october_26 = datetime(2026, 10, 26, 10, 0, tzinfo=BERLIN)
    november_2 = datetime(2026, 11, 2, 10, 0, tzinfo=BERLIN)

    asked = request(series, stamp=STAMP)
    off = cancel(
        raised(replace(series, instance=october_26, starts=october_26, ends=october_26 + timedelta(minutes=30))),
        stamp=STAMP,
    )
    later = datetime(2026, 11, 2, 11, 0, tzinfo=BERLIN)
    moved = update(
        replace(series, sequence=off.sequence, instance=november_2, starts=later, ends=later + timedelta(minutes=30)),
        stamp=STAMP,
    )

    assert "RECURRENCE-ID;TZID=Europe/Berlin:20261026T100000\r\n" in off.text
    assert (off.method, off.sequence, event_of(off)["status"]) == ("CANCEL", 1, "CANCELLED")
    assert off.uid == asked.uid == moved.uid
    assert "RRULE:FREQ=WEEKLY" not in off.text
    assert moved.method == "REQUEST"
    assert moved.sequence > off.sequence
    assert _left_for_the_guest(asked, off, moved) == [
        datetime(2026, 10, 12, 8, 0, tzinfo=UTC),
        datetime(2026, 10, 19, 8, 0, tzinfo=UTC),
        datetime(2026, 11, 2, 10, 0, tzinfo=UTC),
    ]


def _left_for_the_guest(asked: CalendarMessage, *changes: CalendarMessage) -> list[datetime]:
    """What a guest's calendar shows after these messages."""
    event = event_of(asked)
    start = event["dtstart"].dt
    rule = event["rrule"].to_ical().decode()
    occurrences = {day.replace(tzinfo=start.tzinfo).astimezone(UTC): day for day in _each(rule, start)}
    shown = {key: key for key in occurrences}
    for change in changes:
        changed = event_of(change)
        instance = changed["recurrence-id"].dt.astimezone(UTC)
        shown.pop(instance)
        if change.method == "REQUEST":
            shown[instance] = changed["dtstart"].dt.astimezone(UTC)
    return sorted(shown.values())


def _each(rule: str, start: datetime) -> list[datetime]:
    return list(rrulestr(rule, dtstart=start.replace(tzinfo=None)))


# S27: lines that become headers


@pytest.mark.parametrize(
    "address",
    ["", "nobody", "a@b@c.example", "a@b.example, x@evil.example", "a@b.example\r\nATTENDEE:mailto:x@evil.example",
     "a b@c.example", "a@b.example\x00", "a@b.example\u2028x", "<a@b.example>, <x@evil.example>"],
)  # fmt: skip
def test_s27_a_bad_address_is_skipped_and_told_and_the_others_are_asked(address: str) -> None:
    message = request(invitation(guests=(GIULIA, Guest(address, "Eve"), PAOLO)), stamp=STAMP)

    assert [guest.email for guest in event_of(message)["attendee"]] in (
        [GIULIA.address, PAOLO.address],
        [GIULIA.address, "a@b.example", PAOLO.address],  # what is invisible was taken off
    )
    assert "evil" not in "".join(str(guest) for guest in event_of(message)["attendee"])
    assert len(message.skipped) + len(event_of(message)["attendee"]) == 3


def test_s27_an_address_in_a_name_stays_in_the_name() -> None:
    eve = Guest('"Eve <a@b.c>, x@evil.example" <c@d.example>')
    message = request(invitation(guests=(eve,)), stamp=STAMP)

    guest = event_of(message)["attendee"]
    assert (guest.email, guest.params["CN"]) == ("c@d.example", "Eve <a@b.c>, x@evil.example")


def test_s27_the_same_guest_is_asked_once() -> None:
    message = request(invitation(guests=(GIULIA, Guest("GIULIA@orsatti.example"))), stamp=STAMP)

    assert event_of(message)["attendee"].email == GIULIA.address
    assert [one.value for one in message.skipped] == ["<GIULIA@orsatti.example>"]


@pytest.mark.parametrize("url", ["javascript:alert(1)", "https://a\r\nX:1", "ftp://a", "http://", "https://a b", "//a"])
def test_s27_only_a_web_address_is_a_link(url: str) -> None:
    message = request(invitation(url=url), stamp=STAMP)

    assert "url" not in event_of(message)
    assert len(message.skipped) == 1


ODD = st.text(
    st.one_of(st.sampled_from("\r\n\x00\x0b\x0c\x1c\x85\u2028\u2029\u202e\";:,\\^'%"), st.characters()), max_size=60
)


@settings(max_examples=300)
@given(ODD, ODD, ODD, ODD, ODD)
def test_s27_no_text_makes_a_line_of_its_own(summary: str, place: str, words: str, name: str, uid: str) -> None:
    odd = Guest("odd@orsatti.example", name)
    message = request(
        invitation(summary=summary, location=place, description=words, uid=f"u{uid}", guests=(GIULIA, odd)), stamp=STAMP
    )
    event = event_of(message)

    assert set(event) <= {
        "UID", "SEQUENCE", "DTSTAMP", "DTSTART", "DTEND", "ORGANIZER", "ATTENDEE", "SUMMARY", "LOCATION", "DESCRIPTION",
        "URL", "STATUS",
    }  # fmt: skip
    assert [guest.email for guest in event["attendee"]] == [GIULIA.address, odd.address]
    assert event["sequence"] == 0
    assert not any(sign in message.text for sign in "\x00\x0b\x0c\x1c\x85\u2028\u2029\u202e")
    assert message.text.count("\n") == message.text.count("\r\n") == message.text.count("\r")


@given(ODD)
def test_s27_an_odd_address_never_stops_an_invitation(address: str) -> None:
    message = request(invitation(guests=(GIULIA, Guest(address))), stamp=STAMP)

    guests = event_of(message)["attendee"]
    guests = guests if isinstance(guests, list) else [guests]
    assert guests[0].email == GIULIA.address
    assert len(guests) + len(message.skipped) == 2
    assert all(guest.email.count("@") == 1 for guest in guests)
