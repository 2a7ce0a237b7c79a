"""B4 in a browser: from row to row of the list by keys; a row's line opened, written, refused and left in its place."""

import pytest
from playwright.sync_api import Locator, Page, expect

from herringbone.work.actions import set_next_step
from herringbone.work.models import Job
from herringbone.work.tests.builders import a_job, days
from tests.browser import PHONE, Browsers, complaints, let_in
from tests.world import World

pytestmark = pytest.mark.browser


def listed(page: Page, world: World) -> list[Job]:
    """Three jobs, as their list shows them to somebody who is in."""
    for name in ("Autumn poster", "Bus shelter", "Cinema spot"):
        a_job(world, name=name)
    let_in(page, world.ae_alder).goto("/jobs/?order=name&stage=all")
    return list(Job.objects.order_by("name"))


def the_line(page: Page, job: Job, which: str) -> Locator:
    return page.locator(f"[id='job-{job.number}'] [data-writes='{which}']")


def row_in_focus(page: Page) -> str:
    return page.evaluate("() => document.activeElement.closest('tbody tr')?.id ?? ''")


def test_b4_keys_go_from_row_to_row_and_open_its_next_step_in_place(page: Page, world: World) -> None:
    first, second, third = listed(page, world)
    page.keyboard.press("j")
    assert row_in_focus(page) == f"job-{first.number}"
    expect(page.get_by_role("link", name="Autumn poster")).to_be_focused()
    page.keyboard.press("j")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert row_in_focus(page) == f"job-{third.number}", "the last one stays the last"
    page.keyboard.press("ArrowUp")
    assert row_in_focus(page) == f"job-{second.number}"
    page.keyboard.press("n")
    expect(page.locator(f"[id='job-{second.number}'] #id_step")).to_be_focused()
    page.keyboard.type("Send the proof")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.wait_for_selector("main :focus")
    assert page.url.endswith(f"/jobs/?order=name&stage=all#job-{second.number}")
    assert row_in_focus(page) == f"job-{second.number}", "and on with the next"
    second.refresh_from_db()
    assert second.next_step == "Send the proof"
    page.keyboard.press("j")
    page.keyboard.press("s")
    expect(page.locator(f"[id='job-{third.number}'] #id_status")).to_be_focused()
    page.keyboard.type("Not this one")
    with page.expect_navigation():
        page.keyboard.press("Escape")
    page.wait_for_selector("main :focus")
    assert row_in_focus(page) == f"job-{third.number}"
    third.refresh_from_db()
    assert third.status == ""


def test_b4_the_line_that_stands_is_chosen_so_that_typing_takes_its_place(page: Page, world: World) -> None:
    job = listed(page, world)[0]
    set_next_step(by=world.ae_alder, job=job, step="Cast the bakers", on=days(2))
    page.reload()
    page.keyboard.press("n")
    step = page.locator(f"[id='job-{job.number}'] #id_step")
    expect(step).to_have_value("Cast the bakers")
    page.keyboard.type("Cast the cooks")
    expect(step).to_have_value("Cast the cooks")


def test_b4_a_refused_line_comes_back_in_its_row(browsers: Browsers, page: Page, world: World) -> None:
    job = listed(page, world)[1]
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("n")
    row = page.locator(f"[id='job-{job.number}']")
    row.locator("#id_step").fill("Cast the bakers")
    row.locator("#id_on").fill("some day")
    page.evaluate("window.same = true")
    page.keyboard.press("Enter")
    expect(row.locator("#id_on_error")).to_be_visible()
    browsers.troubles = [one for one in browsers.troubles if "422" not in one]
    expect(row.locator("#id_step")).to_have_value("Cast the bakers")
    expect(row.locator("[data-errors]")).to_be_focused()
    assert page.evaluate("window.same") and page.url.endswith("/jobs/?order=name&stage=all"), "the list was not left"
    row.locator("#id_on").fill("wed")
    row.locator("#id_on").press("Enter")
    expect(row.locator("form")).to_have_count(0)
    expect(row).to_contain_text("Cast the bakers")


def test_b4_one_line_lies_open_at_a_time_and_what_was_typed_is_not_lost(page: Page, world: World) -> None:
    first, second, _third = listed(page, world)
    the_line(page, first, "listed_next_step").click()
    expect(page.locator(f"[id='job-{first.number}'] #id_step")).to_be_focused()
    the_line(page, second, "listed_status").click()
    expect(page.locator(f"[id='job-{second.number}'] #id_status")).to_be_focused()
    assert page.locator("[data-written] form").count() == 1
    page.keyboard.type("Layout")
    the_line(page, first, "listed_next_step").click()
    expect(page.locator("#id_status")).to_be_focused()
    expect(page.locator("#id_status")).to_have_value("Layout")
    assert page.locator("[data-written] form").count() == 1


def test_b4_the_list_of_keys_names_them_and_an_open_line_is_in_order(page: Page, world: World) -> None:
    listed(page, world)
    page.keyboard.press("?")
    for words in ("next job", "job before", "next step", "status line"):
        expect(page.locator("#keys")).to_contain_text(words)
    page.keyboard.press("Escape")
    page.keyboard.press("n")
    expect(page.locator("#id_step")).to_be_focused()
    assert not complaints(page)


def test_b4_on_a_telephone_a_touch_opens_the_line_and_nothing_is_wider(browsers: Browsers, world: World) -> None:
    page = browsers.page(viewport=PHONE)
    job = listed(page, world)[0]
    the_line(page, job, "listed_next_step").click()
    expect(page.locator("#id_step")).to_be_focused()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.locator("#id_step").fill("Send the proof")
    with page.expect_navigation():
        page.locator("[data-written] form button[type=submit]").first.click()
    expect(page.locator(f"[id='job-{job.number}']")).to_contain_text("Send the proof")
    assert not complaints(page)


def test_b4_on_a_phone_a_long_name_leaves_room_for_the_box_of_its_row(page: Page, world: World) -> None:
    page.set_viewport_size(PHONE)
    a_job(world, name="Is it as it is, or is it " * 5)
    let_in(page, world.ae_alder).goto("/jobs/?order=name&stage=all")
    over = page.evaluate("""() => {
        const box = document.querySelector("tbody .choice").getBoundingClientRect();
        const words = document.createRange();
        words.selectNodeContents(document.querySelector("tbody th a"));
        return [...words.getClientRects()].some(
            line => line.right > box.left && line.top < box.bottom && line.bottom > box.top
        );
    }""")
    assert not over
