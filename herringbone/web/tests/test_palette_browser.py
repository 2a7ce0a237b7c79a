"""The palette in a browser: by keyboard alone, over records and over what the page offers, and out of the way again."""

import re

import pytest
from playwright.sync_api import expect

from herringbone.work.tests.builders import a_job
from tests.browser import PHONE, complaints, let_in
from tests.world import MONDAY

pytestmark = pytest.mark.browser


@pytest.fixture
def desk(shared_world, page, hours):
    """The desk of an account executive, with a job to be found."""
    hours.set(MONDAY)
    world = shared_world
    job = a_job(world, name="Fair film")

    let_in(page, world.ae_alder).goto("/desk/")
    return page, job


def test_b4_a_job_is_opened_by_ctrl_k_a_few_letters_and_enter(desk):
    page, job = desk
    page.keyboard.press("Control+k")
    expect(page.get_by_role("combobox", name="Search or do")).to_be_focused()
    page.keyboard.type(f"{job.number[:3]} {job.name.split()[0][:4]}")
    expect(page.locator("#palette [role=option][data-url]").first).to_contain_text(job.number)
    assert complaints(page) == []
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(f"/jobs/{job.number}/"))


def test_b4_what_the_page_offers_is_done_from_the_palette_and_esc_leaves_it(desk):
    page, _job = desk
    page.keyboard.press("/")
    field = page.get_by_role("combobox", name="Search or do")
    expect(field).to_be_focused()
    page.keyboard.type("log a c")
    expect(page.locator("#palette [role=option][aria-selected=true]")).to_contain_text("Log a call")
    page.keyboard.press("Escape")
    expect(field).to_be_hidden()
    page.keyboard.press("Control+k")
    field.fill("contact rep")
    page.keyboard.type("o")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    field.fill("people")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/people/"))


def test_e_on_a_phone_the_palette_fits_and_nothing_moves_sideways(desk):
    page, job = desk
    page.set_viewport_size(PHONE)
    page.get_by_role("link", name="Search").first.click()
    page.keyboard.type(job.name[:4])
    expect(page.locator("#palette [role=option][data-url]").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    box = page.locator("#palette").bounding_box()
    assert box["x"] >= 0 and box["x"] + box["width"] <= PHONE["width"]


def test_b4_what_can_be_done_for_a_client_stands_right_below_it(desk):
    page, job = desk
    page.keyboard.press("Control+k")
    page.keyboard.type(f"{job.client.code} alder")
    expect(page.locator("#palette").get_by_text("Log a call with")).to_be_visible()
    assert page.locator("#palette h3").all_inner_texts()[:2] == ["Clients", "Do"]
