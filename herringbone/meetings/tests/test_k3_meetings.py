"""Meetings from calendar files: the figures of `expected.csv`, and what a careless importer gets wrong."""

import shlex
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client as Browser

from herringbone.clients.importing import run
from herringbone.clients.models import Client, Contact, Post
from herringbone.core import clock
from herringbone.meetings.models import Attendee, InvitationSent, Meeting, NoReportOwed, Withdrawal
from herringbone.record.models import Duty, Effect
from tests.shared_data import DATA, expected, last_line, needs_data
from tests.world import World

pytestmark = pytest.mark.thorough

FILES = expected("meetings")
OPTIONS = {Path(row["file"]).name: shlex.split(row["options"]) for row in FILES}


def event(*lines: str, uid: str = "one@x.example", **more: str) -> str:
    told = {"UID": uid, "SUMMARY": "Review", "DTSTART": "20260310T100000Z", "DTEND": "20260310T110000Z", **more}
    own = [f"{name.replace('_', '-')}:{value}" for name, value in told.items() if value]
    return "\r\n".join(["BEGIN:VEVENT", *own, *lines, "END:VEVENT"])


def calendar(*events: str, method: str = "") -> str:
    head = ["BEGIN:VCALENDAR", "VERSION:2.0", *([f"METHOD:{method}"] if method else [])]
    return "\r\n".join([*head, *events, "END:VCALENDAR", ""])


@pytest.fixture
def brought(tmp_path: Path, capsys: pytest.CaptureFixture) -> Any:
    """Bring in meetings from a text; the exit code, the last line and all that was said."""

    def perform(text: str | bytes, *options: str, name: str = "calendar.ics") -> tuple[int, str, str]:
        path = tmp_path / name
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        capsys.readouterr()
        code = run(["meetings", str(path), *options])
        told = capsys.readouterr()
        lines = told.out.strip().splitlines()
        return code, lines[-1] if lines else "", told.out + told.err

    return perform


def figures(**told: int) -> str:
    return last_line(
        {"rows": "1", "created": "0", "updated": "0", "unchanged": "0", "rejected": "0"}
        | {name: str(number) for name, number in told.items()}
    )


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.thorough
@needs_data
@pytest.mark.parametrize("row", FILES, ids=lambda row: row["file"])
def test_k3_each_file_prints_what_is_expected_and_again_changes_nothing(world: World, capsys: Any, row: dict[str, str]):
    command = ["meetings", str(DATA / row["file"]), *shlex.split(row["options"])]
    assert run([*command, "--dry-run"]) == 0
    assert capsys.readouterr().out.strip().splitlines()[-1] == last_line(row)
    assert not Meeting.objects.exists() and not Client.objects.filter(name=world.agency.name).exists()
    assert run(command) == 0
    assert capsys.readouterr().out.strip().splitlines()[-1] == last_line(row)
    assert run([*command, "--dry-run"]) == 0
    again = {**row, "created": "0", "unchanged": row["rows"]}
    assert capsys.readouterr().out.strip().splitlines()[-1] == last_line(again)


NY = ZoneInfo("America/New_York")  # the zone of the agency of these tests


@needs_data
@pytest.mark.parametrize(
    ("file", "starts"),
    [
        ("outlook-16-dst-october-2022.ics", ["2022-10-29T06:00"]),
        ("outlook-windows-tz-126.ics", ["2023-04-22T07:30", "2023-11-22T08:30"]),
        ("exchange-2010-windows-tz.ics", ["2024-10-28T21:00"]),
        ("exchange-non-ascii-tzid.ics", ["2017-05-11T16:30"]),
        ("outlook-2010-request.ics", ["2013-06-10T16:00"]),
        ("exdate-as-date.ics", ["2024-06-09T03:00", "2024-06-10T03:00", "2024-06-12T03:00"]),
        ("vcalendar-1.0.vcs", ["1996-04-01T07:30"]),
    ],
)
def test_k3_meetings_begin_when_their_zones_say(world: World, file: str, starts: list[str]):
    run(["meetings", str(DATA / "calendars" / file), *OPTIONS[file]])
    assert [one.starts for one in Meeting.objects.order_by("starts")] == [at(start) for start in starts]


@needs_data
def test_k3_what_a_careless_importer_gets_wrong_in_calendars(world: World):
    run(["meetings", str(DATA / "calendars" / "latin1.ics"), "--encoding", "iso-8859-1"])
    two = Meeting.objects.get(topic="Event Två")
    assert two.starts.astimezone(NY).isoformat()[:16] == "2019-01-01T16:00"
    run(["meetings", str(DATA / "calendars" / "rfc5545-examples.ics")])
    years = Meeting.objects.filter(topic="Our Blissful Anniversary").order_by("starts")
    assert years[0].starts.astimezone(NY).isoformat()[:16] == "1997-11-02T00:00"
    assert [one.starts.astimezone(NY).year for one in years] == list(range(1997, 2027))
    assert years[0].ends - years[0].starts == timedelta(days=1)
    run(["meetings", str(DATA / "calendars" / "outlook-16-dst-october-2022.ics")])
    assert Meeting.objects.get(topic="29.10. 8-8:30").ends == at("2022-10-29T06:30")


