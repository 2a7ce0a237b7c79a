"""K3, A2: a client of a file whose name is close to one that is there is brought in, and the report says so."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from herringbone.clients.actions import add_brand
from herringbone.clients.importing import Told, bring_in, read, run
from herringbone.clients.importing.client_rows import ClientRows
from herringbone.clients.models import Client
from herringbone.clients.tests.test_import_page import columns, upload
from herringbone.people.rules import visible_to
from tests.world import World


def reported(world: World, text: str) -> dict[str, tuple[str, ...]]:
    reading = read("clients", text.encode(), Told(), "clients.csv")
    report = bring_in(reading, by=world.head, name="clients.csv", dry_run=True)
    return {one.name: one.why for one in report.outcomes}


def test_k3_the_dry_run_says_which_client_a_new_one_is_close_to(world: World, tmp_path: Path, capsys):
    path = tmp_path / "clients.csv"
    path.write_text("name\nCorvo Tires\nCorvo Tyres\nSomething Else\n")
    first = tmp_path / "first.csv"
    first.write_text("name\nCorvo Tyres\n")
    assert run(["clients", str(first)]) == 0
    capsys.readouterr()
    assert run(["clients", str(path), "--dry-run"]) == 0
    said = capsys.readouterr().out.splitlines()
    assert "row 1 (line 2) Corvo Tires: close to Corvo Tyres, which is there" in said
    assert said[-1] == "rows 3, created 2, updated 0, unchanged 1, rejected 0"
    assert len([line for line in said if "close to" in line]) == 1
    assert run(["clients", str(path)]) == 0, "nothing is rejected for it"
    assert Client.objects.filter(name__startswith="Corvo").count() == 2


def test_k3_brands_and_companies_count_and_rows_of_one_file_do_not(world: World):
    add_brand(by=world.head, client=world.alder, name="Quercus Bitters")
    said = reported(world, "name\nQuercus Biters\nHazel Foods\nHazel Food\n")
    assert said["Quercus Biters"] == (f"close to {world.alder.name}, which is there",)
    assert said["Hazel Food"] == said["Hazel Foods"] == ()


def test_s03_a_client_that_one_does_not_see_is_not_named(world: World):
    assert not visible_to(world.ae_alder, Client).filter(pk=world.birch.pk).exists()
    text = f"name\n{world.birch.name} Ltd\n"
    assert reported(world, text)[f"{world.birch.name} Ltd"]
    reading = read("clients", text.encode(), Told(), "clients.csv")
    report = bring_in(reading, by=world.ae_alder, name="clients.csv", dry_run=True)
    assert not any("close to" in why for one in report.outcomes for why in one.why)


def test_k3_the_page_says_it_in_the_row(world: World, enter: Callable):
    browser = enter(world.head)
    address = upload(browser, "clients", f"name\n{world.alder.name} GmbH\n")
    page = browser.post(f"{address}trial/", columns(browser, address)).content.decode()
    assert f"close to {world.alder.name}, which is there" in page
    assert "1 new, 0 changed" in page


@pytest.mark.later
def test_k3_comparing_asks_the_database_no_more_for_many(world: World):
    counts = []
    for there in (10, 190):
        text = "name\n" + "".join(f"Firm {number} of {there}\n" for number in range(there))
        bring_in(read("clients", text.encode(), Told(), "clients.csv"), by=world.head, name="clients.csv")
        with CaptureQueriesContext(connection) as asked:
            rows = ClientRows(world.head, world.office, None)
            assert rows.near.near("Firm 7")
        counts.append(len(asked))
    assert counts[0] == counts[1]
