"""The console command: each part does what it says, and what goes wrong is a sentence and never a traceback."""

import os
import re
import shutil
import socket
import subprocess
import sys

import pytest

from herringbone.cli import COMMANDS, main

pytestmark = [pytest.mark.processes, pytest.mark.once]

INIT = {
    "--agency": "Halden & Rossi",
    "--entity": "Halden & Rossi S.r.l.",
    "--office": "Milan",
    "--currency": "EUR",
    "--zone": "Europe/Rome",
    "--language": "it",
    "--admin": "ada.rossi@agency.example",
}


@pytest.fixture
def place(tmp_path, db, kept_copy):
    """An empty place for an agency, on SQLite. The tables are there already, to spare the time of making them."""
    if kept_copy is None:
        pytest.skip("the commands are the same on every database, and the drill of backups runs on each")
    folder = tmp_path / "agency"
    folder.mkdir(mode=0o700)
    shutil.copyfile(kept_copy, folder / "agency.sqlite3")
    return folder


@pytest.fixture
def herringbone(tmp_path):
    """Runs the command as an administrator would; gives (exit code, words)."""

    def run(*arguments, **environment):
        ran = subprocess.run(
            [sys.executable, "-m", "herringbone", *arguments],
            env={
                "PATH": os.environ["PATH"],
                "HOME": str(tmp_path),
                "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
                "HERRINGBONE_DATA": str(tmp_path / "agency"),
                **environment,
            },
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
            timeout=120,
        )
        assert "Traceback" not in ran.stdout, ran.stdout
        return ran.returncode, ran.stdout

    return run


def words(given):
    return [word for pair in given.items() for word in pair]


def test_an_agency_begins_with_an_administrators_way_in(place, herringbone):
    base = "https://herringbone.example.com"
    code, said = herringbone("init", *words(INIT), HERRINGBONE_BASE_URL=base)
    assert code == 0, said
    assert re.search(rf"way in for Ada Rossi.*{base}/invitations/\S{{40,}}", said)
    assert {path.name for path in place.iterdir()} >= {"secret.key", "encryption.key", "instance.id", "files"}
    assert [path for path in place.iterdir() if path.stat().st_mode & 0o077 and path.suffix != ".sqlite3"] == []
    assert herringbone("check") == (0, "nothing is wrong\n")

    code, said = herringbone("init", *words(INIT))
    assert (code, "already" in said) == (1, True), said

    newcomer = ["invite", "bea@agency.example", "--as", INIT["--admin"]]
    code, said = herringbone(*newcomer)
    assert (code, "--name" in said) == (2, True), said
    code, said = herringbone(*newcomer, "--name", "Bea Bianchi", HERRINGBONE_BASE_URL=base)
    assert (code, f"{base}/invitations/" in said) == (0, True), said
    code, said = herringbone("invite", "cy@agency.example", "--name", "Cy", "--as", "bea@agency.example")
    assert (code, "may not" in said) == (1, True), said

    code, said = herringbone("serve", HERRINGBONE_BASE_URL=base)
    assert (code, said.count("\n  - ")) == (1, 1), said
    assert "HERRINGBONE_TRUSTED_PROXIES" in said


WRONG = [
    ("--zone", "Europe/Milan", 2, "Europe/Rome"),
    ("--zone", "UTC", 2, "--country"),
    ("--currency", "EURO", 2, "EUR"),
    ("--language", "fr", 2, "--language"),
    ("--admin", "notanemail", 2, "mail address"),
    ("--admin", "", 2, "--admin is empty"),
    ("--agency", " ", 2, "--agency is empty"),
    ("--entity", "", 2, "--entity is empty"),
    ("--office", "", 2, "--office is empty"),
    ("--agency", "x" * 300, 2, "--agency is longer"),
]


def test_what_cannot_be_is_said_and_nothing_is_begun(place, herringbone, tmp_path, subtests):
    nowhere = tmp_path / "nowhere"
    for option, value, code, word in WRONG:
        with subtests.test(option=option, value=value):
            refused, said = herringbone("init", *words({**INIT, option: value}), HERRINGBONE_DATA=str(nowhere))
            assert (refused, word in said) == (code, True), said
            assert not nowhere.exists(), "something was left behind"


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself(capsys, name):
    mask = os.umask(0)
    try:
        with pytest.raises(SystemExit) as ended:
            main([name, "--help"])
    finally:
        os.umask(mask)
    assert ended.value.code == 0
    assert f"herringbone {name}" in capsys.readouterr().out


def test_without_a_word_the_commands_are_listed(herringbone):
    code, said = herringbone()
    assert (code, set(re.findall(r"^    ([\w-]+)(?: |$)", said, re.MULTILINE))) == (0, set(COMMANDS))


def test_a_word_that_is_no_command_is_refused(herringbone):
    code, said = herringbone("instal")
    assert (code, "instal" in said) == (2, True)


@pytest.mark.parametrize(
    ("environment", "word"),
    [
        ({"HERRINGBONE_MODE": "staging"}, "HERRINGBONE_MODE"),
        ({"DATABASE_URL": "mysql://localhost/agency"}, "DATABASE_URL"),
        ({"EMAIL_URL": "mail.example"}, "EMAIL_URL"),
        ({"HERRINGBONE_TRUSTED_PROXIES": "one"}, "HERRINGBONE_TRUSTED_PROXIES"),
    ],
)
def test_a_setting_that_cannot_be_read_is_named(herringbone, environment, word):
    code, said = herringbone("check", **environment)
    assert (code, word in said) == (2, True), said


def test_where_no_database_answers_it_is_said(herringbone):
    code, said = herringbone("check", DATABASE_URL="postgresql://ada:CANARY@127.0.0.1:1/agency")
    assert (code, "does not answer" in said, "CANARY" in said) == (1, True, False), said


@pytest.mark.parametrize("command", [["backup", "b.tar.gz"], ["check"], ["import", "clients", "c.csv"]])
def test_before_init_a_command_says_what_comes_first(herringbone, command):
    code, said = herringbone(*command)
    assert (code, "herringbone init" in said) == (1, True), said


class TestTheDemo:
    @pytest.mark.parametrize("now", ["tomorrow", "2026-11-24", "2026-11-24T09:10"])
    def test_its_moment_needs_a_zone(self, herringbone, now):
        code, said = herringbone("demo", "--now", now)
        assert (code, "--now" in said) == (2, True), said

    def test_a_taken_port_is_named_with_a_free_one(self, herringbone):
        with socket.socket() as other:
            other.bind(("127.0.0.1", 0))
            other.listen(1)
            port = other.getsockname()[1]
            code, said = herringbone("demo", "--port", str(port))
        assert (code, f"--port {port + 1}" in said) == (1, True), said

    def test_it_never_touches_what_is_not_the_demos(self, place, herringbone):
        before = (place / "agency.sqlite3").read_bytes()
        code, said = herringbone("demo", "--fresh", "--port", "8765", HERRINGBONE_DEMO=str(place))
        assert (code, "left alone" in said) == (1, True), said
        assert (place / "agency.sqlite3").read_bytes() == before
