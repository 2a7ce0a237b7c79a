"""An account executive's day in a browser: from sign-in and a client's call to a desk on which nothing is owed."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from playwright.sync_api import Page, expect

from herringbone.people.tests.door import PASSWORD, with_password
from herringbone.work.tests.builders import heads
from tests.browser import PHONE, Browsers, Hours, let_in
from tests.world import DAY, MONDAY, World

pytestmark = pytest.mark.browser

PAT = "CANARY-alder-pat"
NUMBER = "ALD-26-0001"


def sign_in(page: Page, world: World) -> None:
    page.goto("/desk/")
    page.get_by_label("E-mail").fill(world.ae_alder.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_text("You owe nothing to anybody.")).to_be_visible()
    page.wait_for_load_state()  # before it, no key does anything yet


def log_a_call(page: Page) -> None:
    page.keyboard.press("l")
    expect(page.get_by_role("combobox", name="Log a call")).to_be_focused()
    page.keyboard.type("pat, wants the film before the fair -> Dee sends frames Thu 12:00")
    expect(page.locator(".capture-reading")).to_contain_text("Dee Dept: sends frames, Thu")
    page.keyboard.press("Enter")
    expect(page.locator(".notice")).to_contain_text("logged")
    page.goto("/desk/")
    expect(page.get_by_role("link", name=re.compile("contact report", re.I)).first).to_be_visible()


def choose_the_client(page: Page) -> None:
    # For a moment after loading, the field is a plain list: what is typed waits for the one that finds.
    page.get_by_role("combobox", name="Client").and_(page.locator("input")).fill("alder")
    page.get_by_role("option", name="Alder").click()


def submit_a_form(page: Page) -> None:
    page.get_by_role("link", name="Job form").click()
    choose_the_client(page)
    page.get_by_role("button", name="To the form").click()
    page.get_by_label("Name", exact=True).fill("Fair film")
    page.get_by_label("Type", exact=True).select_option(label="Content")
    page.get_by_label("Who asked for it").select_option(label=PAT)
    page.get_by_label("How it was asked for").fill("by telephone, Monday 09:10")
    page.get_by_label("Delivered by").fill("16 Mar")
    page.get_by_label("Budget").fill("8,000")
    page.get_by_role("checkbox", name="Creative").check()
    page.get_by_label("What is to be made").fill("A film of 20 seconds for the fair.")
    page.get_by_label("Deliverable 1", exact=True).fill("Film, 20 seconds")
    expect(page.get_by_text("Draft saved")).to_be_visible()
    page.get_by_role("button", name="Submit the form").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Fair film")
    expect(page.locator(".kicker")).to_contain_text(NUMBER)


def acknowledge(browsers: Browsers, world: World) -> None:
    page = let_in(browsers.page(), world.dept)
    page.goto("/desk/")
    expect(page.get_by_role("heading", name="Forms to acknowledge")).to_be_visible()
    page.get_by_role("button", name="Acknowledge").click()
    expect(page.get_by_role("status").filter(has_text="has been told")).to_be_visible()
    expect(page.get_by_role("button", name="Acknowledge")).to_be_hidden()


def write_the_next_step(page: Page) -> None:
    page.goto(f"/jobs/{NUMBER}/")
    expect(page.get_by_role("row", name="Creative")).to_contain_text("Dee Dept")
    expect(page.get_by_text("nobody yet")).to_be_hidden()
    page.get_by_role("link", name="Write the next step").click()
    page.get_by_label("Next step", exact=True).fill("Dates for the shoot")
    page.get_by_label("Who does it").select_option(label=PAT)
    page.get_by_label("On", exact=True).fill("12 Mar")
    page.locator("#step-line").get_by_role("button", name="Write it").click()
    expect(page.locator("#step-line")).to_contain_text("Dates for the shoot")


def plan_a_meeting(page: Page) -> None:
    page.goto("/desk/")
    page.get_by_role("link", name="Meeting", exact=True).click()
    choose_the_client(page)
    page.get_by_role("button", name="Go on").click()
    page.get_by_label("What it is about").fill("Frames and dates")
    page.get_by_label("Agenda").fill("The frames\nThe date of the shoot")
    page.get_by_label("Day", exact=True).fill("tomorrow")
    page.get_by_label("From", exact=True).fill("10:00")
    page.get_by_label("Where", exact=True).fill("The long room")
    page.get_by_role("checkbox", name=PAT).check()
    page.get_by_role("checkbox", name="Dee Dept").check()
    page.get_by_role("button", name="Call the meeting").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Frames and dates")


def excuse_the_call(page: Page) -> None:
    page.goto("/desk/")
    page.get_by_role("link", name=re.compile("contact report", re.I)).first.click()
    page.get_by_role("link", name=re.compile("Call, ")).click()
    page.locator("#none-owed summary").click()
    page.get_by_label("Because").fill("it only moved a date, which the meeting's report says")
    page.get_by_role("button", name="Record it").click()
    expect(page.get_by_text("decided that no report is owed")).to_be_visible()


def write(page: Page, words: str, kind: str, owner: str = "", due: str = "") -> None:
    """One item, by its button; a next step has somebody and a date."""
    page.get_by_role("group", name="Add an item").get_by_role("button", name=kind).click()
    page.keyboard.type(words)
    row = page.locator(".items-written > li").last
    if owner:
        row.get_by_label("Who does it").select_option(label=owner)
        row.get_by_label("Until when").fill(due)


def write_and_issue_the_report(page: Page) -> None:
    page.goto("/desk/")
    page.get_by_role("link", name=re.compile("contact report", re.I)).first.click()
    expect(page.get_by_role("complementary", name="Agenda and attendance")).to_contain_text("The frames")
    page.wait_for_load_state()
    write(page, "The bar scene moves to the beginning.", "Decision")
    write(page, "The fair takes 14,000.", "Budget")
    write(page, "Pat was tired.", "Internal")
    write(page, "Send the new frames.", "Next step", "Ann Alder", "Wed 12:00")
    write(page, "Name the hall.", "Next step", PAT, "12 Mar")
    expect(page.locator("[data-saved]")).to_contain_text("Saved")
    page.get_by_role("button", name="Client’s edition").click()
    expect(page.get_by_text("The bar scene moves")).to_be_visible()
    expect(page.get_by_text("Pat was tired")).to_be_hidden()
    page.go_back()
    page.get_by_role("button", name="Issue to").click()
    expect(page.get_by_role("heading", name="Went to")).to_be_visible()


def object_on_a_phone(browsers: Browsers) -> None:
    letter = next(one for one in mail.outbox if "pat@alder.example" in one.to[0] and "/a/" in one.body)
    page = browsers.page(viewport=PHONE, has_touch=True, is_mobile=True)
    page.goto(re.search(r"/a/[\w-]+/", str(letter.body))[0])
    assert "/answer/" in page.url, "the secret does not stay in the address"
    assert page.evaluate("document.scrollingElement.scrollWidth") <= 390
    expect(page.get_by_text("Pat was tired")).to_be_hidden()
    item = page.locator("li", has_text="The fair takes 14,000")
    item.locator("summary").tap()
    item.get_by_role("radio").first.tap()
    item.get_by_label("How should it read?").fill("The fair takes 12,500.")
    item.get_by_role("button", name="Send the objection").tap()
    expect(page.locator("li", has_text="The fair takes 14,000")).to_contain_text("Your objection")


def correct_the_report(page: Page) -> None:
    page.goto("/desk/")
    page.get_by_role("link", name=re.compile("objection", re.I)).first.click()
    expect(page.get_by_text("The fair takes 12,500.")).to_be_visible()
    page.get_by_role("link", name="Correct the report").click()
    page.get_by_label("Why it is corrected").fill("The sum was another one.")
    page.get_by_role("main").get_by_role("button").last.click()
    text = page.locator(".item-text", has_text="14,000")
    text.fill("The fair takes 12,500.")
    expect(page.locator("[data-saved]")).to_contain_text("Saved")
    page.get_by_role("button", name="Issue to").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("version 2")
    expect(page.locator("ins")).to_contain_text("12,500")
    expect(page.locator("del")).to_contain_text("14,000")
    expect(page.get_by_text("Settled by version 2")).to_be_visible()


def clear_the_desk(page: Page) -> None:
    page.goto("/desk/")
    page.get_by_role("link", name="Send the new frames").first.click()
    page.get_by_role("button", name="It is done").click()
    page.goto("/desk/")
    page.get_by_role("link", name=f"Ask {PAT} again").first.click()
    page.get_by_role("button", name="It came in").click()
    page.goto("/desk/")
    expect(page.get_by_text("You owe nothing to anybody.")).to_be_visible()
    expect(page.get_by_text("Done since Monday: 5 duties, 5 in time.")).to_be_visible()


def test_the_day_of_an_account_executive(page: Page, browsers: Browsers, shared_world: World, hours: Hours):
    world = shared_world
    with_password(world.ae_alder)
    heads(world)
    hours.set(MONDAY)
    sign_in(page, world)
    log_a_call(page)
    submit_a_form(page)
    acknowledge(browsers, world)
    write_the_next_step(page)
    plan_a_meeting(page)
    excuse_the_call(page)
    hours.mail_goes_out()
    hours.set(MONDAY + DAY + timedelta(hours=2, minutes=5))  # eleven o'clock: the meeting is over
    write_and_issue_the_report(page)
    hours.mail_goes_out()
    object_on_a_phone(browsers)
    correct_the_report(page)
    clear_the_desk(page)
