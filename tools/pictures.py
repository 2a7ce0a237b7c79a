"""Takes the README's pictures from the demo agency, as it stands at one moment:

    python -m tools.pictures [--data FOLDER]

It makes the demo in a folder of its own (three minutes), or opens the one in FOLDER, and writes docs/pictures/*.png.
"""

import argparse
import io
import os
import re
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page

from tools.shots import browser, sign_in

ROOT = Path(__file__).parent.parent
PICTURES = ROOT / "docs" / "pictures"
NOW = "2026-11-24T09:10-05:00"
LARGEST = 250_000  # bytes
SHARPNESS = 2  # dots a pixel, for screens that have them
COLOURS = 128  # the pages have few, and so the files stay small


@dataclass(frozen=True)
class Demo:
    """The running demo: its address, who comes in (role: e-mail and password), and the client's link."""

    site: str
    people: dict[str, tuple[str, str]]

    def enter(self, page: Page, role: str) -> None:
        """Come in as somebody: through the door, or, for the client, by the link in the mail."""
        email, password = self.people[role]
        if password.startswith("http"):
            page.goto(password)
        else:
            sign_in(page, self.site, email, password)


def desk(page: Page, site: str) -> None:
    """The desk of an account executive in the morning."""
    page.goto(f"{site}/desk/")


def client(page: Page, site: str) -> None:
    """A client's thread."""
    page.goto(f"{site}/clients/ORS/")


def contact_report(page: Page, site: str) -> None:
    """A contact report that is being written, found as she finds it: from her desk."""
    page.goto(f"{site}/desk/")
    page.locator(".duty", has_text="Orsatti Vermouth").get_by_text("Finish report").first.click()
    page.wait_for_load_state()


def answer(page: Page, site: str) -> None:
    """What the client sees on a phone; the link has led there already."""


# Name, whose, width and height, and the way there.
SHOWN: tuple[tuple[str, str, int, int, Callable[[Page, str], None]], ...] = (
    ("desk", "R4", 1440, 1000, desk),
    ("client", "R4", 1440, 1000, client),
    ("contact-report", "R4", 1440, 1000, contact_report),
    ("answer", "R10", 390, 780, answer),
)


def take(chromium: Browser, demo: Demo) -> None:
    """Take every picture. Raises ValueError for one that came out too large."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    for name, role, width, height, go in SHOWN:
        context = chromium.new_context(
            viewport={"width": width, "height": height},
            color_scheme="light", reduced_motion="reduce", device_scale_factor=SHARPNESS,
        )  # fmt: skip
        page = context.new_page()
        demo.enter(page, role)
        go(page, demo.site)
        page.evaluate("document.fonts.ready")
        picture = (
            Image.open(io.BytesIO(page.screenshot()))
            .convert("RGB")
            .quantize(COLOURS, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
        )
        file = PICTURES / f"{name}.png"
        picture.save(file, optimize=True)
        context.close()
        print(f"{file.relative_to(ROOT)}, {file.stat().st_size // 1000} KB")
        if file.stat().st_size > LARGEST:
            raise ValueError(f"{file.name} is larger than {LARGEST // 1000} KB")


@contextmanager
def running(data: Path) -> Iterator[Demo]:
    """The demo in a folder, made where it is not there yet, stopped afterwards; RuntimeError if it ends early."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "herringbone", "demo", "--port", str(port), "--now", NOW]
    surroundings = {**os.environ, "HERRINGBONE_DEMO": str(data)}
    with subprocess.Popen(command, cwd=ROOT, env=surroundings, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout
            people = {}
            for line in process.stdout:
                if found := re.match(r"person (R\d+) (\S+) (\S+) ", line):
                    people[found[1]] = (found[2], found[3])
                elif line.startswith("ready "):
                    break
            else:
                raise RuntimeError("The demo ended before it was ready; see above why.")
            yield Demo(f"http://localhost:{port}", people)
        finally:
            process.terminate()


def main() -> None:
    """Read the command line, take the pictures, say what was written."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--data", type=Path, help="the folder of a demo that is there already and does not run")
    told = parser.parse_args()
    with (
        tempfile.TemporaryDirectory() as fresh,
        running((told.data or Path(fresh) / "demo").resolve()) as demo,
        browser() as chromium,
    ):
        take(chromium, demo)


if __name__ == "__main__":
    main()
