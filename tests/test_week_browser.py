"""A week of an account group in a browser: a new office's spreadsheets come in, the Monday meeting runs, a change and a
kick-off go their way, the status report goes out twice, and the director reads the record.
"""

from pathlib import Path

import pytest
from django.core import mail
from playwright.sync_api import Page, expect

from herringbone.work.tests.builders import heads
from tests.browser import Browsers, Hours, let_in
from tests.world import DAY, HOUR, MONDAY, World

pytestmark = pytest.mark.browser

CLIENTS = "Client,Code,Industry\nElm Paper,ELM,paper\n"
CONTACTS = "Name,Company,E-mail,Title\nLea Linden,Elm Paper,lea@elm.example,Head of marketing\n"
JOBS = (
    "Job,Client,Type,Stage,Status,Next step,Delivered by,Budget\n"
    "Spring catalogue,Elm Paper,Content,in work,Texts with the client,,2026-04-20,\n"
)
CAMPAIGN = "ELM-26-0002"


def bring_in(page: Page, folder: Path, kind: str, text: str, answers: str = "") -> None:
    """One spreadsheet, through all three steps of the page."""
    file = folder / f"{kind}.csv"
    file.write_text(text, encoding="utf-8")
    page.goto(f"/import/{kind}/")
    page.get_by_label("File").set_input_files(file)
    page.get_by_role("button", name="Look at the file").click()
    if answers:
        page.get_by_role("combobox", name="Who answers for what is new").and_(page.locator("input")).fill(answers)
        page.get_by_role("option", name=answers).click()
    page.get_by_role("button", name="Look at every row").click()
    expect(page.get_by_text(" 0 rejected")).to_be_visible()
    page.get_by_role("button", name="Bring in").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(file.name)


def bring_in_the_new_office(browsers: Browsers, world: World, folder: Path) -> Page:
    page = let_in(browsers.page(), world.head)
    bring_in(page, folder, "clients", CLIENTS, answers="Ann Alder")
    bring_in(page, folder, "contacts", CONTACTS)
    bring_in(page, folder, "jobs", JOBS)
    return page


def run_the_monday_meeting(page: Page) -> None:
    """By the keyboard alone, once it is begun."""
    page.goto("/weekly-meetings/")
    page.get_by_role("button", name="Begin the meeting").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Elm Paper")
    expect(page.locator("#speaks")).to_have_text("Ann Alder speaks")
    page.wait_for_load_state()  # before it, no key does anything yet
    while not page.get_by_role("heading", level=2, name="Spring catalogue").is_visible():
        page.keyboard.press("ArrowDown")
        page.wait_for_load_state()
    page.keyboard.press("s")
    expect(page.get_by_label("Status line")).to_be_focused()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("Layouts in two colours")
    page.keyboard.press("Enter")
    expect(page.locator("#status")).to_contain_text("Layouts in two colours")
    page.keyboard.press("n")
    expect(page.get_by_label("Next step", exact=True)).to_be_focused()
    page.keyboard.type("Show the layouts")
    page.keyboard.press("Enter")
    expect(page.locator("#step")).to_contain_text("Show the layouts")
    expect(page.locator(".run-changes li")).to_have_count(2)
    page.keyboard.press("u")
    expect(page.locator(".run-changes li").first).to_contain_text("taken back")
    page.keyboard.press("c")
    expect(page.get_by_label("What changes, and why")).to_be_focused()
    page.keyboard.type("Sixteen pages instead of twelve")
    page.keyboard.press("Enter")
    expect(page.locator(".run-changes li").first).to_contain_text("to be submitted")
    page.keyboard.press("u")
    expect(page.locator(".run-changes li").first).to_contain_text("taken back")
    page.keyboard.press("Escape")
    expect(page.locator("[data-run-says]")).to_have_text("Press Esc once more to leave the table")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="It is over").click()
    expect(page.get_by_role("link", name="Back to the table")).to_be_hidden()


def publish_the_report(page: Page, number: int) -> None:
    page.goto("/status-reports/")
    page.get_by_role("link", name="Elm Paper").first.click()
    page.get_by_role("link", name=f"Look over and publish number {number}").click()
    page.get_by_role("checkbox", name="Lea Linden").check()
    page.get_by_role("button", name=f"Publish number {number}").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(f"Status report {number}")


def letters_to_lea() -> list[str]:
    return [str(one.subject) for one in mail.outbox if "lea@elm.example" in one.to[0]]


