"""C1: a meeting on a day on which the office is closed, and a call on one, are asked about."""

import re
from datetime import UTC, date, datetime, time
from html import unescape
from typing import Any

from django.test import Client as Browser
from django.urls import reverse

from herringbone.core.calendar import fill_calendar
from herringbone.core.models import Office
from herringbone.meetings.models import Meeting
from herringbone.meetings.tests.builders import a_meeting
from tests.world import DAY, HOUR, MONDAY, World

ASKED = re.compile(r'name="(asked-[^"]+)" value="([^"]*)"')


def given(world: World, **more: Any) -> dict[str, Any]:
    return {
        "topic": "Next", "kind": "meeting", "day": "sat", "starts": "10:00", "office": world.office.pk,
        "people": [world.ae_alder.pk], "reporter": world.ae_alder.pk, "invite": "on", **more,
    }  # fmt: skip


def test_c1_a_meeting_on_a_closed_day_is_asked_about_and_kept_with_a_tick(world: World, client: Browser) -> None:
    client.force_login(world.ae_alder)
    address = f"{reverse('meeting_new')}?client=ALD"
    asked = client.post(address, given(world))
    html = unescape(asked.content.decode())
    assert asked.status_code == 422 and not Meeting.objects.exists()
    assert "Saturday 7 March is no working day in New York. Did you mean Friday 6 March or Monday 9 March?" in html
    assert "Keep Saturday 7 March" in html
    assert client.post(address, given(world, **{"day-kept": "2026-03-07"})).status_code == 303
    assert Meeting.objects.get().starts == datetime(2026, 3, 7, 15, tzinfo=UTC)


def test_c1_the_day_is_one_of_the_office_on_whose_clock_it_is(world: World, client: Browser) -> None:
    milan = Office.objects.create(name="Milan", zone="Europe/Rome", country="IT", opens=time(9), closes=time(18))
    fill_calendar(milan, date(2026, 1, 1), date(2026, 12, 31))
    client.force_login(world.ae_alder)
    address = f"{reverse('meeting_new')}?client=ALD"
    there = client.post(address, given(world, day="6 apr 2026", office=milan.pk))  # Easter Monday
    assert there.status_code == 422 and "Milan is closed on 6 April." in unescape(there.content.decode())
    assert client.post(address, given(world, day="6 apr 2026")).status_code == 303, "New York works"


def test_c1_a_meeting_that_stands_on_a_closed_day_may_be_changed_without_being_asked(
    world: World, client: Browser
) -> None:
    starts = MONDAY + 5 * DAY  # Saturday
    meeting = a_meeting(world, starts=starts, ends=starts + HOUR)
    client.force_login(world.ae_alder)
    address = reverse("meeting_change", args=[meeting.pk])
    sealed = re.search(r'name="original" value="([^"]*)"', client.get(address).content.decode())[1]
    same = {**given(world), "day": "7 mar 2026", "starts": "09:00", "original": sealed}
    assert client.post(address, same).status_code == 303
    sealed = re.search(r'name="original" value="([^"]*)"', client.get(address).content.decode())[1]
    assert client.post(address, {**same, "day": "8 mar 2026", "original": sealed}).status_code == 422


def test_c1_a_series_leaves_closed_days_out_and_is_not_asked(world: World, client: Browser) -> None:
    client.force_login(world.ae_alder)
    series = given(world, every="week", count="3", day="8 mar 2026")
    html = client.post(f"{reverse('meeting_new')}?client=ALD", series).content.decode()
    assert "Keep Sunday 8 March" not in html


def test_c1_a_call_on_a_closed_day_is_asked_about(world: World, client: Browser) -> None:
    client.force_login(world.ae_alder)
    line = "1 mar 16:00 canary-alder-pat, wants it shorter"  # a Sunday
    html = unescape(client.post(reverse("calls"), {"line": line}).content.decode())
    assert "Sunday 1 March is no working day in New York." in html and not Meeting.objects.exists()
    assert re.findall(r'name="answer-when.closed" value="([^"]+)"', html) == ["2026-02-27 16:00", "2026-03-01 16:00"]
    sent = {"line": line, **dict(ASKED.findall(html)), "answer-when.closed": "2026-03-01 16:00"}
    assert client.post(reverse("calls"), sent).status_code == 303
    assert Meeting.objects.get().starts == datetime(2026, 3, 1, 21, tzinfo=UTC)


def test_c1_the_hour_of_a_call_is_asked_before_its_closed_day(world: World, client: Browser) -> None:
    client.force_login(world.ae_alder)
    line = "1 mar canary-alder-pat, wants it shorter"
    html = unescape(client.post(reverse("calls"), {"line": line}).content.decode())
    sent = {"line": line, **dict(ASKED.findall(html)), "answer-when": "16:00"}
    html = unescape(client.post(reverse("calls"), sent).content.decode())
    assert "Sunday 1 March is no working day" in html
    sent |= {**dict(ASKED.findall(html)), "answer-when.closed": "2026-02-27 16:00"}
    assert client.post(reverse("calls"), sent).status_code == 303
    assert Meeting.objects.get().starts == datetime(2026, 2, 27, 21, tzinfo=UTC)