@needs_data
def test_k3_those_who_were_asked_and_are_not_on_file_are_named(world: World):
    run(["meetings", str(DATA / "calendars" / "outlook-2010-request.ics")])
    meeting = Meeting.objects.get(topic="Team Meeting")
    said = Post.objects.get(subject_label="meetings.Meeting", subject_id=meeting.pk).text
    assert "Doe, John (johndoe@example.com); Doe, Jane (janedoe@example.com)" in said
    assert "objectives for next project" in said and meeting.place == "Auditorium 16"


@needs_data
@pytest.mark.parametrize(
    "file",
    [
        "google-birthdays-all-day.ics",
        pytest.param("itip-rfc2446-all-methods.ics", marks=[pytest.mark.thorough, pytest.mark.once]),
        "lotus-notes-rdate-period.ics",
        "no-vtimezone.ics",
    ],
)
def test_k3_the_odd_ones_come_in_without_a_stumble_and_again_make_nothing_new(world: World, capsys: Any, file: str):
    command = ["meetings", str(DATA / "calendars" / file), "--skip-rejected"]
    assert run(command) == 0
    count = Meeting.objects.count()
    capsys.readouterr()
    assert run(command) == 0
    assert ", created 0," in capsys.readouterr().out.strip().splitlines()[-1]
    assert Meeting.objects.count() == count > 0


def test_k3_what_is_over_owes_no_report_and_nobody_is_written_to(world: World, brought: Any):
    guests = (f"ATTENDEE;PARTSTAT=ACCEPTED:mailto:{world.pat.email}", f"ATTENDEE:MAILTO:{world.ae_alder.email.upper()}")
    old = event(*guests, uid="old@x.example", DTSTART="20260210T100000Z", DTEND="20260210T110000Z")
    code, last, _said = brought(calendar(event(*guests), old), "--as", world.ae_alder.email)
    assert (code, last) == (0, figures(rows=2, created=2))
    over, coming = Meeting.objects.order_by("starts")
    assert (over.client, coming.client) == (world.alder, world.alder)
    assert NoReportOwed.objects.get().meeting == over
    assert NoReportOwed.objects.get().because == "It was over when it was brought in (calendar.ics, row 2)"
    replies = {str(one): one.reply for one in Attendee.objects.filter(meeting=coming)}
    assert replies == {world.pat.name: "accepted", world.ae_alder.name: "needs-action"}
    assert list(Duty.objects.filter(kind="contact_report").values_list("subject", flat=True)) == [coming.pk]
    assert not InvitationSent.objects.exists() and not Effect.objects.exists()
    assert not coming.internal and coming.uid == "one@x.example"


def test_k3_a_meeting_of_nobody_s_is_the_agency_s_own(world: World, brought: Any):
    code, _last, said = brought(calendar(event(), event(uid="two@x.example", SUMMARY="Lunch")))
    house = Client.objects.get(name=world.agency.name)
    assert code == 0 and f"the agency’s own, under {house.name}" in said
    assert set(Meeting.objects.values_list("client", "internal")) == {(house.pk, True)}
    assert not Duty.objects.filter(client=house, done=None).exists()
    brought(calendar(event(uid="three@x.example", SUMMARY="Third")))
    assert Client.objects.filter(name=world.agency.name).count() == 1


def test_k3_whoever_may_open_no_account_is_asked_whose_they_are(world: World, brought: Any):
    code, _last, said = brought(calendar(event()), "--as", world.ae_alder.email)
    assert code == 1 and "say whose meetings these are" in said
    assert brought(calendar(event()), "--as", world.ae_alder.email, "--client", world.alder.code)[0] == 0
    assert Meeting.objects.get().client == world.alder


def test_s01_nobody_brings_a_meeting_into_a_client_that_they_do_not_see(world: World, brought: Any):
    rio = Contact.objects.get(pk=world.rio.pk)
    told = calendar(event(f"ATTENDEE:mailto:{rio.email}"))
    assert brought(told, "--as", world.ae_alder.email, "--client", world.birch.name)[0] == 2
    code, _last, said = brought(told, "--as", world.ae_alder.email)
    assert code == 1 and world.birch.name not in said and not Meeting.objects.exists()


WEEKLY = {"RRULE": "FREQ=WEEKLY;COUNT=4", "DTSTART": "20260302T150000Z", "DTEND": "20260302T153000Z"}


