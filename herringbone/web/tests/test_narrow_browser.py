"""The head of every page on the narrowest telephones: search, who one is and the call have room beside the mark."""

import pytest

from tests.browser import Browsers, let_in
from tests.world import World

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("language", ["en", "it"])
def test_the_head_of_a_page_is_no_wider_than_320_pixels(browsers: Browsers, world: World, language: str) -> None:
    world.ae_alder.language = language
    world.ae_alder.save()
    page = let_in(browsers.page(viewport={"width": 320, "height": 700}, has_touch=True), world.ae_alder)
    page.goto("/people/")
    assert page.evaluate("document.scrollingElement.scrollWidth") == 320
    assert page.get_by_role("link", name="Herringbone").is_visible()
