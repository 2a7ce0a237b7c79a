"""C1: a meeting on a day on which the office is closed, and a call on one, are asked about."""

import re
from datetime import UTC, date, datetime, time, timedelta
from html import unescape
from typing import Any

from django.test import Client as Browser
from django.urls import reverse

from herringbone.core.calendar import fill_calendar
from herringbone.core.models import Office, WorkingDay
from herringbone.meetings.models import Meeting
from herringbone.meetings.tests.builders import a_meeting
from herringbone.meetings.tests.test_c1_series import a_series, days
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
    WorkingDay.objects.filter(office=world.office, date=date(2026, 3, 10)).update(working=False, holiday="Parade")
    series = given(world, every="week", count="3", day="10 mar 2026", skip_closed="on")
    html = client.post(f"{reverse('meeting_new')}?client=ALD", series).content.decode()
    assert "Parade, left out" in html and "day-kept" not in html


def test_c1_the_first_day_of_a_series_that_is_to_be_held_on_closed_days_too_is_asked_about(
    world: World, client: Browser
) -> None:
    client.force_login(world.ae_alder)
    address = f"{reverse('meeting_new')}?client=ALD"
    series = given(world, every="week", count="3")
    asked = client.post(address, series)
    html = unescape(asked.content.decode())
    assert asked.status_code == 422 and "Saturday 7 March is no working day in New York." in html
    assert "Keep Saturday 7 March" in html
    kept = client.post(address, {**series, "day-kept": "2026-03-07"})
    assert kept.status_code == 200 and kept.context["preview"].meetings == 3


def test_c1_this_and_the_following_moved_to_a_closed_day_say_that_it_is_left_out(world: World, client: Browser) -> None:
    WorkingDay.objects.filter(office=world.office, date=date(2026, 3, 11)).update(working=False, holiday="Parade")
    second = a_series(world).meetings.order_by("starts")[1]  # Tuesday 10 March
    client.force_login(world.ae_alder)
    address = reverse("meeting_change", args=[second.pk])
    sealed = re.search(r'name="original" value="([^"]*)"', client.get(address).content.decode())[1]
    sent = {**given(world, topic=second.topic), "day": "11 mar 2026", "original": sealed, "scope": "following"}
    asked = client.post(address, sent)
    html = unescape(asked.content.decode())
    assert asked.status_code == 422 and "New York is closed on 11 March." in html
    assert "Leave Wednesday 11 March out" in html and "Keep Wednesday" not in html
    assert client.post(address, {**sent, "day-kept": "2026-03-11"}).status_code == 303
    second.refresh_from_db()
    assert days(second.series) == [date(2026, 3, 18) + timedelta(weeks=week) for week in range(8)]


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


def test_c1_a_step_is_asked_about_by_the_days_of_the_client_s_office(world: World, client: Browser) -> None:
    milan = Office.objects.create(name="Milan", zone="Europe/Rome", country="IT", opens=time(9), closes=time(18))
    fill_calendar(milan, date(2026, 1, 1), date(2026, 12, 31))
    world.alder.office = milan
    world.alder.save()
    client.force_login(world.ae_alder)  # of New York, where 6 April is worked and 3 July is not
    line = "canary-alder-pat, wants it shorter -> I send it 6 apr 2026"
    html = unescape(client.post(reverse("calls"), {"line": line}).content.decode())
    assert "Milan is closed on 6 April." in html and not Meeting.objects.exists()
    line = line.replace("6 apr", "3 jul")
    assert client.post(reverse("calls"), {"line": line}).status_code == 303
