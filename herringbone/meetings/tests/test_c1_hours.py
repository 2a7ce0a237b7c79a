"""C1: the hours of a meeting, as people type them and as they are told."""

import re
from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone

from herringbone.clients.actions import add_contact
from herringbone.core import clock
from herringbone.core.models import Office
from herringbone.core.typed import read_hour
from herringbone.meetings.models import Meeting
from herringbone.meetings.templatetags.meetings import meeting_moment
from herringbone.meetings.tests.builders import a_meeting
from herringbone.record.effects.sending import send_due
from tests.world import DAY, HOUR, MONDAY, World


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("10", time(10)), ("9", time(9)), ("0", time()), ("10:30", time(10, 30)), ("9.05", time(9, 5)),
        ("1030", time(10, 30)), ("930", time(9, 30)), ("0930", time(9, 30)), ("14h30", time(14, 30)), 
        ("14h", time(14)),        (" 10 : 30 ", time(10, 30)), ("9am", time(9)), ("12am", time()), ("12 pm", time(12)), 
        ("2:30 p.m.", time(14, 30)),
        ("24:00", None), ("10:60", None), ("13pm", None), ("0am", None), ("103", time(1, 3)), ("1", time(1)),
        ("ten", None), ("10:3", None), ("10-11", None), ("12345", None), ("-1", None), ("٣", None), ("", None),
    ],
)  # fmt: skip
def test_c1_an_hour_is_read_as_it_is_meant_or_not_at_all(typed: str, meant: time | None):
    assert read_hour(typed) == meant


@pytest.mark.parametrize(("zone", "told"), [("Europe/Rome", ""), ("America/New_York", ", Milan time")])
def test_c1_a_meeting_is_told_by_the_clock_of_where_it_is_held(zone: str, told: str):
    milan = Office(name="Milan", zone="Europe/Rome")
    meeting = Meeting(starts=datetime(2026, 11, 20, 15, 30, tzinfo=UTC), office=milan)
    with clock.clock_at(datetime(2026, 11, 1, tzinfo=UTC)), timezone.override(ZoneInfo(zone)):
        assert meeting_moment(meeting) == f"Fri 20 Nov 16:30{told}"


def milan() -> Office:
    return Office.objects.create(name="Milan", zone="Europe/Rome", country="IT", opens=time(9), closes=time(18))


def test_c1_a_client_is_told_the_hour_at_their_own_office_with_its_zone(world: World) -> None:
    paolo = add_contact(
        by=world.ae_alder, client=world.alder, name="Paolo Brandi", email="paolo@x.example", language="it"
    )
    a_meeting(world, starts=MONDAY + DAY + HOUR, ends=MONDAY + DAY + 2 * HOUR, office=milan(), contacts=[paolo])
    send_due()
    (theirs,) = [one for one in mail.outbox if "paolo@x.example" in one.to[0]]
    assert theirs.subject.endswith("mar 3 mar, ore 10:00, ora di New York")
    assert "10:00-11:00 (ora di New York); 16:00, Roma" in theirs.body
    (ours,) = [one for one in mail.outbox if world.ae_alder.email in one.to[0]]
    assert ours.subject.endswith("Tue 3 Mar 10:00, New York time")
    assert "10:00 to 11:00 (New York time); 16:00 in Rome\n" in ours.body


def test_c1_in_an_agency_of_one_clock_a_subject_needs_no_zone(world: World) -> None:
    a_meeting(world, starts=MONDAY + DAY, ends=MONDAY + DAY + HOUR)
    send_due()
    assert all(one.subject.endswith("Tue 3 Mar 09:00") for one in mail.outbox)


@pytest.mark.parametrize("path", ["meeting", "week", "month", "report", "client"])
def test_c1_whoever_is_elsewhere_reads_their_own_hour_beside_the_meetings(
    world: World, client: Browser, path: str
) -> None:
    meeting = a_meeting(world)
    world.ae_alder.office = milan()
    world.ae_alder.save()
    client.force_login(world.ae_alder)
    address = {
        "meeting": reverse("meeting", args=[meeting.pk]), "week": f"{reverse('meetings')}?week=2026-03-02",
        "month": f"{reverse('meetings')}?month=2026-03", "report": reverse("contact_report", args=[meeting.pk]),
        "client": f"{reverse('client', args=[world.alder.code])}meetings/",
    }[path]  # fmt: skip
    page = re.sub(r"<[^>]*>", " ", client.get(address, follow=True).content.decode())
    told = [page[one.start() : one.start() + 250] for one in re.finditer(r"\b08:00\b", page)]
    assert told
    assert all("14:00 in Rome" in one or "New York time" in one for one in told), told


def test_c1_a_meeting_of_another_year_says_which(world: World, client: Browser) -> None:
    client.force_login(world.ae_alder)
    far = a_meeting(world, starts=MONDAY + 400 * DAY, ends=MONDAY + 400 * DAY + HOUR)
    page = client.get(reverse("meeting", args=[far.pk])).content.decode()
    assert page.count("Tuesday 6 April 2027, ") == 2
    given = {"topic": "Next", "kind": "meeting", "day": "29 Feb", "starts": "10:00", "office": world.office.pk,
             "reporter": world.ae_alder.pk}  # fmt: skip
    back = client.post(f"{reverse('meeting_new')}?client={world.alder.code}", given)
    assert back.status_code == 422 and "is more than a year ahead. Which day is meant?" in back.content.decode()
