"""B1 in a browser: once a form is acknowledged on a desk, the focus stands by what is to be done next."""

import pytest
from playwright.sync_api import Page, expect

from herringbone.desk.tests.test_b1_acknowledged_on_desk import jobs_of
from tests.browser import let_in
from tests.world import World

pytestmark = pytest.mark.browser


def test_b1_the_focus_stays_beside_what_was_acknowledged(page: Page, world: World) -> None:
    jobs_of(world, 3)
    let_in(page, world.dept).goto("/desk/")
    page.get_by_role("button", name="Acknowledge").nth(1).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").filter(has_text="Acknowledged.")).to_be_visible()
    row = "() => document.activeElement.closest('li.duty')?.innerText ?? ''"
    page.wait_for_function("() => document.activeElement !== document.body")
    assert "Poster 2" in page.evaluate(row), "what is to be done next"
