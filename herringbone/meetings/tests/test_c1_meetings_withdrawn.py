"""C1: a call that was logged by mistake, or a meeting that was not held, has no report to write."""

import pytest
from django.test import Client as Browser
from django.urls import reverse

from herringbone.core import clock
from herringbone.meetings.actions import Written, change_distribution, log_call, save_items, withdraw_meeting
from herringbone.meetings.models import Meeting
from herringbone.meetings.tests.test_c2_writing_page import address, page, row
from herringbone.record.action import Refused
from tests.world import DAY, World


@pytest.fixture
def mistaken(world: World) -> Meeting:
    """A call that Ann logged, with the draft of its report."""
    return log_call(by=world.ae_alder, contact=world.pat, said="the cut is late")


def taken_back(world: World, meeting: Meeting) -> None:
    withdraw_meeting(by=world.ae_alder, meeting=meeting)


def test_c1_the_report_of_a_call_that_was_taken_back_cannot_be_written(
    world: World, client: Browser, mistaken: Meeting
) -> None:
    taken_back(world, mistaken)
    client.force_login(world.ae_alder)
    answer = client.get(address(mistaken), follow=True)
    assert answer.redirect_chain == [(reverse("meeting", args=[mistaken.pk]), 303)]
    html = answer.content.decode()
    assert "took this call back: it was logged by mistake." in html
    assert "Issue to" not in html and "Writes the report" not in html
    assert "was there" not in html, "nobody was anywhere"


def test_c1_a_draft_that_stayed_open_says_why_it_keeps_nothing_more(
    world: World, client: Browser, mistaken: Meeting
) -> None:
    client.force_login(world.ae_alder)
    form = page(client, mistaken)
    taken_back(world, mistaken)
    typed = {**form, **row(form["item"][0], "decision", "It moves")}
    told = client.post(address(mistaken), typed, headers={"X-Autosave": "1"})
    assert (told.status_code, told.json()["message"]) == (422, "This call was taken back: it was logged by mistake.")
    assert client.post(address(mistaken, "contact_report_issue"), typed).status_code == 303
    with pytest.raises(Refused, match="taken back"):
        save_items(by=world.ae_alder, report=mistaken.report, items=[Written("decision", "It moves")])
    with pytest.raises(Refused, match="taken back"):
        change_distribution(by=world.ae_alder, report=mistaken.report, added=True, person=world.dept)


def test_c1_a_meeting_that_was_called_off_says_nobody_was_there_once_its_hour_has_passed(
    world: World, client: Browser, mistaken: Meeting
) -> None:
    taken_back(world, mistaken)
    client.force_login(world.ae_alder)
    with clock.clock_at(clock.now() + DAY):
        assert "was there" not in client.get(reverse("meeting", args=[mistaken.pk])).content.decode()
