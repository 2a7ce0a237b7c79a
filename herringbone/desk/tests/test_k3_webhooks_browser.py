"""K3 in a browser: everything hides the kinds, which are ticked all at once or one by one."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser import complaints, let_in
from tests.world import World

pytestmark = pytest.mark.browser


def test_k3_all_kinds_none_of_them_and_everything(page: Page, world: World) -> None:
    let_in(page, world.admin).goto("/administration/webhooks/new/")
    kinds = page.locator("input[name=kinds]")
    ticked = page.locator("input[name=kinds]:checked")
    page.get_by_role("button", name="All", exact=True).click()
    expect(ticked).to_have_count(kinds.count())
    page.get_by_role("button", name="None", exact=True).click()
    expect(ticked).to_have_count(0)
    assert not complaints(page)
    page.get_by_label("Of everything").focus()
    page.keyboard.press("Space")
    expect(kinds.first).to_be_hidden()
    assert not complaints(page)
    page.keyboard.press("Space")
    expect(kinds.first).to_be_visible()
