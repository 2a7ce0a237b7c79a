"""C1: what came of a call stands on its page, and what was to be done says which call it comes from."""

from datetime import UTC, date, datetime

import pytest
from django.test import Client as Browser
from django.urls import reverse

from herringbone.meetings.actions import Step, issue_contact_report, log_call, withdraw_meeting
from herringbone.meetings.models import Meeting
from herringbone.meetings.tests.builders import an_issue
from herringbone.work.models import Task
from tests.world import World


@pytest.fixture
def call(world: World) -> Meeting:
    """A call of which Dee has something to do by noon, and Pat by Thursday."""
    noon = datetime(2026, 3, 4, 17, tzinfo=UTC)
    steps = [
        Step("send the cut", world.dept, date(2026, 3, 4), noon),
        Step("send the music", world.pat, date(2026, 3, 5)),
    ]
    return log_call(by=world.ae_alder, contact=world.pat, said="the cut is late", steps=steps)


def test_c1_a_calls_page_shows_what_came_of_it(world: World, client: Browser, call: Meeting) -> None:
    client.force_login(world.ae_alder)
    html = client.get(reverse("meeting", args=[call.pk])).content.decode()
    task = Task.objects.get()
    assert f'<a class="plain" href="{reverse("task", args=[task.pk])}">Send the cut</a>' in html
    assert "Dee Dept, Wed 4 Mar 12:00" in html
    assert "Send the music" in html and "CANARY-alder-pat, Thu 5 Mar" in html


def test_c1_of_a_call_that_was_taken_back_nothing_comes(world: World, client: Browser, call: Meeting) -> None:
    withdraw_meeting(by=world.ae_alder, meeting=call)
    client.force_login(world.ae_alder)
    assert "Send the cut" not in client.get(reverse("meeting", args=[call.pk])).content.decode()


def test_c1_a_task_comes_from_its_call_until_the_report_is_issued(world: World, client: Browser, call: Meeting) -> None:
    client.force_login(world.ae_alder)
    address = reverse("task", args=[Task.objects.get().pk])
    before = client.get(address).content.decode()
    assert f'<a href="{reverse("meeting", args=[call.pk])}">the call “The cut is late”</a>' in before
    assert "ontact report" not in before.split("Comes from")[1].split("</dd>")[0]
    issue_contact_report(by=world.ae_alder, report=call.report)
    after = client.get(address).content.decode()
    assert f'<a href="{reverse("report", args=[call.report.pk])}">contact report 1</a>' in after


def test_c1_a_task_of_a_meeting_comes_from_its_report(world: World, client: Browser) -> None:
    issue = an_issue(world)
    client.force_login(world.ae_alder)
    html = client.get(reverse("task", args=[Task.objects.get().pk])).content.decode()
    assert f'<a href="{reverse("report", args=[issue.report_id])}">contact report 1</a>' in html
