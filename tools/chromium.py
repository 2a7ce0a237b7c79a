"""Where the browser for browser tests is, installing it where that is allowed."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tools.postgres import install

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ELSEWHERE = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)


def find() -> str | None:
    """The browser's path, or None where there is none and none may be installed."""
    if there := _installed():
        return there
    if os.geteuid() == 0 and shutil.which("apt-get"):
        install("chromium")
        if there := _installed():
            return there
    fetched = subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)
    return _of_playwright() if fetched.returncode == 0 else None


def _installed() -> str | None:
    named = os.environ.get("HERRINGBONE_CHROMIUM")
    paths = [named, *map(shutil.which, NAMES), *ELSEWHERE, _of_playwright()]
    return next((path for path in paths if path and Path(path).exists()), None)


def _of_playwright() -> str | None:
    """The browser that playwright has fetched for itself, if it has."""
    ask = "from playwright.sync_api import sync_playwright as s\nwith s() as p: print(p.chromium.executable_path)"
    told = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=False)
    path = told.stdout.strip()
    return path if path and Path(path).exists() else None
