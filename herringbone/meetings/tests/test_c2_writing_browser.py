"""C2 in a browser: a report written by keyboard alone and saved by itself; issued and answered without scripts."""

import re
from datetime import UTC, datetime
from typing import Any

import pytest
from django.core import mail
from playwright.sync_api import Page, Route, expect

from herringbone.core import clock
from herringbone.meetings.actions import Written, save_items
from herringbone.meetings.models import Issue, Item, Meeting, Objection
from herringbone.meetings.tests.builders import a_meeting, an_issue
from herringbone.record.effects.sending import send_due
from herringbone.work.actions import move_stage
from herringbone.work.tests.builders import a_job
from tests.browser import PHONE, Browsers, complaints, let_in
from tests.world import World, canary

pytestmark = pytest.mark.browser
EDGES = ("borderTopColor", "backgroundColor")


@pytest.fixture
def meeting(world: World, page: Page) -> Meeting:
    """A meeting of Alder's, and its executive signed in."""
    let_in(page, world.ae_alder)
    return a_meeting(world, agenda=["Dates"])


def test_c2_a_report_is_written_by_keyboard_and_saved_by_itself(page: Page, meeting: Meeting) -> None:
    page.goto(f"/meetings/{meeting.pk}/contact-report/")
    page.locator(".item-text").first.focus()
    page.keyboard.type("d The bar scene moves")
    page.keyboard.press("Enter")
    page.keyboard.type("n Send the frames")
    page.keyboard.press("Tab")
    page.keyboard.type("Dee")
    page.keyboard.press("Tab")
    page.keyboard.type("26 nov 2027 12:00")
    page.keyboard.press("Shift+Tab")
    effect = page.locator("[data-effect]").nth(1)
    expect(effect).to_have_text("Becomes Dee’s task")
    expect(page.locator("[data-saved]")).to_contain_text("Saved")
    kinds = list(Item.objects.order_by("position").values_list("kind", "text"))
    assert kinds == [("decision", "The bar scene moves"), ("next_step", "Send the frames")]
    page.keyboard.press("Escape")
    page.locator("h1").click()
    page.keyboard.press("i")
    page.keyboard.type("Pat was tired")
    expect(page.locator(".items-written > li").nth(2)).to_have_attribute("data-kind", "internal")
    page.keyboard.press("Alt+ArrowUp")
    page.keyboard.press("Backspace")
    page.keyboard.type("d")
    expect(page.get_by_role("button", name="Issue to")).to_be_enabled()
    assert complaints(page) == []
    page.get_by_role("button", name="Issue to").click()
    expect(page.get_by_role("heading", name="Went to")).to_be_visible()  # the page of what was issued
    expect(page.get_by_role("heading", level=1)).to_have_text("Contact report 1")
    assert Issue.objects.get().inside_edition.content["items"][1]["text"] == "Pat was tired"


def test_c2_what_is_typed_before_the_scripts_are_there_is_read_and_saved(page: Page, meeting: Meeting) -> None:
    on_their_way: list[Route] = []
    page.route(re.compile(r"/(report|autosave)\b[^/]*\.js"), lambda route: on_their_way.append(route))
    page.goto(f"/meetings/{meeting.pk}/contact-report/", wait_until="commit")
    expect(page.locator(".item-text").first).to_be_focused()
    page.keyboard.type("d The bar scene moves")
    expect(page.locator(".item-text").first).to_have_value("d The bar scene moves")
    assert len(on_their_way) == 2, "the scripts were not held back"
    for one in on_their_way:
        one.continue_()
    expect(page.locator(".item-text").first).to_have_value("The bar scene moves")
    expect(page.locator("[data-saved]")).to_contain_text("Saved")
    assert list(Item.objects.values_list("kind", "text")) == [("decision", "The bar scene moves")]


def test_b2_after_a_change_form_is_drafted_the_writing_goes_on_behind_the_last_word(
    page: Page, meeting: Meeting, world: World
) -> None:
    job = a_job(world)
    page.goto(f"/meetings/{meeting.pk}/contact-report/")
    page.locator(".item-text").first.focus()
    page.keyboard.type("a The frames are approved")
    page.locator('[name^="job-"]').first.select_option(str(job.pk))
    page.locator(".item-text").first.focus()
    page.locator("[data-change]").first.wait_for()
    page.keyboard.press("Alt+c")
    expect(page.get_by_text("Change form, draft")).to_be_visible()
    expect(page.locator(".item-text").first).to_be_focused()
    page.keyboard.type(", all")
    expect(page.locator(".item-text").first).to_have_value(re.compile("approved.*, all$"))
    expect(page.locator(".items-written > li").first).to_have_attribute("data-kind", "approval")