def test_k3_a_series_with_exceptions_whatever_their_order(world: World, brought: Any):
    moved = event(**{"RECURRENCE-ID": "20260309T150000Z", "DTSTART": "20260310T150000Z", "DTEND": "20260310T160000Z"})
    off = event(**{"RECURRENCE-ID": "20260316T150000Z", "STATUS": "CANCELLED"})
    text = calendar(off, moved, event("EXDATE;VALUE=DATE:20260323", **WEEKLY))
    code, last, _said = brought(text)
    assert (code, last) == (0, figures(rows=3, created=1, updated=2))
    starts = [one.starts for one in Meeting.objects.filter(withdrawal=None).order_by("starts")]
    assert starts == [at("2026-03-02T15:00"), at("2026-03-10T15:00")]
    assert Withdrawal.objects.get().meeting.starts == at("2026-03-16T15:00")
    assert brought(text)[1] == figures(rows=3, unchanged=3)


def test_k3_a_series_keeps_the_clock_of_its_zone_over_the_change(world: World, brought: Any):
    told = event(
        "DTSTART;TZID=W. Europe Standard Time:20260323T100000", "DTEND;TZID=W. Europe Standard Time:20260323T110000",
        DTSTART="", DTEND="", RRULE="FREQ=WEEKLY;UNTIL=20260330T080000Z",
    )  # fmt: skip
    brought(calendar(told))
    assert [one.starts for one in Meeting.objects.order_by("starts")] == [
        at("2026-03-23T09:00"),
        at("2026-03-30T08:00"),
    ]


def test_k3_a_newer_version_changes_and_an_older_does_not(world: World, brought: Any):
    later = {"DTSTART": "20260311T100000Z", "DTEND": "20260311T110000Z"}
    brought(calendar(event(SEQUENCE="2")))
    assert brought(calendar(event(SEQUENCE="1", **later)))[1] == figures(unchanged=1)
    assert brought(calendar(event(SEQUENCE="3", **later)))[1] == figures(updated=1)
    both = calendar(event(SEQUENCE="5", SUMMARY="Newest"), event(SEQUENCE="4", SUMMARY="Older"))
    assert brought(both)[1] == figures(rows=2, updated=2)
    assert Meeting.objects.get().topic == "Newest"


def test_k3_a_cancellation_calls_off_what_is_known_and_nothing_else(world: World, brought: Any):
    off = calendar(event(), method="CANCEL")
    assert brought(off)[1] == figures(unchanged=1)
    brought(calendar(event()))
    assert brought(off)[1] == figures(updated=1)
    assert Withdrawal.objects.get().why == "calendar.ics, row 1"
    assert brought(off)[1] == figures(unchanged=1)
    assert not Effect.objects.exists()


def test_k3_answers_to_invitations_are_no_meetings(world: World, brought: Any):
    assert brought(calendar(event(), method="REPLY"))[1] == figures(unchanged=1)
    assert not Meeting.objects.exists()


@pytest.mark.parametrize(
    ("told", "why"),
    [
        (event(DTSTART="", DTEND=""), "does not say when it begins"),
        (event(RRULE="FREQ=SECONDLY"), "more often than once a day"),
        (event(RRULE="FREQ=NEVER;X=1"), ""),
        (event(RRULE=f"FREQ=DAILY;BYHOUR=1,2,3,4,5,6;BYMINUTE={','.join(map(str, range(60)))}"), "recurs too often"),
        (event(DTSTART="99991231T235900Z", DTEND=""), ""),
        (event(SUMMARY="x" * 5000, LOCATION="y" * 5000), ""),
    ],
)  # fmt: skip
def test_s32_hostile_and_broken_events_end_in_a_sentence(world: World, brought: Any, told: str, why: str):
    _code, last, said = brought(calendar(told))
    assert "Traceback" not in said and last.startswith("rows 1") and why in said


@pytest.mark.parametrize("text", ["BEGIN:VCALENDAR\r\nnonsense\r\nEND:VCALENDAR", "BEGIN:VCARD", "a,b\n1,2\n", "%PDF"])
def test_k3_what_is_no_calendar_ends_in_a_sentence(world: World, brought: Any, text: str):
    code, _last, said = brought(text)
    assert code == 1 and "Traceback" not in said and said.strip()


