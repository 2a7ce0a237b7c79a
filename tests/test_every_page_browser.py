"""Every page of the site in a browser: nothing for axe to find in either theme, nothing wider than a phone and nothing
squeezed there.

The light theme is looked at on a wide screen and the dark one on a phone, so that both layouts and both themes are
seen. Each address is opened by the first of these readers who finds a page there; some pages look otherwise to others.
"""

import re
import zlib
from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core import mail
from playwright.sync_api import Page

from herringbone.meetings.tests.builders import an_issue
from herringbone.people.models import Person
from tests import crawling
from tests.addresses import Stop, stops
from tests.browser import PHONE, RULES, Browsers, Hours, let_in
from tests.crawling import Eyes, browser_of
from tests.filled import LATER
from tests.test_s01_crawler import finds
from tests.test_s12_portal import tokens
from tests.world import World

pytestmark = pytest.mark.browser

AXE = Axe().axe_script
LOOK = """only => axe.run({ runOnly: only, preload: false, selectors: false, resultTypes: ["violations"] })
  .then(found => found.violations.map(one => `${one.id} (${one.nodes.length}): ${one.nodes[0].html.slice(0, 160)}`))"""
ALL = {"type": "tag", "values": RULES}
# What a page of the same elements may lose by other colours or another layout.
BY_STYLE = {
    "type": "rule",
    "values": [
        "color-contrast", "link-in-text-block", "target-size", "scrollable-region-focusable", "button-name",
        "link-name", "label", "select-name", "summary-name", "empty-heading", "empty-table-header",
    ],
}  # fmt: skip
WIDER = """wide => document.scrollingElement.scrollWidth <= wide ? [] :
  [`${document.scrollingElement.scrollWidth} px wide`]"""
# Words that have room for a letter or two a line, so that they stand one below the other.
SQUEEZED = """() => {
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), found = []
  while (texts.nextNode()) {
    const text = texts.currentNode, box = text.parentElement
    if (text.data.trim().length < 4 || !box.checkVisibility() || box.closest('.unseen, script, style')) continue
    const range = document.createRange()
    range.selectNodeContents(text)
    const lines = [...range.getClientRects()], em = parseFloat(getComputedStyle(box).fontSize)
    if (lines.length > 3 && lines.every(line => line.width < 1.5 * em)) found.push(`squeezed: ${text.data.trim()}`)
  }
  return found
}"""
UNFOLD = "document.querySelectorAll('details:not(.float-place)').forEach(one => { one.open = true })"
WIDE = {"width": 1280, "height": 900}


# What looks otherwise in each of its states: every one of Alder's is opened.
STATES = {"meeting", "form"}
ALIKE = {"duty_length"}  # of each kind of duty, the same form
PARTS = 4  # of all kinds of page, each a test of its own, so that two can run at once and end together
# What several of these readers open, since it is another page to each.
OWN = (
    "/desk/", "/clients/", "/jobs/", "/notifications/",
    f"/meetings/?month={LATER:%Y-%m}", "/jobs/?shape=board", "/jobs/?shape=calendar",
)  # fmt: skip


def with_axe(page: Page) -> Page:
    """The same page, which from now on brings axe to every address."""
    page.add_init_script(AXE)
    return page


def complaints_of(page: Page, address: str) -> list[str]:
    """What is wrong with the page at an address, with all unfolded that can be: on a wide screen in the light theme,
    and on a phone in the dark one.
    """
    page.set_viewport_size(WIDE)
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    page.goto(address)
    page.evaluate(UNFOLD)
    light = page.evaluate(LOOK, ALL)
    page.set_viewport_size(PHONE)
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    dark = [*page.evaluate(WIDER, PHONE["width"]), *page.evaluate(SQUEEZED), *page.evaluate(LOOK, BY_STYLE)]
    return [*(f"{address}, light: {one}" for one in light), *(f"{address}, dark: {one}" for one in dark)]


def kind_of(stop: Stop, world: World) -> str:
    """What two addresses have in common that differ in their record alone."""
    if stop.name in STATES and stop.client == world.alder.pk:
        return stop.url
    return stop.name if stop.name in ALIKE else crawling.kind_of(stop.url)


def pages_for(world: World, person: Person | None, but: set[str], part: int | None = None) -> Iterator[tuple[str, str]]:
    """The pages that somebody finds, one of each kind not in `but`, or of a part of these kinds: as (kind, address)."""
    eyes, browser, found, none = Eyes.of(world, person), browser_of(person), set(but), set()
    for stop in stops():
        kind = kind_of(stop, world)
        if part is not None and zlib.crc32(kind.encode()) % PARTS != part:
            continue
        if kind in found or stop.name in none or not finds(eyes, stop):
            continue
        if not stop.rule.open and (person is None or not stop.rule.allows(person)):
            continue
        answer = browser.get(stop.url)
        if answer.status_code == 200 and is_page(answer):
            found.add(kind)
            yield kind, stop.url
        elif answer.status_code in {200, 403, 405}:  # part of a page, a file, or only to be sent to
            none.add(stop.name)


def is_page(answer: Any) -> bool:
    """Whether an answer is a page of its own, and no part of one and no file."""
    return not answer.streaming and b"<html" in answer.content


@pytest.mark.crawl
@pytest.mark.parametrize("part", range(PARTS))
def test_axe_finds_nothing_on_any_page_inside_and_none_is_wider_than_a_phone(
    filled: World, cast: dict[str, Person | None], browsers: Browsers, hours: Hours, part: int
):
    hours.set(LATER)
    opened, faults = set(), []
    for who in ("ae_alder", "head", "admin", "chief"):
        page = let_in(with_axe(browsers.page()), cast[who])
        new = dict(pages_for(filled, cast[who], opened, part))
        own = [
            address for address in OWN[part::PARTS] if opened and browser_of(cast[who]).get(address).status_code == 200
        ]
        for address in [*new.values(), *own]:
            faults += [f"{who} {one}" for one in complaints_of(page, address)]
        opened |= set(new)
    assert not faults, "\n".join(faults)
    assert len(opened) > 100 / PARTS, "so many kinds of page there are"


def test_axe_finds_nothing_on_what_a_client_opens_by_the_link_of_a_mail(
    filled: World, browsers: Browsers, hours: Hours
):
    hours.set(LATER)
    an_issue(filled)
    hours.mail_goes_out()
    letter = next(one for one in reversed(mail.outbox) if "pat@alder.example" in one.to[0] and "/a/" in one.body)
    unanswered, answered = re.search(r"/a/([\w-]+)/", letter.body)[1], tokens(filled)["birch"]
    page, faults = with_axe(browsers.page()), []
    for token in (unanswered, answered):
        page.goto(f"/a/{token}/")
        assert "/answer/" in page.url
        assert page.get_by_label("Your full name").count() == (token == unanswered)
        faults += complaints_of(page, page.url) + complaints_of(page, f"{page.url}?lang=it")
    assert not faults, "\n".join(faults)


def test_axe_finds_nothing_on_what_is_shown_to_whoever_is_not_signed_in(
    filled: World, chromium: Any, static_files_built: None, live_server: Any
):
    faults = []
    with chromium.new_context(base_url=live_server.url) as context:
        page = with_axe(context.new_page())
        addresses = [address for _, address in pages_for(filled, None, set())]
        for address in [*addresses, "/nowhere/", "/a/no-such-link/", "/invitations/no-such-token/"]:
            faults += complaints_of(page, address)
    assert not faults, "\n".join(faults)
    assert "/sign-in/" in addresses