def test_c2_while_it_is_written_a_next_step_says_whose_task_it_becomes_and_its_job_has_a_name(
    page: Page, world: World, meeting: Meeting
) -> None:
    job = a_job(world)
    page.goto(f"/meetings/{meeting.pk}/contact-report/")
    row = page.locator(".items-written > li").first
    page.locator(".item-text").first.focus()
    page.keyboard.type("/n Send the frames")
    expect(page.locator(".item-text").first).to_have_value("Send the frames")
    page.route("**/contact-report/**", lambda _route: None)  # it is said before anything is saved
    row.get_by_label("Who does it").select_option(label="Dee Dept")
    expect(row.locator("[data-effect]")).to_have_text("Becomes Dee’s task")
    row.get_by_label("Job").select_option(label=f"{job.number} {job.name}")
    page.locator("h1").click()
    chosen = row.get_by_label("Job").evaluate("one => one.selectedOptions[0].textContent")
    assert chosen == f"{job.number} {job.name}"
    assert complaints(page) == []


def test_b52_what_says_that_two_changed_one_item_leads_to_both_versions(
    page: Page, browsers: Browsers, world: World, meeting: Meeting
) -> None:
    page.goto(f"/meetings/{meeting.pk}/contact-report/")
    page.locator(".item-text").first.fill("It moves")
    expect(page.locator("[data-saved]")).to_contain_text("Saved")
    item = Item.objects.get()
    save_items(by=world.coord_alder, report=item.report, items=[Written("discussion", "It stays", item.key)])
    page.locator(".item-text").first.fill("It moves at noon")
    told = page.locator("[data-saved]")
    expect(told).to_contain_text(f"{world.coord_alder.name} changed the same item.")
    told.get_by_role("button", name="See both versions").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Both versions")
    expect(page.locator("main")).to_contain_text("It moves at noon")
    browsers.troubles.clear()  # the browser notes each answer of 409


def test_c2_an_empty_item_looks_like_a_field_until_something_stands_in_it(page: Page, meeting: Meeting) -> None:
    page.goto(f"/meetings/{meeting.pk}/contact-report/")
    field = page.locator(".item-text").first
    expect(field).to_be_focused()
    page.locator("h1").click()
    edge, paper = (field.evaluate(f"one => getComputedStyle(one).{name}") for name in EDGES)
    nothing = "rgba(0, 0, 0, 0)"
    assert nothing not in (edge, paper), "seen without being touched"
    field.fill("It moves")
    page.locator("h1").click()
    expect(field).to_have_css("border-top-color", nothing)
    assert complaints(page) == []


def test_c2_to_write_on_a_point_of_the_agenda_an_empty_item_is_used_first(page: Page, meeting: Meeting) -> None:
    page.goto(f"/meetings/{meeting.pk}/contact-report/")
    page.locator("[data-agenda]").click()
    page.keyboard.type("The shoot moves")
    expect(page.locator(".items-written > li")).to_have_count(1)
    expect(page.locator("#agenda .count")).to_have_text("1 of 1 covered")
    assert complaints(page) == []


def test_c1_a_call_is_logged_from_anywhere_by_one_key(page: Page, meeting: Meeting) -> None:
    page.goto(f"/meetings/{meeting.pk}/")
    page.keyboard.press("l")
    dialog = page.get_by_role("dialog", name="Log a call")
    expect(dialog).to_be_visible()
    page.keyboard.type("canary-alder-pat, wants it shorter -> Dee sends it 26 nov 2027")
    expect(dialog.locator(".capture-reading")).to_contain_text("Dee Dept: sends it")
    assert complaints(page) == []
    page.keyboard.press("Enter")
    expect(page.locator(".notice")).to_contain_text("logged")
    assert Meeting.objects.filter(kind="call", said="wants it shorter").exists()


def test_c1_a_call_logged_from_a_job_is_about_that_job_already(page: Page, world: World) -> None:
    job = a_job(world)
    let_in(page, world.ae_alder).goto(f"/jobs/{job.number}/")
    page.keyboard.press("l")
    dialog = page.get_by_role("dialog", name="Log a call")
    expect(dialog.get_by_label("Log a call: who")).to_be_focused()
    page.keyboard.type("canary-alder-pat, wants it shorter")
    expect(dialog.get_by_label("Log a call: who")).to_have_value(f"canary-alder-pat, wants it shorter #{job.number}")
    expect(dialog.locator(".capture-reading")).to_contain_text(job.number)
    page.keyboard.press("Enter")
    expect(page.locator(".notice")).to_contain_text("logged")
    assert Meeting.objects.get(kind="call", said="wants it shorter").job == job
    for stage in ("in work", "delivered", "billed"):
        move_stage(by=world.ae_alder, job=job, to=stage)
    page.goto(f"/jobs/{job.number}/")
    expect(page.locator("#log-call input[name=line]")).to_have_value("")


