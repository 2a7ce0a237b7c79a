"""The parts of a record on a phone: the one that is shown is in sight, with scripts and without."""

import pytest

from tests.browser import PHONE, Browsers, let_in
from tests.world import World

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("scripts", [True, False])
def test_a_late_part_of_a_client_is_in_sight_on_a_phone(browsers: Browsers, world: World, scripts: bool) -> None:
    page = let_in(browsers.page(viewport=PHONE, java_script_enabled=scripts), world.ae_alder)
    page.goto(f"/clients/{world.alder.code}/relations/")
    shown = page.locator(".views [aria-current]")
    assert "Relationships" in shown.inner_text()
    box = shown.bounding_box()
    assert box and box["x"] >= 0 and box["x"] + box["width"] <= PHONE["width"]
    head = page.locator("h1").bounding_box()
    assert head and head["y"] >= 0, "the page itself begins at its head"
