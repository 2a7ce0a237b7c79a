"""B4 in a browser: the bar says how many jobs are chosen, stays in sight, and chooses all of the page or none."""

import pytest

from herringbone.work.tests.builders import many_jobs
from tests.browser import PHONE, Browsers, let_in
from tests.world import World

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("size", [{"width": 1280, "height": 900}, PHONE])
def test_b4_the_bar_counts_the_chosen_jobs_and_chooses_all_or_none(
    browsers: Browsers, world: World, size: dict[str, int]
) -> None:
    many_jobs(world, 12)
    page = let_in(browsers.page(viewport=size), world.ae_alder)
    page.goto("/jobs/?stage=all")
    boxes, bar = page.locator("tbody input[name=job]"), page.locator("[data-chooses] > .bulk")
    every = boxes.count()
    assert every > 10
    boxes.last.check()
    assert bar.locator("b").inner_text() == "One chosen"
    box = bar.bounding_box()
    assert box and 0 <= box["y"] < size["height"], "it is in sight where the last job was chosen"
    page.get_by_role("button", name="All of this page").click()
    assert bar.locator("b").inner_text() == f"{every} chosen"
    assert page.locator("tbody input[name=job]:checked").count() == every
    page.get_by_role("button", name="None", exact=True).click()
    assert page.locator("tbody input[name=job]:checked").count() == 0
    assert bar.locator("b").inner_text() in ("With the chosen jobs", "")  # a telephone hides the bar again