def plan_and_move_the_date(page: Page) -> None:
    """A milestone is planned, and then the client wants it later: what moves is on paper."""
    page.goto("/jobs/ELM-26-0001/")
    page.get_by_role("link", name="New milestone").click()
    page.get_by_label("What is to be reached").fill("Print")
    page.get_by_label("On", exact=True).fill("16 Apr")
    page.get_by_role("main").get_by_role("button").last.click()
    page.goto("/jobs/ELM-26-0001/")
    page.get_by_role("link", name="Change form", exact=True).click()
    page.get_by_label("Why it changes").fill("The paper comes a week later")
    page.get_by_label("Print left empty").fill("23 Apr")
    page.get_by_role("checkbox", name="Production", exact=True).check()
    page.get_by_role("button", name="Submit").click()
    expect(page.get_by_text("The paper comes a week later").first).to_be_visible()


def acknowledge_the_change(browsers: Browsers, world: World) -> None:
    page = let_in(browsers.page(), world.traffic)
    page.goto("/desk/")
    page.get_by_role("button", name="Acknowledge").click()
    page.goto("/jobs/ELM-26-0001/")
    expect(page.locator("section", has=page.locator("#plan"))).to_contain_text("was 16 Apr")


def open_a_job_of_some_size(page: Page) -> None:
    page.goto("/clients/ELM/forms/new/")
    page.get_by_label("Name", exact=True).fill("Anniversary campaign")
    page.get_by_label("Type", exact=True).select_option(label="Content")
    page.get_by_label("Who asked for it").select_option(label="Lea Linden")
    page.get_by_label("How it was asked for").fill("in her mail of Monday")
    page.get_by_label("Delivered by").fill("12 Jun")
    page.get_by_label("Budget").fill("25,000")
    page.get_by_role("checkbox", name="Creative").check()
    page.get_by_label("What is to be made").fill("A campaign for the hundredth anniversary.")
    page.get_by_label("Deliverable 1", exact=True).fill("Idea")
    expect(page.get_by_text("Draft saved")).to_be_visible()
    page.get_by_role("button", name="Submit the form").click()
    expect(page.locator(".kicker")).to_contain_text(CAMPAIGN)


def stopped_without_a_kick_off(page: Page) -> None:
    page.goto(f"/jobs/{CAMPAIGN}/stage/")
    page.get_by_role("radio", name="In work").check()
    page.get_by_role("main").get_by_role("button").last.click()
    expect(page.get_by_role("main")).to_contain_text("kick-off")


def call_the_kick_off(page: Page) -> None:
    page.goto(f"/jobs/{CAMPAIGN}/")
    page.get_by_role("link", name="Call the kick-off").click()
    page.get_by_label("Day", exact=True).fill("Wed")
    page.get_by_label("From", exact=True).fill("10:00")
    page.get_by_label("Where", exact=True).fill("The long room")
    page.get_by_role("checkbox", name="Dee Dept").check()
    page.get_by_role("checkbox", name="Theo Traffic").check()
    page.get_by_role("button", name="Call the meeting").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Kick-off")


def begin_the_campaign(page: Page) -> None:
    page.goto(f"/jobs/{CAMPAIGN}/stage/")
    page.get_by_role("radio", name="In work").check()
    page.get_by_role("main").get_by_role("button").last.click()
    expect(page.get_by_text("In work since")).to_be_visible()


def read_the_record(page: Page) -> None:
    page.goto("/record/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("On-time record")
    people = page.locator("section", has=page.locator("#people"))
    row = people.get_by_role("row", name="Theo Traffic")
    expect(row).to_contain_text("1")
    row.get_by_role("link", name="1").first.click()
    expect(page.locator("#cases-head")).to_contain_text("Theo Traffic")
    expect(page.locator("#cases")).to_contain_text("Spring catalogue")


def test_the_week_of_an_account_group(
    page: Page, browsers: Browsers, shared_world: World, hours: Hours, tmp_path: Path
):
    world = shared_world
    heads(world)
    hours.set(MONDAY)
    director = bring_in_the_new_office(browsers, world, tmp_path)
    let_in(page, world.ae_alder)
    run_the_monday_meeting(page)
    publish_the_report(page, 1)
    hours.mail_goes_out()
    assert len(letters_to_lea()) == 1
    hours.set(MONDAY + DAY)
    plan_and_move_the_date(page)
    acknowledge_the_change(browsers, world)
    open_a_job_of_some_size(page)
    stopped_without_a_kick_off(page)
    browsers.troubles.clear()  # the browser calls the refusal an error
    call_the_kick_off(page)
    hours.set(MONDAY + 2 * DAY + 4 * HOUR)
    begin_the_campaign(page)
    hours.set(MONDAY + 4 * DAY)
    publish_the_report(page, 2)
    expect(page.locator(".sheet ins").first).to_be_visible()
    hours.mail_goes_out()
    assert len(letters_to_lea()) == 2
    hours.duties_fall_due()
    read_the_record(director)
