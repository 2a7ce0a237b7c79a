"""The page with every part: nothing for axe to find in either theme at either width, and the list of keys."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from playwright.sync_api import Page, expect

from tests.world import World

pytestmark = pytest.mark.browser

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture
def kit(page: Page, world: World, client: Client, settings: Any) -> Page:
    """The kit, opened by Alder's account executive."""
    client.force_login(world.ae_alder)
    page.context.add_cookies(
        [
            {
                "name": settings.SESSION_COOKIE_NAME,
                "value": client.cookies[settings.SESSION_COOKIE_NAME].value,
                "domain": "localhost",
                "path": "/",
            }
        ]
    )
    page.goto("/kit/")
    return page


def complaints(page: Page) -> list[str]:
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": RULES}}).response["violations"]
    return [f"{one['id']}: {one['nodes'][0]['html'][:120]}" for one in found]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 390])
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