def test_c1_on_a_phone_which_has_no_keys_a_call_is_logged_from_anywhere(browsers: Browsers, world: World) -> None:
    page = let_in(browsers.page(viewport=PHONE, has_touch=True, is_mobile=True), world.ae_alder)
    page.goto("/jobs/")
    page.get_by_role("link", name="Log a call").tap()
    dialog = page.get_by_role("dialog", name="Log a call")
    dialog.get_by_label("Log a call: who").fill("canary-alder-pat, wants it shorter")
    expect(dialog.locator(".capture-reading")).to_contain_text("CANARY-alder-pat")
    assert complaints(page) == []
    dialog.get_by_role("button", name="Log call").tap()
    expect(page.locator(".notice")).to_contain_text("logged")
    page.goto("/desk/")  # where the line itself is on the page
    expect(page.get_by_role("link", name="Log a call")).to_be_hidden()


def test_c1_without_scripts_the_way_to_log_a_call_leads_to_its_page(browsers: Browsers, world: World) -> None:
    page = let_in(browsers.page(viewport=PHONE, java_script_enabled=False), world.ae_alder)
    page.goto("/jobs/")
    page.get_by_role("link", name="Log a call").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Log a call")


def test_c2_the_client_answers_on_a_phone_without_scripts(
    chromium: Any, static_files_built: None, live_server: Any, world: World
) -> None:
    with clock.clock_at(datetime.now(UTC)):  # the server lives by the real clock
        issue = an_issue(world)
        send_due()
    letter = next(one for one in mail.outbox if "pat@alder.example" in one.to[0])
    link = re.search(r"/a/[\w-]+/", str(letter.body))[0]
    context = chromium.new_context(
        base_url=live_server.url, viewport={"width": 390, "height": 844}, java_script_enabled=False
    )
    page = context.new_page()
    page.goto(link)
    assert "/answer/" in page.url and "/a/" not in page.url
    item = page.locator("li", has_text=canary("alder", "budget"))
    item.locator("summary").click()
    item.get_by_label("How should it read?").fill("7,500")
    item.get_by_role("button", name="Send the objection").click()
    expect(page.locator("li", has_text=canary("alder", "budget"))).to_contain_text("Your objection")
    page.get_by_role("button", name="Confirm the other four").click()
    expect(page.locator("#confirm")).to_contain_text("Confirmed")
    assert (Objection.objects.get().reason, issue.confirmations.count()) == ("7,500", 1)
    context.close()


def test_c1_a_name_that_is_not_found_is_said_to_be_unknown_and_stays(
    page: Page, browsers: Browsers, world: World
) -> None:
    let_in(page, world.head)
    page.goto("/meetings/new/")
    page.get_by_label("Client").fill("zzzz")
    page.keyboard.press("Enter")
    expect(page.locator(".field-error")).to_have_text("Nothing is called “zzzz”.")
    expect(page.get_by_label("Client")).to_have_value("zzzz")
    page.get_by_label("Client").fill(world.alder.name.lower())
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(world.alder.name)
    browsers.troubles.clear()  # the browser notes the answer of 422


@pytest.mark.parametrize("width", [1440, 390])
def test_c1_the_open_list_of_clients_leaves_the_only_button_in_sight(
    browsers: Browsers, world: World, width: int
) -> None:
    page = let_in(browsers.page(viewport={"width": width, "height": 900}), world.head)
    page.goto("/meetings/new/")
    page.get_by_label("Client").click()
    expect(page.get_by_role("listbox")).to_be_visible()
    page.get_by_role("button", name="Go on").click(trial=True)  # refused where something lies over it
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("language", ["en", "it"])
def test_c2_the_kind_of_an_item_stands_there_whole(page: Page, world: World, meeting: Meeting, language: str) -> None:
    world.ae_alder.language = language
    world.ae_alder.save()
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(f"/meetings/{meeting.pk}/contact-report/")
    kind = page.locator(".item-type").first
    for value in ("decision", "next_step", "internal"):
        kind.select_option(value)
        cut = kind.evaluate("""select => {
            const held = select.getBoundingClientRect().width;
            select.style.maxWidth = "none";
            const wanted = select.getBoundingClientRect().width;
            select.style.maxWidth = "";
            return wanted - held;
        }""")
        assert cut <= 0.5, value
