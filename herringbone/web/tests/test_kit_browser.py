"""The page with every part: nothing for axe to find in either theme at either width, and the list of keys."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser import complaints, let_in
from tests.world import World

pytestmark = pytest.mark.browser


@pytest.fixture
def kit(page: Page, world: World) -> Page:
    """The kit, opened by Alder's account executive."""
    let_in(page, world.ae_alder).goto("/kit/")
    return page


@pytest.mark.parametrize(("theme", "width"), [("light", 1440), ("dark", 390)])
def test_axe_finds_nothing_on_any_part(kit: Page, theme: Any, width: int) -> None:
    kit.emulate_media(color_scheme=theme, reduced_motion="reduce")
    kit.set_viewport_size({"width": width, "height": 900})
    kit.locator("summary", has_text="More").click()
    assert complaints(kit) == []
    assert kit.evaluate("document.documentElement.scrollWidth") <= width


def test_the_list_of_keys_names_what_the_page_offers_and_can_switch_them_off(kit: Page) -> None:
    kit.keyboard.press("?")
    keys = kit.get_by_role("dialog", name="Keys of this page")
    expect(keys.get_by_text("Undo")).to_be_visible()
    assert complaints(kit) == []
    keys.get_by_role("checkbox").uncheck()
    kit.keyboard.press("Escape")
    expect(keys).to_be_hidden()
    kit.keyboard.press("?")
    expect(keys).to_be_hidden()
