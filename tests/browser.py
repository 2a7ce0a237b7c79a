"""A browser for the tests marked `browser`: Chromium, one for the whole run, a fresh profile for each test."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from herringbone.core import clock
from tools.chromium import FLAGS, installed

# Said by browsers about what the page does on purpose, or by our own refusals.
EXPECTED = ("favicon",)
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PHONE = {"width": 390, "height": 844}


def complaints(page: Any) -> list[str]:
    """What axe finds on a page, each as its rule and the first element that breaks it."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": RULES}}).response["violations"]
    return [f"{one['id']}: {one['nodes'][0]['html'][:120]}" for one in found]


def let_in(page: Any, person: Any) -> Any:
    """Sign a person in to the profile of a page without the door, which has tests of its own; gives the page."""
    from django.conf import settings
    from django.test import Client

    client, name = Client(), settings.SESSION_COOKIE_NAME
    client.force_login(person, backend="herringbone.people.door.backend.Backend")
    page.context.add_cookies([{"name": name, "value": client.cookies[name].value, "domain": "localhost", "path": "/"}])
    return page


class Hours:
    """The hours of a day that the server lives by, in its own threads; they run on from each moment that is set."""

    def set(self, moment: datetime) -> None:
        """It is that moment now."""
        clock.run_from(moment)
        self.moment, self.begun = moment, datetime.now(UTC)

    def now(self) -> datetime:
        """The server's present moment."""
        return self.moment + (datetime.now(UTC) - self.begun)

    def mail_goes_out(self) -> None:
        """Do the worker's task that sends what waits."""
        from herringbone.record.effects.tasks import send_what_waits

        with clock.clock_at(self.now()):
            send_what_waits.call()

    def duties_fall_due(self) -> None:
        """Do the worker's task that keeps who held what fell due."""
        from herringbone.record.tasks import settle_what_fell_due

        with clock.clock_at(self.now()):
            settle_what_fell_due.call()


@pytest.fixture
def hours() -> Iterator[Hours]:
    """A day whose hours a test sets; afterwards the real ones count again."""
    yield Hours()
    real = datetime.now(UTC)
    clock.run_from(real, real)


@pytest.fixture(scope="session")
def static_files_built(django_db_setup: None) -> None:
    """The style sheet and the fonts, made once and kept from run to run."""
    from django.conf import settings

    from herringbone.web.static_build import build

    settings.STATIC_BUILT.mkdir(parents=True, exist_ok=True)
    build(settings.STATIC_BUILT)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """The running browser (playwright's `Browser`)."""
    from playwright.sync_api import sync_playwright

    # Playwright runs an event loop in this thread; the tests still use the database as usual.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=installed(), args=FLAGS)
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def browser_context(chromium: Any, static_files_built: None, live_server: Any) -> Iterator[Any]:
    """A fresh profile whose addresses begin at the test's server. Keyword arguments of one's own: `chromium`."""
    context = chromium.new_context(base_url=live_server.url, viewport={"width": 1280, "height": 900})
    context.set_default_timeout(10_000)
    yield context
    context.close()


class Browsers:
    """The profiles and pages of one test: every error of script, policy or network on them is kept."""

    def __init__(self, chromium: Any, address: str) -> None:
        self.chromium, self.address = chromium, address
        self.contexts: list[Any] = []
        self.pages: list[Any] = []
        self.troubles: list[str] = []

    def page(self, **options: Any) -> Any:
        """A page in a fresh profile; takes what playwright's `new_context` takes."""
        context = self.chromium.new_context(base_url=self.address, **options)
        context.set_default_timeout(10_000)
        self.contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: self.troubles.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: self.troubles.append(str(error)))
        self.pages.append(page)
        return page

    def leave_pictures(self, name: str) -> None:
        """A picture of each page, in var/pictures."""
        folder = Path("var/pictures")
        folder.mkdir(parents=True, exist_ok=True)
        for place, page in enumerate(self.pages):
            page.screenshot(path=folder / f"{name}{place or ''}.png", full_page=True)

    def close(self) -> None:
        """Close all profiles."""
        for context in self.contexts:
            context.close()


@pytest.fixture
def browsers(
    chromium: Any, static_files_built: None, live_server: Any, request: pytest.FixtureRequest
) -> Iterator[Browsers]:
    """Fresh profiles on whose pages any error fails the test. A failure leaves pictures in var/."""
    failed_before = request.session.testsfailed
    opened = Browsers(chromium, live_server.url)
    yield opened
    if request.session.testsfailed > failed_before:
        opened.leave_pictures(request.node.name)
    opened.close()
    assert [trouble for trouble in opened.troubles if not any(word in trouble for word in EXPECTED)] == []


@pytest.fixture
def page(browsers: Browsers) -> Any:
    """A page on which every error fails the test."""
    return browsers.page(viewport={"width": 1280, "height": 900})