def test_k3_texts_of_vcalendar_are_read_from_quoted_printable(world: World, brought: Any):
    text = (
        "BEGIN:VCALENDAR\r\nVERSION:1.0\r\nBEGIN:VEVENT\r\nDTSTART:20260310T100000Z\r\nDTEND:20260310T110000Z\r\n"
        "SUMMARY;ENCODING=QUOTED-PRINTABLE:Caff=C3=\r\n=A8 with Zo=C3=AB\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )
    assert brought(text, name="old.vcs")[1] == figures(created=1)
    assert Meeting.objects.get().topic == "Caffè with Zoë"


def test_k3_meetings_come_in_by_the_page(world: World, client: Browser):
    browser = client
    browser.force_login(world.ae_alder)
    assert "/import/meetings/" in browser.get("/meetings/").content.decode()
    given = browser.post("/import/meetings/", {"file": SimpleUploadedFile("c.ics", calendar(event()).encode())})
    address = given["Location"]
    page = browser.get(address).content.decode()
    assert "1 row." in page and world.birch.name not in page
    trial = browser.post(f"{address}trial/", {"client": str(world.alder.pk)})
    assert trial.status_code == 200 and "1 new" in trial.content.decode()
    assert browser.post(f"{address}landing/").status_code == 303
    meeting = Meeting.objects.get()
    assert browser.get(f"/meetings/{meeting.pk}/").status_code == 200
    assert browser.get(f"/clients/{world.alder.code}/").status_code == 200


def shown_before(browser: Browser, world: World, text: str) -> dict[str, list[tuple[str, str, str]]]:
    """What the page of an import says that each row writes: what it is, how it was, how it is from now on."""
    given = browser.post("/import/meetings/", {"file": SimpleUploadedFile("c.ics", text.encode())})
    trial = browser.post(f"{given['Location']}trial/", {"client": str(world.alder.pk)})
    return {row.name: [(one.label, one.was, one.now) for one in row.facts] for row in trial.context["report"].outcomes}


def test_k3_each_row_shows_beforehand_what_it_writes_of_a_meeting(world: World, client: Browser, brought: Any):
    client.force_login(world.ae_alder)
    guests = (f"ATTENDEE:mailto:{world.pat.email}", "ATTENDEE;CN=Una Known:mailto:una@elsewhere.example")
    told = shown_before(client, world, calendar(event(*guests, LOCATION="Auditorium")))
    assert told == {
        "Review": [
            ("Client", "", world.alder.name), ("When", "", "Tue 10 Mar 2026 06:00–07:00 (New York)"),
            ("Where", "", "Auditorium"), ("Asked, and on file", "", world.pat.name),
            ("Writes the report", "", "Ann Alder"),
        ]
    }  # fmt: skip
    assert not Meeting.objects.exists()


def test_k3_a_row_shows_what_it_changes_of_a_meeting_and_that_it_is_called_off(
    world: World, client: Browser, brought: Any
):
    client.force_login(world.ae_alder)
    brought(calendar(event(LOCATION="Auditorium")), "--as", world.ae_alder.email, "--client", world.alder.code)
    later = event(SUMMARY="Review 2", DTSTART="20260311T100000Z", DTEND="20260312T110000Z", SEQUENCE="1")
    assert shown_before(client, world, calendar(later))["Review 2"] == [
        ("What it is about", "Review", "Review 2"),
        ("When", "Tue 10 Mar 2026 06:00–07:00 (New York)", "Wed 11 Mar 2026 06:00–12 Mar 2026 07:00 (New York)"),
        ("Where", "Auditorium", "none"),
    ]
    assert shown_before(client, world, calendar(event(LOCATION="Auditorium")))["Review"] == []
    off = shown_before(client, world, calendar(event(), method="CANCEL"))
    assert off["Review"] == [("Called off", "", "Tue 10 Mar 2026 06:00–07:00 (New York)")]


def test_k3_a_row_that_is_a_series_shows_its_first_meeting_and_how_many_there_are(world: World, client: Browser):
    client.force_login(world.ae_alder)
    told = shown_before(client, world, calendar(event(**WEEKLY)))
    assert {label: now for label, _was, now in told["Review"]}["When"] == "Mon 2 Mar 2026 10:00–10:30 (New York)"
    given = client.post("/import/meetings/", {"file": SimpleUploadedFile("c.ics", calendar(event(**WEEKLY)).encode())})
    page = client.post(f"{given['Location']}trial/", {"client": str(world.alder.pk)}).content.decode()
    assert "a series of 4" in page and "Mon 2 Mar 2026 10:00–10:30 (New York)" in page


def test_k3_an_administrator_of_a_new_agency_brings_in_its_calendar(world: World, brought: Any):
    assert brought(calendar(event()), "--as", world.admin.email)[0] == 0
    assert Meeting.objects.get().client.name == world.agency.name


def test_k3_meetings_move_with_the_clock_of_the_import_alone(world: World, brought: Any):
    """A series without end is brought in for a year from today, and the next year when the file comes again."""
    told = calendar(event(RRULE="FREQ=MONTHLY"))
    brought(told)
    assert Meeting.objects.count() == 12
    with clock.clock_at(clock.now() + timedelta(days=62)):
        assert brought(told)[1] == figures(updated=1)
    assert Meeting.objects.count() == 14
