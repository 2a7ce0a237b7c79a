"""C1: until an office goes over to another clock, days after that are typed and shown by the clock of their own day."""

from datetime import UTC, datetime
from html import unescape

from django.core import mail
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from herringbone.core import clock
from herringbone.core.models import Office
from herringbone.meetings.models import Meeting
from herringbone.meetings.tests.builders import a_meeting
from herringbone.meetings.tests.test_c1_closed_days import given
from herringbone.meetings.tests.test_c1_meetings import sent_to
from herringbone.meetings.tests.test_c1_moving import THE_16TH, to_chicago
from herringbone.people.actions import arrange_cover
from herringbone.people.checks import zones_ahead
from herringbone.people.queries.absences import planned
from herringbone.people.tasks import begin_clocks
from herringbone.record.effects.sending import send_due
from tests.world import HOUR, World

AFTER = datetime(2026, 3, 18, 15, tzinfo=UTC)  # 10:00 in Chicago, 11:00 in New York


def shown(client: Browser, address: str) -> str:
    return " ".join(unescape(client.get(address).content.decode()).split())


def test_c1_a_meeting_after_the_change_is_typed_and_shown_by_the_clock_of_its_day(
    world: World, client: Browser
) -> None:
    to_chicago(world)
    client.force_login(world.ae_alder)
    new = f"{reverse('meeting_new')}?client=ALD"
    assert client.post(new, given(world, day="wed 18 mar 2026", contacts=[world.pat.pk])).status_code == 303
    assert client.post(new, given(world, day="fri 13 mar 2026", topic="Before")).status_code == 303
    after, before = Meeting.objects.get(topic="Next"), Meeting.objects.get(topic="Before")
    assert (after.starts, before.starts) == (AFTER, datetime(2026, 3, 13, 14, tzinfo=UTC))
    for meeting, day in ((after, "Wednesday 18 March"), (before, "Friday 13 March")):
        page = shown(client, reverse("meeting", args=[meeting.pk]))
        assert f"{day}, 10:00 to 11:00" in page
        change = shown(client, reverse("meeting_change", args=[meeting.pk]))
        assert 'value="10:00"' in change and 'value="11:00"' in change
    with clock.clock_at(datetime(2026, 3, 16, 5, tzinfo=UTC)):
        assert begin_clocks.call() == 1
        world.office.refresh_from_db()
        assert (world.office.zone, world.office.next_zone, world.office.next_since) == ("America/Chicago", "", None)
        assert "Wednesday 18 March, 10:00 to 11:00" in shown(client, reverse("meeting", args=[after.pk]))


def test_c1_an_invitation_names_the_zone_of_the_meetings_day(world: World) -> None:
    to_chicago(world)
    world.office.refresh_from_db()
    a_meeting(world, starts=AFTER, ends=AFTER + HOUR, office=world.office)
    send_due()
    text = str(sent_to(world.pat.email)[0])
    assert "TZID=America/Chicago:20260318T100000" in text
    assert "10:00" in str(mail.outbox[0].body) and "11:00 to 12:00" not in mail.outbox[0].body


def test_c1_a_change_that_is_taken_back_leaves_one_clock(world: World) -> None:
    to_chicago(world)
    world.office.refresh_from_db()
    assert (world.office.next_zone, world.office.next_since) == ("America/Chicago", THE_16TH)
    to_chicago(world, zone="America/New_York")
    world.office.refresh_from_db()
    assert (world.office.next_zone, world.office.next_since) == ("", None)
    assert world.office.local(AFTER).hour == 11


def test_c1_a_task_and_days_away_after_the_change_go_by_it(world: World, client: Browser) -> None:
    to_chicago(world)
    client.force_login(world.ae_alder)
    new = reverse("task_new", args=["ALD"])
    typed = {"title": "Send it", "owner": world.ae_alder.pk, "due": "wed 18 mar 2026", "at": "10:00"}
    assert client.post(new, typed).status_code == 303
    world.ae_alder.refresh_from_db()
    assert world.ae_alder.tasks.get().due_at == AFTER
    assert "Wed 18 Mar 10:00" in shown(client, reverse("task", args=[world.ae_alder.tasks.get().pk]))


def test_c1_an_absence_after_the_change_is_of_whole_days(world: World) -> None:
    to_chicago(world)
    person = world.ae_alder
    person.refresh_from_db()
    wall = person.office.wall
    first, last = datetime(2026, 3, 17, tzinfo=wall), datetime(2026, 3, 19, tzinfo=wall)
    assert first.astimezone(UTC).hour == 5, "midnight in Chicago"
    arrange_cover(by=world.sup_alder, person=person, cover=world.sup_alder, begins=first, ends=last)
    with timezone.override(wall):
        assert [one.words for one in planned(person, clock.now())] == ["Tue 17 Mar to Wed 18 Mar"]


def test_i1_check_finds_a_zone_ahead_that_nobody_said(world: World) -> None:
    to_chicago(world)
    assert list(zones_ahead()) == []
    Office.objects.filter(pk=world.office.pk).update(next_zone="Europe/Rome")
    assert list(zones_ahead()) == [
        f"office {world.office.pk}: the zone that it goes over to is not that of its clock ahead"
    ]
    Office.objects.filter(pk=world.office.pk).update(next_zone="America/Chicago")


def test_c1_it_asks_the_database_nothing_more(world: World, client: Browser) -> None:
    meeting = a_meeting(world, starts=AFTER, ends=AFTER + HOUR)
    client.force_login(world.ae_alder)
    counts = []
    for _time in range(2):
        client.get(reverse("meeting", args=[meeting.pk]))
        with CaptureQueriesContext(connection) as asked:
            client.get(reverse("meeting", args=[meeting.pk]))
        counts.append(len(asked))
        to_chicago(world)
    assert counts[0] == counts[1]
