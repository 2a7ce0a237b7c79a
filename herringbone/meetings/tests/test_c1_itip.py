"""C1: invitations as calendars everywhere understand them, and answers read from mails as they come."""

import base64
import quopri
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar, Event

from herringbone.meetings.itip import (
    CalendarMessage,
    Guest,
    Invitation,
    PartStat,
    Refusal,
    Reply,
    Role,
    Standing,
    WhyNot,
    cancel,
    raised,
    read_reply,
    request,
    uninvite,
    update,
)
from herringbone.meetings.itip.zones import vtimezone

MILAN, BERLIN, NEW_YORK = ZoneInfo("Europe/Rome"), ZoneInfo("Europe/Berlin"), ZoneInfo("America/New_York")
STAMP = datetime(2026, 11, 24, 14, 10, tzinfo=UTC)
NORA = Guest("nora.whitfield@halden.example", "Nora Whitfield", Role.CHAIR, PartStat.ACCEPTED)
GIULIA = Guest("giulia@orsatti.example", "Giulia Orsatti")
PAOLO = Guest("paolo@orsatti.example", "Brandi, Paolo", Role.OPTIONAL)
MAIL_FILES = Path(__file__).parents[4] / "shared" / "data"


def invitation(**changes: object) -> Invitation:
    return replace(
        Invitation(
            uid="7f0c2a7e-0001@halden.example",
            sequence=0,
            organiser=NORA,
            guests=(NORA, GIULIA, PAOLO),
            starts=datetime(2026, 12, 9, 10, 30, tzinfo=MILAN),
            ends=datetime(2026, 12, 9, 12, 0, tzinfo=MILAN),
            zone=MILAN,
            summary="QBR, Orsatti Vermouth",
            location="Turin, Via Po 3; second floor",
            description="Agenda:\n1. The year\n2. The film",
            url="https://meet.example/orsatti?room=1&x=2",
        ),
        **changes,
    )


def event_of(message: CalendarMessage) -> Event:
    calendar = Calendar.from_ical(message.text)
    assert calendar["method"] == message.method
    (event,) = calendar.events
    assert event.errors == []
    return event


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


# Answers

