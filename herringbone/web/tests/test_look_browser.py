"""The scripts in a real browser: keys, menus, names under a field, autosave, trouble on the line."""

import io
from collections.abc import Iterator
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from herringbone.web.tests import example

pytestmark = pytest.mark.browser


@pytest.fixture(autouse=True)
def _example_site(settings: Any) -> None:
    settings.ROOT_URLCONF = "herringbone.web.tests.example"
    settings.SILENCED_SYSTEM_CHECKS = ["herringbone.E001"]
    example.told.clear()


@pytest.fixture
def site(page: Page) -> Page:
    """The example page; any error of script, policy or network fails the test."""
    page.goto("/example/")
    return page


@pytest.fixture
def rough(browser_context: Any) -> Iterator[Page]:
    """The example page where the line breaks on purpose, which browsers report as an error."""
    opened = browser_context.new_page()
    opened.goto("/example/")
    yield opened


def test_a_key_focuses_its_field_and_letters_in_a_field_are_letters(site: Page) -> None:
    site.keyboard.press("l")
    expect(site.get_by_label("Log a call")).to_be_focused()
    site.keyboard.type("l g j")
    expect(site.get_by_label("Log a call")).to_have_value("l g j")
    assert site.url.endswith("/example/")


def test_two_letters_go_to_a_room(site: Page) -> None:
    site.route("**/jobs/", lambda asked: asked.fulfill(content_type="text/html", body="<title>Jobs</title>"))
    site.keyboard.press("g")
    site.keyboard.press("j")
    site.wait_for_url("**/jobs/")


def test_keys_do_nothing_with_ctrl_or_where_they_are_switched_off(site: Page) -> None:
    site.keyboard.press("Alt+l")
    expect(site.get_by_label("Log a call")).not_to_be_focused()
    site.evaluate("document.documentElement.dataset.keys = 'off'")
    site.keyboard.press("l")
    expect(site.get_by_label("Log a call")).not_to_be_focused()


def test_a_menu_is_driven_by_arrows_and_gives_the_focus_back(site: Page) -> None:
    opener = site.locator("summary", has_text="More")
    opener.focus()
    site.keyboard.press("ArrowDown")
    menu = site.get_by_role("menu")
    expect(menu).to_be_visible()
    expect(site.get_by_role("menuitem", name="Copy as a new form")).to_be_focused()
    site.keyboard.press("ArrowUp")
    expect(site.get_by_role("menuitem", name="Withdraw")).to_be_focused()
    site.keyboard.press("c")
    expect(site.get_by_role("menuitem", name="Copy as a new form")).to_be_focused()
    site.keyboard.press("Escape")
    expect(menu).to_be_hidden()
    expect(opener).to_be_focused()


def test_a_command_that_cannot_be_given_leaves_the_menu_open(site: Page) -> None:
    site.locator("summary", has_text="More").click()
    site.get_by_role("menuitem", name="Close the job").click(force=True)
    expect(site.get_by_role("menu")).to_be_visible()
    site.get_by_role("heading", name="Example").click()
    expect(site.get_by_role("menu")).to_be_hidden()


def test_a_name_is_chosen_by_keys_and_its_number_kept(site: Page) -> None:
    field = site.get_by_role("combobox", name="Contact")
    field.press_sequentially("mart")
    expect(site.get_by_role("option")).to_have_count(2)
    assert field.get_attribute("aria-activedescendant")
    site.keyboard.press("ArrowDown")
    site.keyboard.press("Enter")
    expect(field).to_have_value("Martin Amos")
    expect(site.locator("#contact-id")).to_have_value("5")
    expect(field).to_have_attribute("aria-expanded", "false")
    field.press_sequentially("x")
    expect(site.locator("#contact-id")).to_have_value("")


def test_a_name_that_nobody_has_is_said_and_what_was_typed_stays(site: Page) -> None:
    site.get_by_label("Contact").press_sequentially("zz")
    expect(site.get_by_text("Nobody by that name.")).to_be_visible()
    site.keyboard.press("Escape")
    expect(site.get_by_text("Nobody by that name.")).to_be_hidden()
    expect(site.get_by_label("Contact")).to_have_value("zz")


def test_a_list_is_filtered_by_typing_and_sends_the_same_value(site: Page) -> None:
    site.get_by_label("Job", exact=True).press_sequentially("ros")
    site.keyboard.press("Enter")
    expect(site.get_by_label("Job", exact=True)).to_have_value("Rosso label")
    assert site.locator("select[name=job]").evaluate("select => select.value") == "98"


def test_a_mention_is_written_after_its_at_sign(site: Page) -> None:
    remark = site.get_by_label("Remark")
    remark.press_sequentially("Frames are with @bel")
    site.get_by_role("option", name="Tommaso Bellini").click()
    expect(remark).to_have_value("Frames are with @Tommaso Bellini ")
    remark.press_sequentially("mail a@b")
    expect(site.get_by_role("option")).to_have_count(0)


def test_c2_what_is_typed_is_saved_by_itself_with_the_next_version(site: Page) -> None:
    site.get_by_label("Note").press_sequentially("The bar scene moves")
    expect(site.get_by_text("Saved 09:06")).to_be_visible()
    assert example.last("save")["note"] == "The bar scene moves"
    assert example.last("save")["version"] == "7"
    expect(site.locator("[name=version]")).to_have_value("8")


def test_c2_when_the_line_breaks_nothing_typed_is_lost_and_it_is_sent_later(rough: Page) -> None:
    note = rough.get_by_label("Note")
    note.press_sequentially("First")
    expect(rough.get_by_text("Saved 09:06")).to_be_visible()
    rough.context.set_offline(True)
    note.press_sequentially(", and second")
    expect(rough.get_by_text("Not saved since 09:06")).to_be_visible()
    expect(note).to_have_value("First, and second")
    rough.context.set_offline(False)
    expect(rough.get_by_text("Saved 09:06", exact=True)).to_be_visible()
    assert example.last("save")["note"] == "First, and second"
    assert example.last("save")["version"] == "8"


