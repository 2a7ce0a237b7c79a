"""The guides of whoever runs the program name just what it knows: settings, commands, options, addresses."""

import argparse
import importlib
import re
import shlex
from pathlib import Path

import pytest
from django.urls import resolve

from herringbone import cli, environment

ROOT = Path(__file__).parent.parent
GUIDE, ADMINISTRATOR = ROOT / "docs" / "production.md", ROOT / "docs" / "administrator.md"
VARIABLE = re.compile(r"\b(?:HERRINGBONE_[A-Z_]*[A-Z]|DATABASE_URL|EMAIL_URL|FILES_URL|IMAP_URL)\b")
# Set by the program for its own processes, by tests, or where the program is made and not run.
NOT_SETTINGS = {
    "HERRINGBONE_SUPERVISED", "HERRINGBONE_GATE", "HERRINGBONE_TEST_DATA", "HERRINGBONE_ENV", "HERRINGBONE_PYTHON",
    "HERRINGBONE_OIDC",
}  # fmt: skip
# Never in production; the guides name them where they say so, or not at all.
NOT_FOR_PRODUCTION = {"HERRINGBONE_MODE", "HERRINGBONE_DEBUG", "HERRINGBONE_NOW"}


def known():
    """Every environment variable that the program reads."""
    found = {f"HERRINGBONE_OIDC_{name}" for name in environment.OIDC}
    for file in (ROOT / "herringbone").rglob("*.py"):
        if "tests" not in file.parts:
            found |= set(re.findall(r"[\"'](HERRINGBONE_[A-Z_]*[A-Z]|[A-Z]+_URL)[\"']", file.read_text()))
    return found - NOT_SETTINGS


def blocks(page, kind=""):
    """The blocks of a page that are set as code of a kind."""
    found, inside = [], None
    for line in page.read_text().splitlines():
        if line.startswith("```"):
            if inside is None:
                inside = line[3:], []
            else:
                found += ["\n".join(inside[1])] if inside[0] == kind else []
                inside = None
        elif inside is not None:
            inside[1].append(line)
    return found


def calls(page):
    """Each `herringbone …` in a page's blocks, as words."""
    for block in blocks(page) + blocks(page, "ini"):
        for line in block.replace("\\\n", " ").splitlines():
            line = line.replace("$(date +%F)", "2026-11-24")
            found = re.search(r"(?:^|[ =/])herringbone ([a-z][a-z-]*(?: .*)?)$", line.partition(" #")[0].rstrip())
            if found and not line.startswith(("createdb", "systemctl", "createuser", "useradd")):
                yield shlex.split(found[1])


def test_every_setting_stands_in_the_administrators_guide_and_none_that_is_not():
    told = set(VARIABLE.findall(ADMINISTRATOR.read_text())) - NOT_SETTINGS
    assert known() - NOT_FOR_PRODUCTION - told == set(), "not described"
    assert told - known() == set(), "described, and read by nobody"


def test_the_production_guide_names_no_setting_that_nobody_reads():
    assert set(VARIABLE.findall(GUIDE.read_text())) - NOT_SETTINGS - known() == set()


@pytest.mark.parametrize("page", [GUIDE, ADMINISTRATOR], ids=lambda page: page.stem)
def test_every_command_in_a_guide_is_one_with_such_options(page):
    found = list(calls(page))
    assert {"serve", "backup", "restore", "check", "promote", "migrate"} <= {name for name, *_ in found}
    for name, *options in found:
        assert name in cli.COMMANDS, f"there is no herringbone {name}"
        if name in ("import", "demo"):  # the importer reads its own words
            continue
        parser = argparse.ArgumentParser()
        importlib.import_module(f"herringbone.commands.{cli.COMMANDS[name][0]}").add_arguments(parser)
        parser.parse_args(options)


def test_the_addresses_in_the_guide_are_the_programs(db):
    for address in ("/healthz", "/sign-in/", "/sign-in/company/answer/"):
        assert address in GUIDE.read_text() + ADMINISTRATOR.read_text()
        resolve(address)


def test_each_unit_stops_more_slowly_than_what_it_stops():
    from herringbone.serve import GRACE

    serve, worker = blocks(GUIDE, "ini")
    assert int(re.search(r"TimeoutStopSec=(\d+)", serve)[1]) > GRACE
    assert int(re.search(r"TimeoutStopSec=(\d+)", worker)[1]) >= GRACE


def test_what_the_settings_of_the_guide_say_can_be_read(monkeypatch):
    told = dict(line.split("=", 1) for block in blocks(GUIDE) for line in block.splitlines() if VARIABLE.match(line))
    for name, value in told.items():
        monkeypatch.setenv(name, value)
    assert environment.provider().name == "Example ID"
    assert environment.database(told["DATABASE_URL"])["NAME"] == "herringbone"
    assert environment.mail(told["EMAIL_URL"])["EMAIL_HOST"] == "mail.example.com"
    bucket = environment.files(told["FILES_URL"])
    assert (bucket.name, bucket.prefix, bucket.region) == ("agency-files", "herringbone/", "eu-south-1")