ANSWER = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Orsatti//Calendar//IT
METHOD:REPLY
BEGIN:VEVENT
UID:7f0c2a7e-0001@halden.example
SEQUENCE:2
DTSTAMP:20261124T150000Z
ORGANIZER:mailto:nora.whitfield@halden.example
ATTENDEE;PARTSTAT=ACCEPTED;CN=Giulia Orsatti:MAILTO:Giulia@Orsatti.example
COMMENT:Arrivo alle 10\\, perché il treno\\nnon c'è prima
END:VEVENT
END:VCALENDAR
"""


def mail(
    calendar: str = ANSWER,
    sender: str = "Giulia Orsatti <giulia@orsatti.example>",
    kind: str = "text/calendar; method=REPLY; charset=utf-8",
    coding: str = "8bit",
    charset: str = "utf-8",
) -> bytes:
    body = calendar.replace("\n", "\r\n").encode(charset, errors="replace")
    if coding == "base64":
        body = base64.encodebytes(body)
    if coding == "quoted-printable":
        body = quopri.encodestring(body)
    head = (
        f"From: {sender}\r\nTo: nora.whitfield@halden.example\r\nSubject: Accettato\r\n"
        "Date: Tue, 24 Nov 2026 16:00:05 +0100\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/alternative; boundary="--=_x"\r\n\r\n'
        "----=_x\r\nContent-Type: text/plain\r\n\r\nAccettato\r\n"
        f"----=_x\r\nContent-Type: {kind}\r\nContent-Transfer-Encoding: {coding}\r\n\r\n"
    )
    return head.encode() + body + b"\r\n----=_x--\r\n"


def read(raw: bytes) -> Reply:
    reply = read_reply(raw)
    assert isinstance(reply, Reply), reply
    return reply


def refused(raw: bytes) -> WhyNot:
    reply = read_reply(raw)
    assert isinstance(reply, Refusal), reply
    assert reply.text.endswith(".")
    return reply.why


@pytest.mark.parametrize("coding", ["8bit", "base64", "quoted-printable"])
def test_c1_an_answer_is_read_however_it_is_wrapped(coding: str) -> None:
    assert read(mail(coding=coding)) == Reply(
        uid="7f0c2a7e-0001@halden.example",
        sequence=2,
        address="Giulia@Orsatti.example",
        key="giulia@orsatti.example",
        partstat=PartStat.ACCEPTED,
        stamp=datetime(2026, 11, 24, 15, 0, tzinfo=UTC),
        comment="Arrivo alle 10, perché il treno\nnon c'è prima",
    )


def test_c1_an_answer_as_windows_writes_it_is_read() -> None:
    told = mail(kind="text/calendar; method=REPLY; charset=windows-1252", charset="cp1252")
    untold = mail(kind="text/calendar; method=REPLY", charset="cp1252")
    wrong = mail(kind="text/calendar; method=REPLY; charset=x-unknown", charset="utf-8")

    assert "perché" in read(told).comment
    assert "perché" in read(untold).comment
    assert "perché" in read(wrong).comment


def test_c1_folded_lines_are_one_line() -> None:
    folded = ANSWER.replace("7f0c2a7e-0001@halden", "7f0c2a7e-\n 0001@hal\n\tden").replace(
        "MAILTO:", "\n  MAILTO:"[:2] + "MAILTO:"
    )

    assert read(mail(folded)).uid == "7f0c2a7e-0001@halden.example"


@pytest.mark.parametrize("said", ["ACCEPTED", "DECLINED", "TENTATIVE", "accepted"])
def test_c1_every_answer_is_read(said: str) -> None:
    assert read(mail(ANSWER.replace("ACCEPTED", said))).partstat == PartStat(said.upper())


def test_c1_the_method_may_stand_in_the_mail_or_in_the_calendar() -> None:
    assert read(mail(kind="text/calendar")).sequence == 2
    assert read(mail(ANSWER.replace("METHOD:REPLY\n", ""))).sequence == 2
    assert read(mail(kind='text/calendar; charset="utf-8"; method="reply"')).sequence == 2


def test_c1_a_calendar_sent_as_a_file_is_read() -> None:
    assert read(mail(kind='application/ics; name="invite.ics"')).sequence == 2
    assert read(mail(kind='application/octet-stream; name="invite.ics"', coding="base64")).sequence == 2


def test_c1_a_sequence_that_is_not_said_is_the_first() -> None:
    assert read(mail(ANSWER.replace("SEQUENCE:2\n", ""))).sequence == 0


def test_c1_a_stamp_that_is_not_said_is_the_mails_date() -> None:
    assert read(mail(ANSWER.replace("DTSTAMP:20261124T150000Z\n", ""))).stamp == datetime(
        2026, 11, 24, 15, 0, 5, tzinfo=UTC
    )


def test_b30_an_answer_to_one_meeting_of_a_series_names_it() -> None:
    one = ANSWER.replace("SEQUENCE:2\n", "SEQUENCE:2\nRECURRENCE-ID:20261102T090000Z\n")

    assert read(mail(one)).instance == datetime(2026, 11, 2, 9, 0, tzinfo=UTC)


# What an answer is worth


def test_c1_an_answer_to_an_older_invitation_is_stale() -> None:
    reply = read(mail())

    assert reply.standing(2) is Standing.CURRENT
    assert reply.standing(3) is Standing.STALE
    assert reply.standing(1) is Standing.UNSENT


def test_c1_the_later_answer_stands_whichever_mail_comes_first() -> None:
    reply = read(mail())

    assert reply.stamp is not None
    assert reply.standing(2, reply.stamp - timedelta(seconds=1)) is Standing.CURRENT
    assert reply.standing(2, reply.stamp) is Standing.CURRENT
    assert reply.standing(2, reply.stamp + timedelta(seconds=1)) is Standing.SUPERSEDED


# In whose name


@pytest.mark.parametrize(
    "sender",
    ["x@evil.example", "Giulia <giulia@orsatti.example.evil.example>", '"giulia@orsatti.example" <x@evil.example>',
     "giulia+x@orsatti.example", "ｇiulia@orsatti.example"],  # noqa: RUF001
)  # fmt: skip
def test_c1_an_answer_in_anothers_name_is_refused(sender: str) -> None:
    assert refused(mail(sender=sender)) in {WhyNot.STRANGER, WhyNot.NO_SENDER}


@pytest.mark.parametrize(
    "sender", ["giulia@orsatti.example, x@evil.example", "", "nobody", "x@evil.example\r\nFrom: giulia@orsatti.example"]
)
def test_c1_a_mail_from_nobody_or_from_two_is_refused(sender: str) -> None:
    assert refused(mail(sender=sender)) is WhyNot.NO_SENDER


def test_c1_who_writes_in_the_guests_name_is_told() -> None:
    by_assistant = ANSWER.replace("PARTSTAT=ACCEPTED", 'PARTSTAT=ACCEPTED;SENT-BY="mailto:sara@orsatti.example"')
    reply = read(mail(by_assistant, sender="sara@orsatti.example"))

    assert (reply.key, reply.sent_by) == ("giulia@orsatti.example", "sara@orsatti.example")
    assert refused(mail(by_assistant, sender="eve@orsatti.example")) is WhyNot.STRANGER


def test_c1_a_guest_may_send_somebody_else() -> None:
    sends = ANSWER.replace("PARTSTAT=ACCEPTED", 'PARTSTAT=DELEGATED;DELEGATED-TO="mailto:paolo@orsatti.example"')
    goes = ANSWER.replace(
        "PARTSTAT=ACCEPTED", 'PARTSTAT=ACCEPTED;DELEGATED-FROM="mailto:giulia@orsatti.example"'
    ).replace("Giulia@", "paolo@")

    assert read(mail(sends)).partstat is PartStat.DELEGATED
    assert read(mail(sends)).delegated_to == "paolo@orsatti.example"
    delegate = read(mail(goes, sender="paolo@orsatti.example"))
    assert (delegate.key, delegate.delegated_from) == ("paolo@orsatti.example", "giulia@orsatti.example")


# What is no answer


def test_c1_a_proposal_of_another_time_is_no_answer() -> None:
    counter = mail(ANSWER.replace("METHOD:REPLY", "METHOD:COUNTER"), kind="text/calendar; method=COUNTER")

    assert refused(counter) is WhyNot.COUNTER


@pytest.mark.parametrize("method", ["REQUEST", "CANCEL", "PUBLISH", "REFRESH", "X"])
def test_c1_another_method_is_no_answer(method: str) -> None:
    other = mail(ANSWER.replace("METHOD:REPLY", f"METHOD:{method}"), kind=f"text/calendar; method={method}")
    disagreeing = mail(kind=f"text/calendar; method={method}")

    assert refused(other) is WhyNot.NOT_A_REPLY
    assert refused(disagreeing) is WhyNot.NOT_A_REPLY


def test_c1_a_mail_without_a_calendar_is_no_answer() -> None:
    assert refused(mail(kind="text/plain")) is WhyNot.NO_CALENDAR
    assert refused(b"") is WhyNot.NO_CALENDAR


def test_c1_a_forwarded_answer_is_not_the_forwarders() -> None:
    inside = mail(sender="giulia@orsatti.example")
    outside = (
        b"From: giulia@orsatti.example\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=outer\r\n\r\n"
        b"--outer\r\nContent-Type: message/rfc822\r\n\r\n" + inside + b"\r\n--outer--\r\n"
    )

    assert refused(outside) is WhyNot.NO_CALENDAR


@pytest.mark.parametrize(
    ("was", "becomes", "why"),
    [
        ("UID:7f0c2a7e-0001@halden.example\n", "", WhyNot.INCOMPLETE),
        ("PARTSTAT=ACCEPTED;", "", WhyNot.INCOMPLETE),
        ("PARTSTAT=ACCEPTED", "PARTSTAT=NEEDS-ACTION", WhyNot.INCOMPLETE),
        ("SEQUENCE:2", "SEQUENCE:-2", WhyNot.INCOMPLETE),
        ("SEQUENCE:2", "SEQUENCE:two", WhyNot.INCOMPLETE),
        ("SEQUENCE:2", "SEQUENCE:2\nRECURRENCE-ID:monday", WhyNot.INCOMPLETE),
        ("ATTENDEE;PARTSTAT=ACCEPTED;CN=Giulia Orsatti:MAILTO:Giulia@Orsatti.example\n", "", WhyNot.INCOMPLETE),
        ("BEGIN:VEVENT", "BEGIN:VTODO", WhyNot.SEVERAL),
        ("END:VEVENT\n", "END:VEVENT\nBEGIN:VEVENT\nUID:2\nEND:VEVENT\n", WhyNot.SEVERAL),
    ],
)
def test_c1_an_answer_that_lacks_something_is_refused(was: str, becomes: str, why: WhyNot) -> None:
    broken = ANSWER.replace(was, becomes)
    if "VTODO" in becomes:
        broken = broken.replace("END:VEVENT", "END:VTODO")

    assert refused(mail(broken)) is why


def test_c1_too_much_is_refused_before_it_is_read() -> None:
    assert refused(b"x" * 10_000_001) is WhyNot.TOO_LARGE
    assert refused(mail(ANSWER + "X-A:" + "x" * 600_000)) is WhyNot.TOO_LARGE


@given(st.binary(max_size=400))
def test_c1_no_mail_is_too_odd(raw: bytes) -> None:
    assert isinstance(read_reply(raw), Refusal)


@settings(max_examples=300)
@given(st.integers(0, 1400), st.binary(min_size=1, max_size=20))
def test_c1_a_damaged_mail_is_read_or_refused(at: int, damage: bytes) -> None:
    whole = mail()
    reply = read_reply(whole[:at] + damage + whole[at + len(damage) :])

    assert isinstance(reply, Refusal) or reply.key == "giulia@orsatti.example"


def test_c1_what_we_ask_can_be_answered() -> None:
    """A guest's calendar answers our own request as RFC 5546 says: same UID and sequence, itself the only guest."""
    asked = event_of(update(invitation(), stamp=STAMP))
    answer = Event()
    for name in ("uid", "sequence", "organizer", "dtstart"):
        answer.add(name, asked[name])
    guest = next(one for one in asked["attendee"] if one.email == GIULIA.address)
    guest.params["PARTSTAT"] = "TENTATIVE"
    answer.add("attendee", guest)
    answer.add("dtstamp", STAMP)
    calendar = Calendar()
    calendar.add("method", "REPLY")
    calendar.add_component(answer)

    reply = read(mail(calendar.to_ical().decode().replace("\r\n", "\n")))

    assert (reply.partstat, reply.key, reply.standing(1)) == (PartStat.TENTATIVE, GIULIA.address, Standing.CURRENT)


