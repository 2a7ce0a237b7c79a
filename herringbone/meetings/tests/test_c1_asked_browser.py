"""C1 in a browser: what is still to be asked of a line has the focus when the page comes back with it."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser import Browsers, let_in
from tests.world import World

pytestmark = pytest.mark.browser


def test_c1_enter_with_a_question_open_goes_to_its_first_answer(page: Page, world: World, browsers: Browsers) -> None:
    let_in(page, world.ae_alder).goto("/calls/new/")
    line = page.locator("main [name='line']")
    line.fill("alder, wants the film earlier")
    line.press("Enter")
    page.wait_for_url("**/calls/")
    answer = page.locator("main .capture-question input:not([type=hidden])").first
    expect(answer).to_be_focused()
    expect(answer).not_to_be_checked()
    browsers.troubles = [one for one in browsers.troubles if "422" not in one]  # the line is asked back, on purpose
