"""Everything that must hold: `bin/test [--fast | --all] [pytest arguments]`.

A step that fails does not stop the others. At the end stands what failed, and what was skipped and why; with
CI=true a skip is a failure.
"""

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass

from tools import chromium, postgres

PYTHON = sys.executable
STATIC = {
    "lint": [PYTHON, "-m", "ruff", "check", "."],
    "format": [PYTHON, "-m", "ruff", "format", "--check", "."],
    "types": [PYTHON, "-m", "mypy"],
    "import contract": [
        PYTHON, "-c", "from importlinter.cli import lint_imports_command as run; run(['--no-cache'])",
    ],
    "templates": [PYTHON, "-m", "djlint", "herringbone", "--lint", "--quiet"],
    "house rules": [PYTHON, "-m", "tools.lint"],
    "migrations": [PYTHON, "-m", "django", "makemigrations", "--check", "--dry-run", "--settings", "tests.settings"],
}  # fmt: skip
AT_ONCE = 2
IN_BROWSER = "test_*_browser.py"  # the only files with tests for a browser: a rule of the house


@dataclass
class Outcome:
    """How a step went. `line` is what pytest said last, or why the step was skipped."""

    name: str
    state: str  # "ok", "FAILED" or "SKIPPED"
    seconds: float = 0
    line: str = ""


def main() -> int:
    """0 when every step passed."""
    parser = argparse.ArgumentParser(prog="bin/test", description=__doc__)
    parser.add_argument("--fast", action="store_true", help="SQLite, no browser: under two minutes")
    parser.add_argument("--all", action="store_true", help="also what takes long, and the crawler in full everywhere")
    told, for_pytest = parser.parse_known_args()
    began = time.monotonic()
    with ThreadPoolExecutor() as beside:
        # While the tests begin, one of them makes what the others wait for: a processor is free.
        reading = beside.submit(lambda: [static_step(name) for name in STATIC])
        tests = list(test_steps(told, for_pytest))
    return sum_up([*reading.result(), *tests], time.monotonic() - began)


def static_step(name: str) -> Outcome:
    """What is found by reading; its words are printed in one piece, among the lines of the tests."""
    began = time.monotonic()
    done = subprocess.run(
        STATIC[name],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
    )
    print(f"{headline(name)}\n{done.stdout.strip() or 'nothing found'}\n", end="", flush=True)
    return Outcome(name, "FAILED" if done.returncode else "ok", time.monotonic() - began)


def test_steps(told: argparse.Namespace, for_pytest: list[str]) -> Iterator[Outcome]:
    """What is found by running."""
    at_once = ["-n", str(AT_ONCE), "--dist", "worksteal", *for_pytest]
    if told.fast:
        soon = "not (browser or slow or processes or crawl or forged or thorough or later)"
        yield pytest("tests on SQLite", [*at_once, "-m", soon], CHECK_EVERY="16")
        return
    usual = [*at_once, "-m", "not browser and not slow"]
    forged, check = ("1", "1") if told.all else ("17", "16")
    yield pytest("tests on SQLite", usual, CRAWL_EVERY="1", FORGE_EVERY=forged, CHECK_EVERY=check)
    with ExitStack() as running:
        try:
            address = running.enter_context(postgres.server())
        except postgres.NoServer as reason:
            yield Outcome("tests on PostgreSQL", "SKIPPED", line=str(reason))
        else:
            crawl, forged = ("1", "1") if told.all else ("17", "17")
            often = {"CRAWL_EVERY": crawl, "FORGE_EVERY": forged, "CHECK_EVERY": check}
            yield pytest("tests on PostgreSQL", usual, DATABASE_URL=address, **often)
            if told.all:
                yield pytest("long tests on PostgreSQL", ["-m", "slow", *for_pytest], DATABASE_URL=address)
    browser = chromium.find()
    if browser:
        # One more at once: each waits for its browser half of the time.
        shown = ["-n", str(AT_ONCE + 1), *at_once[2:], "-o", f"python_files={IN_BROWSER}", "-m", "browser and not slow"]
        yield pytest("tests in the browser", shown, HERRINGBONE_CHROMIUM=browser)
    else:
        yield Outcome("tests in the browser", "SKIPPED", line="no Chromium. Debian: apt install chromium")
    if told.all:
        yield pytest("long tests on SQLite", ["-m", "slow", *for_pytest])


def pytest(name: str, arguments: list[str], **environment: str) -> Outcome:
    """Run pytest, its words as they come; 5 means that no test was there to be run."""
    print(headline(name), flush=True)
    began = time.monotonic()
    running = subprocess.Popen(
        [PYTHON, "-m", "pytest", "--no-header", *arguments],
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        stdin=subprocess.DEVNULL,
        text=True,
    )
    last = ""
    assert running.stdout
    for line in running.stdout:
        print(line, end="", flush=True)
        last = line.strip() or last
    code = running.wait()
    if code == 5:
        return Outcome(name, "SKIPPED", time.monotonic() - began, "no such test")
    return Outcome(name, "FAILED" if code else "ok", time.monotonic() - began, last)


def headline(name: str) -> str:
    """The line over the words of a step."""
    return f"\n=== {name} " + "=" * max(0, 70 - len(name))


def sum_up(outcomes: list[Outcome], seconds: float) -> int:
    """Say loudly what failed and what was skipped; the exit code."""
    print(headline("result"), flush=True)
    for outcome in outcomes:
        print(f"{outcome.state:8} {outcome.name:24} {outcome.seconds:5.0f} s  {outcome.line}".rstrip())
    failed = [outcome.name for outcome in outcomes if outcome.state == "FAILED"]
    skipped = [outcome for outcome in outcomes if outcome.state == "SKIPPED"]
    for outcome in skipped:
        print(f"\n!!! SKIPPED: {outcome.name}: {outcome.line}")
    if failed:
        print(f"\n!!! FAILED: {', '.join(failed)}")
    bad = bool(failed) or (bool(skipped) and os.environ.get("CI") == "true")
    if skipped and os.environ.get("CI") == "true":
        print("\n!!! CI=true: what was skipped counts as failed")
    print(f"\n{'NOT GOOD' if bad else 'all good'} after {seconds:.0f} s")
    for outcome in outcomes:
        if outcome.line and outcome.state != "SKIPPED":
            print(f"{outcome.name}: {outcome.line}")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
