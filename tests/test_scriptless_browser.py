"""Without scripts: a form is kept and submitted, acknowledged by a click, a report written and issued."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from herringbone.meetings.models import Issue
from herringbone.meetings.tests.builders import a_meeting
from herringbone.work.models import Acknowledgement, Form, Job
from tests.browser import Browsers, Hours, let_in
from tests.world import MONDAY, World

pytestmark = pytest.mark.browser


@pytest.fixture
def without(browsers: Browsers, shared_world: World, hours: Hours) -> Any:
    """Opens pages without scripts, in which somebody is signed in."""
    hours.set(MONDAY)
    return lambda person: let_in(browsers.page(java_script_enabled=False), person)


def test_b1_a_form_is_kept_submitted_and_acknowledged_without_scripts(shared_world: World, without: Any):
    page: Page = without(shared_world.ae_alder)
    page.goto("/desk/")
    page.get_by_role("link", name="Job form").click()
    page.get_by_label("Client").select_option("ALD")
    page.get_by_role("button", name="To the form").click()
    page.get_by_label("Name", exact=True).fill("Spring fair poster")
    page.get_by_label("Type", exact=True).select_option(label="E-mail")
    page.get_by_role("button", name="Keep as draft").click()
    page.get_by_label("List it goes to").fill("Everybody of last year")  # asked once the type is known
    page.get_by_label("Who asked for it").select_option(label="CANARY-alder-pat")
    page.get_by_label("How it was asked for").fill("by telephone")
    page.get_by_label("Delivered by").fill("16 Mar")
    page.get_by_label("What is to be made").fill("A letter to the fair's guests.")
    page.get_by_label("Deliverable 1", exact=True).fill("Letter")
    page.get_by_role("checkbox", name="Creative").check()
    page.get_by_label("Who acknowledges for Creative").select_option(label="Dee Dept")
    page.get_by_role("button", name="Submit the form").click()
    expect(page.locator(".kicker")).to_contain_text("ALD-26-0001")
    assert Form.objects.get(job__number="ALD-26-0001").extra["list"] == "Everybody of last year"

    hers: Page = without(shared_world.dept)
    hers.goto("/desk/")
    hers.get_by_role("button", name="Acknowledge Spring fair poster").click()
    expect(hers.get_by_text("Nothing is owed to anybody.")).to_be_visible()
    assert Acknowledgement.objects.get().confirmed_by == shared_world.dept
    page.reload()
    expect(page.get_by_role("row", name="Creative")).not_to_contain_text("nobody yet")
    assert Job.objects.get().stage == "submitted"


def test_c2_a_report_is_written_and_issued_without_scripts(shared_world: World, without: Any):
    meeting = a_meeting(shared_world, agenda=["Dates"])
    page: Page = without(shared_world.ae_alder)
    page.goto(f"/meetings/{meeting.pk}/contact-report/")
    items = page.locator(".items-written > li")
    items.first.locator(".item-text").fill("Pat showed last year's fair.")
    for kind, words in (("Decision", "The heron is the motif."), ("Internal", "Pat is under pressure.")):
        page.get_by_role("group", name="Add an item").get_by_role("button", name=kind).click()
        items.last.locator(".item-text").fill(words)
    page.get_by_role("group", name="Add an item").get_by_role("button", name="Next step").click()
    items.last.locator(".item-text").fill("Sends three sketches.")
    items.last.get_by_label("Who does it").select_option(label="Ann Alder")
    items.last.get_by_label("Until when").fill("5 Mar")
    page.get_by_role("button", name="Save the draft").click()
    expect(items).to_have_count(4)
    page.get_by_role("button", name="Client’s edition").click()
    expect(page.get_by_text("The heron is the motif.")).to_be_visible()
    expect(page.get_by_text("under pressure")).to_be_hidden()
    page.go_back()
    page.get_by_role("button", name="Issue to").click()
    expect(page.get_by_role("heading", name="Went to")).to_be_visible()
    kinds = [item["kind"] for item in Issue.objects.get().client_edition.content["items"]]
    assert kinds == ["discussion", "decision", "next_step"]
