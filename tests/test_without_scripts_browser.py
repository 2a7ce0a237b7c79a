"""Without scripts in the browser: a form submitted and acknowledged, a contact report written and issued.

The client's answer without scripts is in meetings/tests/test_c2_writing_browser.py, the door in people/tests.
"""

import pytest
from playwright.sync_api import Page, expect

from herringbone.meetings.models import Issue
from herringbone.meetings.tests.builders import a_meeting
from herringbone.work.actions import ensure_job_kinds
from herringbone.work.models import Acknowledgement, Form, Job
from herringbone.work.tests.builders import heads
from tests.browser import Browsers, Hours, let_in
from tests.world import MONDAY, World

pytestmark = pytest.mark.browser


@pytest.fixture
def plain(browsers: Browsers, shared_world: World, hours: Hours) -> Browsers:
    """Browsers on a Monday morning."""
    hours.set(MONDAY)
    heads(shared_world)
    ensure_job_kinds()
    return browsers


def test_a_form_is_kept_submitted_and_acknowledged(plain: Browsers, shared_world: World) -> None:
    page = let_in(plain.page(java_script_enabled=False), shared_world.ae_alder)
    page.goto("/forms/new/")
    page.get_by_label("Client").select_option("ALD")
    page.get_by_role("button", name="To the form").click()
    page.get_by_label("Name", exact=True).fill("Fair film")
    page.get_by_role("button", name="Keep as draft").click()
    expect(page.get_by_label("Name", exact=True)).to_have_value("Fair film")
    assert not Job.objects.exists()
    page.get_by_role("button", name="Submit the form").click()
    expect(page.locator(".errors")).to_contain_text("Two things keep the form here")
    expect(page.get_by_label("Name", exact=True)).to_have_value("Fair film")
    plain.troubles.clear()  # the browser calls the refusal an error
    page.get_by_label("Type", exact=True).select_option(label="E-mail")
    page.get_by_role("button", name="Keep as draft").click()
    page.get_by_label("List it goes to").fill("Guests of last year")  # asked for once the type is known
    page.get_by_label("Delivered by").fill("16 Mar")
    page.get_by_label("What is to be made").fill("A film of 20 seconds for the fair.")
    page.get_by_role("checkbox", name="Creative").check()
    page.get_by_role("button", name="Submit the form").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Fair film")
    assert (Form.objects.get().extra["list"], Job.objects.get().number) == ("Guests of last year", "ALD-26-0001")

    theirs = let_in(plain.page(java_script_enabled=False), shared_world.dept)
    theirs.goto("/desk/")
    theirs.get_by_role("button", name="Acknowledge").click()
    expect(theirs.get_by_role("status").filter(has_text="has been told")).to_be_visible()
    expect(theirs.get_by_role("button", name="Acknowledge")).to_be_hidden()
    assert Acknowledgement.objects.get().confirmed_by == shared_world.dept
    page.reload()
    expect(page.get_by_role("row", name="Creative")).to_contain_text("Dee Dept")
    expect(page.get_by_text("nobody yet")).to_be_hidden()


def last(page: Page, what: str) -> Page:
    """The field of that name in the item that is written last."""
    return page.locator(".items-written > li").last.get_by_label(what, exact=True)


def test_a_contact_report_is_written_and_issued(plain: Browsers, shared_world: World) -> None:
    meeting = a_meeting(shared_world, agenda=["Dates"])
    page = let_in(plain.page(java_script_enabled=False), shared_world.ae_alder)
    page.goto(f"/meetings/{meeting.pk}/contact-report/")
    add = page.get_by_role("group", name="Add an item")
    add.get_by_role("button", name="Decision").click()
    last(page, "What was said").fill("The bar scene moves")
    add.get_by_role("button", name="Next step").click()
    last(page, "What was said").fill("Send the frames")
    last(page, "Who does it").select_option(label="Dee Dept")
    last(page, "Until when").fill("Thu 12:00")
    page.get_by_role("button", name="Save the draft").click()
    expect(page.get_by_text("Becomes Dee’s task")).to_be_visible()
    add.get_by_role("button", name="Internal").click()
    last(page, "What was said").fill("Pat was tired")
    page.get_by_role("button", name="Issue to").click()
    expect(page.get_by_role("heading", name="Went to")).to_be_visible()
    issue = Issue.objects.get()
    texts = ["The bar scene moves", "Send the frames", "Pat was tired"]
    assert [item["text"] for item in issue.inside_edition.content["items"]] == texts
    assert [item["text"] for item in issue.client_edition.content["items"]] == texts[:2]
