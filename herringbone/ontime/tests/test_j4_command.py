"""J4: page, export and command say the same, since it is one query."""

import csv
import io

import openpyxl
import pytest
from django.test import Client as Browser

from herringbone import cli
from herringbone.core import clock
from herringbone.ontime.tests.builders import AFTER, DUE, fell_due
from tests.world import HOUR, canary


@pytest.fixture
def month(world, monkeypatch):
    """Two of Ann's for Alder fell due, one was late; one of Bob's for Birch was in time. Not settled yet."""
    monkeypatch.setattr(cli, "_set_up", lambda: None)
    fell_due(world, "A", world.ae_alder, done=DUE)
    fell_due(world, "B", world.ae_alder, done=DUE + HOUR)
    fell_due(world, "C", world.ae_birch, done=DUE, client=world.birch, by=world.ae_birch)
    with clock.clock_at(AFTER):
        yield world


def ask(*words):
    return cli.main(["record", "--month", "2026-03", *words])


def test_j4_the_command_prints_what_its_reader_may_see(month, capsys):
    assert ask("--as", month.head.email) == 0
    printed = capsys.readouterr().out
    assert "2026-03: 2 of 3 duties were met in time." in printed
    assert canary("birch", "Birch") in printed
    assert ask("--as", month.sup_alder.email) == 0
    printed = capsys.readouterr().out
    assert "1 of 2 duties were met in time." in printed
    assert "birch" not in printed.lower()


def test_j4_by_person(month, capsys):
    assert ask("--as", month.head.email, "--by", "person") == 0
    line = next(line for line in capsys.readouterr().out.splitlines() if line.startswith("Ann Alder"))
    assert line.split()[2:] == ["2", "1", "1", "0", "0", "0", "0"], "no share, no goal, none moved or withdrawn"


def test_j4_page_export_and_command_say_the_same(month, tmp_path):
    for ending in ("csv", "xlsx"):
        assert ask("--as", month.head.email, "--file", str(tmp_path / f"record.{ending}")) == 0
    browser = Browser()
    browser.force_login(month.head)
    exported = b"".join(browser.get("/record/table.csv", {"month": "2026-03"}).streaming_content)
    assert (tmp_path / "record.csv").read_bytes() == exported
    rows = list(csv.DictReader(io.StringIO(exported.decode("utf-8-sig"))))
    total = browser.get("/record/", {"month": "2026-03"}).context["record"].total
    sums = {(int(row["Fell due"]), int(row["In time"])) for row in rows if row["Of"] == "Sum"}
    assert sums == {(total.fell, total.in_time)} == {(3, 2)}
    book = openpyxl.load_workbook(tmp_path / "record.xlsx")
    assert [cell.value for cell in book["By person"][2]][:4] == ["Ann Alder", 2, 1, 1]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--month", "2026-13"], "no month"), (["--file", "record.pdf"], "neither"),
        (["--as", "no@agency.example"], "Nobody"),
    ],
)  # fmt: skip
def test_j4_what_cannot_be_read_is_said_in_a_sentence(month, capsys, words, said):
    asked = ["record", "--as", month.head.email, *words]
    assert cli.main(asked) != 0
    assert said in capsys.readouterr().err