def test_c2_leaving_with_unsaved_words_asks_first(rough: Page) -> None:
    rough.context.set_offline(True)
    rough.get_by_label("Note").press_sequentially("Not yet there")
    expect(rough.get_by_text("Not saved since 09:01")).to_be_visible()
    asked = []
    rough.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    rough.close(run_before_unload=True)
    rough.context.new_page().wait_for_timeout(300)
    assert asked == ["beforeunload"]


def test_c2_a_form_sent_while_it_saves_waits_for_the_save(site: Page) -> None:
    def slowly(route: Any) -> None:
        site.wait_for_timeout(400)
        route.continue_()

    site.route("**/save/", slowly)
    site.get_by_label("Note").press_sequentially("Quick")
    with site.expect_request("**/save/"):
        pass
    site.get_by_role("button", name="Keep").click()
    site.wait_for_url("**/kept/")
    assert example.last("kept")["version"] == "8"
    assert example.last("kept")["note"] == "Quick"


def test_a_form_is_sent_once_however_often_its_button_is_pressed(site: Page) -> None:
    site.route("**/kept/", lambda route: (site.wait_for_timeout(300), route.continue_()))
    site.get_by_role("button", name="Issue").dblclick()
    site.wait_for_url("**/kept/")
    assert sum("kept" in entry for entry in example.told) == 1


def test_a_toast_stays_until_the_next_action(site: Page) -> None:
    site.get_by_role("button", name="Hand over").click()
    place = site.locator("#toast-place")
    expect(place.get_by_text("Handed 3 jobs to Ines.")).to_be_visible()
    expect(place.get_by_role("button", name="Undo")).to_be_visible()
    site.get_by_role("button", name="Add a row").click()
    expect(place).to_be_empty()
    expect(site.locator("#rows li")).to_have_class("fresh")


def test_a_server_error_says_so_and_leaves_the_page_as_it_was(rough: Page) -> None:
    rough.get_by_label("Log a call").fill("giulia, wants the cut")
    rough.get_by_role("button", name="Break").click()
    expect(rough.get_by_role("alert").get_by_text("Herringbone could not do this.")).to_be_visible()
    expect(rough.get_by_label("Log a call")).to_have_value("giulia, wants the cut")
    rough.get_by_role("button", name="Add a row").click()
    expect(rough.get_by_text("Herringbone could not do this.")).to_have_count(0)


def test_a_broken_line_says_so(rough: Page) -> None:
    rough.context.set_offline(True)
    rough.get_by_role("button", name="Add a row").click()
    expect(rough.get_by_role("alert").get_by_text("No connection.")).to_be_visible()
    rough.get_by_role("button", name="Close").click()
    expect(rough.get_by_text("No connection.")).to_have_count(0)


def test_a_day_is_chosen_from_the_month(site: Page) -> None:
    site.get_by_role("button", name="Month").click()
    expect(site.get_by_role("button", name="8")).to_be_focused()
    assert example.last("month") == {"on": "wed 9"}
    site.keyboard.press("ArrowRight")
    site.keyboard.press("Enter")
    expect(site.get_by_label("Due")).to_have_value("Wed 9 Dec 2026")
    expect(site.get_by_role("button", name="Month")).to_be_focused()


def test_on_a_phone_the_month_opens_within_the_window(site: Page) -> None:
    site.set_viewport_size({"width": 390, "height": 844})
    site.get_by_role("button", name="Month").click()
    expect(site.get_by_role("button", name="8")).to_be_focused()
    box = site.locator(".float-month").bounding_box()
    assert box and box["x"] >= 0 and box["x"] + box["width"] <= 390 and box["width"] > 300


def test_the_view_that_is_shown_is_in_sight_where_the_row_of_views_scrolls(site: Page) -> None:
    site.set_viewport_size({"width": 390, "height": 844})
    site.reload()
    box = site.locator(".views [aria-current]").bounding_box()
    assert box and box["x"] >= 0 and box["x"] + box["width"] <= 390


def edges(page: Page, part: Any) -> list[bool]:
    """Whether the page is turned under at the left and at the right of a part: whether it is not plain paper there."""
    box = part.bounding_box()
    shown = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    line = int(box["y"]) + 3
    paper = shown.getpixel((int(box["x"]) - 4, line))
    at = (int(box["x"]) + 1, int(box["x"] + box["width"]) - 2)
    return [max(abs(a - b) for a, b in zip(shown.getpixel((x, line)), paper, strict=True)) > 4 for x in at]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_what_scrolls_sideways_shows_on_which_side_there_is_more(site: Page, theme: Any) -> None:
    site.set_viewport_size({"width": 390, "height": 844})
    site.emulate_media(color_scheme=theme)
    plan = site.get_by_role("region", name="Plan")
    for along, expected in ((0, [False, True]), (200, [True, True]), (9999, [True, False])):
        plan.evaluate("(plan, along) => { plan.scrollLeft = along }", along)
        assert edges(site, plan) == expected, along
    site.set_viewport_size({"width": 1440, "height": 844})
    assert edges(site, plan) == [False, False]


def test_what_scrolls_sideways_starts_at_today(site: Page) -> None:
    site.set_viewport_size({"width": 390, "height": 844})
    site.reload()
    plan = site.get_by_role("region", name="Plan")
    assert plan.evaluate("plan => plan.scrollLeft") > 200
    assert site.evaluate("document.documentElement.scrollWidth") <= 390
