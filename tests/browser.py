"""A browser for the tests marked `browser`: Chromium, one for the whole run, a fresh profile for each test."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# Said by browsers about what the page does on purpose, or by our own refusals.
EXPECTED = ("favicon",)


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

    path = os.environ.get("HERRINGBONE_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    # Playwright runs an event loop in this thread; the tests still use the database as usual.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
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


@pytest.fixture
def page(browser_context: Any, request: pytest.FixtureRequest) -> Iterator[Any]:
    """A page on which every error of script, policy or network fails the test. A failure leaves a picture in var/."""
    opened = browser_context.new_page()
    troubles: list[str] = []
    opened.on("console", lambda message: troubles.append(message.text) if message.type == "error" else None)
    opened.on("pageerror", lambda error: troubles.append(str(error)))
    failed_before = request.session.testsfailed
    yield opened
    if request.session.testsfailed > failed_before:
        folder = Path("var/pictures")
        folder.mkdir(parents=True, exist_ok=True)
        opened.screenshot(path=folder / f"{request.node.name}.png", full_page=True)
    assert [trouble for trouble in troubles if not any(word in trouble for word in EXPECTED)] == []