# Files from outside


@pytest.mark.skipif(not MAIL_FILES.exists(), reason="the folder of real files is not beside this checkout")
def test_c1_the_replies_of_rfc_2446_are_read() -> None:
    text = (MAIL_FILES / "calendars" / "itip-rfc2446-all-methods.ics").read_text()
    calendars = ["BEGIN:VCALENDAR" + part for part in text.split("BEGIN:VCALENDAR")[1:]]
    replies = [one for one in calendars if "METHOD:REPLY" in one]
    senders = ("B@example.com", "C@example.com", "E@example.com", "D@example.com")
    answers = [read_reply(mail(one, sender=sender)) for one in replies for sender in senders]

    taken = [(answer.key, answer.partstat) for answer in answers if isinstance(answer, Reply)]
    assert len(replies) == 10
    assert ("b@example.com", PartStat.ACCEPTED) in taken
    assert ("c@example.com", PartStat.DELEGATED) in taken
    assert ("e@example.com", PartStat.ACCEPTED) in taken


@pytest.mark.skipif(not MAIL_FILES.exists(), reason="the folder of real files is not beside this checkout")
def test_c1_no_real_mail_that_is_no_answer_is_taken_for_one() -> None:
    files = sorted((MAIL_FILES / "mail").glob("*.eml"))

    assert len(files) > 40
    assert all(isinstance(read_reply(file.read_bytes()), Refusal) for file in files)
