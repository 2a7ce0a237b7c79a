"""Takes pictures of pages, 1440 and 390 px wide, light and dark: for the README, and to compare with the design.

    python -m tools.shots http://localhost:8000 var/shots /desk/ /jobs/ --email nora@… --password …

Each page becomes PATH-WIDTH-THEME.png in the folder, "/desk/" being desk-1440-light.png.
"""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, Page, sync_playwright

from tools.chromium import FLAGS, installed

WIDTHS = (1440, 390)
LEAST_HEIGHT = 844
THEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")


@contextmanager
def browser() -> Iterator[Browser]:
    """A browser without a window, closed afterwards."""
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=installed(), args=FLAGS)
        try:
            yield opened
        finally:
            opened.close()


def name_of(path: str) -> str:
    """The file name of a page without its ending: "/clients/4/" is clients-4."""
    return path.split("?")[0].strip("/").replace("/", "-") or "home"


def sign_in(page: Page, site: str, email: str, password: str) -> None:
    """Go through the door as somebody."""
    page.goto(f"{site}/sign-in/")
    page.fill("input[name=login]", email)
    page.fill("input[name=password]", password)
    page.click("button[type=submit]")
    page.wait_for_load_state()


def take(site: str, folder: Path, paths: list[str], email: str = "", password: str = "") -> list[Path]:
    """Take every page in both widths and both themes; the files that were written."""
    folder.mkdir(parents=True, exist_ok=True)
    taken = []
    with browser() as chromium:
        for theme in THEMES:
            context = chromium.new_context(color_scheme=theme, reduced_motion="reduce")
            page = context.new_page()
            if email:
                sign_in(page, site, email, password)
            for path in paths:
                for width in WIDTHS:
                    page.set_viewport_size({"width": width, "height": LEAST_HEIGHT})
                    page.goto(site + path)
                    page.evaluate("document.fonts.ready")
                    # As tall as the page itself, so that what keeps to the foot of the window stands at its foot.
                    tall = max(LEAST_HEIGHT, page.evaluate("document.documentElement.scrollHeight"))
                    page.set_viewport_size({"width": width, "height": tall})
                    file = folder / f"{name_of(path)}-{width}-{theme}.png"
                    page.screenshot(path=file, full_page=True)
                    taken.append(file)
            context.close()
    return taken


def main() -> None:
    """Read the command line, take the pictures, say what was written."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("site", help="address of the running program, without a slash at its end")
    parser.add_argument("folder", type=Path)
    parser.add_argument("paths", nargs="+", help="pages, each beginning with a slash")
    parser.add_argument("--email", default="")
    parser.add_argument("--password", default="")
    given = parser.parse_args()
    for file in take(given.site, given.folder, given.paths, given.email, given.password):
        print(file)


if __name__ == "__main__":
    main()
