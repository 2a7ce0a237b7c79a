"""Clients and contacts from files. The files in `tests/data` would be ours; these are written by the tests."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest

from herringbone.clients.codes import code_for
from herringbone.clients.importing import run
from herringbone.clients.models import Client, Contact, Import
from herringbone.people.models import Role
from herringbone.record.models import Event
from tests.world import World

ACCOUNTS = """account,sector,year_established,revenue,employees,office_location,subsidiary_of
Cheers,entertainment,1993,4269.9,6472,United States,Massive Dynamic
dambase,technolgy,2000,2173.98,2928,United States,
Gekko & Co,retail,1990,2520.83,3502,United States,
Massive Dynamic,entertainment,1989,665.06,1095,United States,
"""


@pytest.fixture
def file(tmp_path: Path):
    def write(text: str | bytes, name: str = "file.csv") -> str:
        path = tmp_path / name
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return str(path)

    return write


@pytest.fixture
def brought(capsys: pytest.CaptureFixture):
    """Run the command; its exit code, its last line, and all it said."""

    def perform(*argv: str) -> tuple[int, str, str]:
        capsys.readouterr()
        code = run(argv)
        told = capsys.readouterr()
        lines = told.out.strip().splitlines()
        return code, lines[-1] if lines else "", told.out + told.err

    return perform


def test_clients_land_whole_with_parents_that_come_later(world: World, file, brought):
    code, last, _all = brought("clients", file(ACCOUNTS))
    assert (code, last) == (0, "rows 4, created 4, updated 0, unchanged 0, rejected 0")
    cheers, dambase = Client.objects.get(name="Cheers"), Client.objects.get(name="dambase")
    assert cheers.parent == Client.objects.get(name="Massive Dynamic")
    assert (dambase.industry, dambase.country) == ("technolgy", "United States")
    assert dambase.profile == {
        "employees": "2928",
        "founded": "2000",
        "revenue": "2173.98",
    }
    assert len({client.code for client in Client.objects.all()}) == Client.objects.count()


@pytest.mark.parametrize(
    ("head", "places", "country", "town"),
    [
        ("Location", ("Italy", "USA"), "Italy", None),
        ("Sede", ("Germania", "Regno Unito"), "Germania", None),
        ("Location", ("Italy", "Chicago"), "", "Italy"),
        ("Town", ("Luxembourg", "Monaco"), "", "Luxembourg"),
        ("City", ("Milan", ""), "", "Milan"),
    ],
)
def test_a_column_of_countries_alone_is_no_column_of_towns(world: World, file, brought, head, places, country, town):
    first, second = places
    brought("clients", file(f"Client,{head}\nDogwood,{first}\nElm,{second}\n"))
    dogwood = Client.objects.get(name="Dogwood")
    assert (dogwood.country, dogwood.profile.get("location")) == (country, town)


def test_the_same_file_again_changes_nothing(world: World, file, brought):
    path = file(ACCOUNTS)
    brought("clients", path)
    events = Event.objects.count()
    code, last, _all = brought("clients", path)
    assert (code, last) == (0, "rows 4, created 0, updated 0, unchanged 4, rejected 0")
    assert Event.objects.count() == events + 1  # that a file was brought in
    assert Import.objects.latest("pk").unchanged == 4


def test_a_row_that_says_otherwise_updates_and_an_empty_cell_says_nothing(world: World, file, brought):
    brought("clients", file(ACCOUNTS))
    code, last, _all = brought("clients", file("Account,Sector,Website\nCHEERS,leisure,cheers.example\nDambase,,\n"))
    assert (code, last) == (0, "rows 2, created 0, updated 1, unchanged 1, rejected 0")
    cheers = Client.objects.get(name="Cheers")
    assert (cheers.industry, cheers.website) == ("leisure", "cheers.example")
    assert Client.objects.get(name="dambase").industry == "technolgy"


def test_a_dry_run_writes_nothing(world: World, file, brought):
    before, events = Client.objects.count(), Event.objects.count()
    code, last, _all = brought("clients", file(ACCOUNTS), "--dry-run")
    assert (code, last) == (0, "rows 4, created 4, updated 0, unchanged 0, rejected 0")
    assert (Client.objects.count(), Event.objects.count(), Import.objects.count()) == (before, events, 0)


def test_a_rejected_row_keeps_everything_out_unless_it_is_skipped(world: World, file, brought):
    before = Client.objects.count()
    path = file("Client,Code\nDogwood,DOG\nElm,DOG\n,ASH\n")
    code, last, said = brought("clients", path)
    assert (code, last) == (1, "rows 3, created 1, updated 1, unchanged 0, rejected 1")
    assert "row 3 (line 4)" in said and "no name" in said
    assert Client.objects.count() == before
    code, last, _all = brought("clients", path, "--skip-rejected")
    assert code == 0
    assert Client.objects.count() == before + 1


def test_where_nothing_is_written_the_line_before_the_figures_says_so(world: World, file, brought, capsys):
    path = file("Client,Employees\nGood Co,100\nGood Co,7\n,3\nBetter Co,5\n")
    for options, words in (
        ((), "nothing was written, because 1 row is rejected"),
        (("--dry-run",), "dry run: nothing"),
    ):
        capsys.readouterr()
        run(("clients", path, *options))
        *_before, line, last = capsys.readouterr().out.strip().splitlines()
        assert last == "rows 4, created 2, updated 1, unchanged 0, rejected 1"
        assert line.startswith(words) and line.endswith("it would come to")
    _code, _last, said = brought("clients", path, "--skip-rejected")
    assert "nothing was written" not in said


def test_a_company_that_stands_twice_in_a_file_is_told_so(world: World, file, brought):
    path = file("Client,Employees\nGood Co,100\nBetter Co,5\nGood Co,7\n")
    code, last, said = brought("clients", path, "--as", "ada@agency.example")  # may open accounts and change none
    assert (code, last) == (1, "rows 3, created 2, updated 0, unchanged 0, rejected 1")
    assert "row 3 (line 4) Good Co rejected: It stands twice in this file, first in row 1" in said
    assert "may not" not in said
    code, last, said = brought("clients", path)
    assert (code, last) == (0, "rows 3, created 2, updated 1, unchanged 0, rejected 0")
    assert "row 3 (line 4) Good Co: It stands twice in this file, first in row 1" in said
    assert Client.objects.get(name="Good Co").profile["employees"] == "7"


def test_k3_rejected_rows_come_back_as_a_file_with_the_reasons(world: World, file, brought, tmp_path: Path):
    back = tmp_path / "rejected.csv"
    code, _last, _said = brought("clients", file("Client;Code\nDogwood;DOG\n;ASH\n"), "--rejected", str(back))
    assert code == 1
    assert back.read_text("utf-8-sig").splitlines() == ["Client,Code,Why it was rejected", ",ASH,The row has no name"]
    _code, _last, said = brought("clients", file("Client,Code\n,ASH\n"), "--rejected", str(tmp_path / "no" / "x.csv"))
    assert "x.csv cannot be written" in said


def test_the_point_person_and_whose_name_it_is_done_in(world: World, file, brought):
    brought("clients", file("Client\nDogwood\n"), "--point-person", "BEA@agency.example", "--as", "ada@agency.example")
    made = Client.objects.get(name="Dogwood")
    assert Role.objects.get(client=made).person == world.bizdev
    assert Event.objects.get(verb="client opened", subject_id=made.pk).by == world.admin


@pytest.mark.parametrize(
    ("kind", "text", "options", "option"),
    [
        ("clients", "Ragione\nDogwood\n", [], "--map"),
        ("contacts", "Nom;Prénom\nMüller;Hans\n".encode("cp1252"), [], "--encoding"),
        ("clients", "Client,Client since\nDogwood,03/04/2019\n", [], "--date-order"),
        ("clients", "Client\nDogwood\n", ["--as", "nobody@agency.example"], "--as"),
        ("clients", "Client\nDogwood\n", ["--as", "ann@agency.example"], "--as"),
        ("clients", "Client\nDogwood\n", ["--point-person", "nobody@agency.example"], "--point-person"),
        ("clients", "Client\nDogwood\n", ["--map", "Nothing=name"], "--map"),
        ("clients", "Client\nDogwood\n", ["--map", "Nothing"], "--map"),
    ],
)
def test_what_must_be_asked_ends_with_2_and_names_the_option(
    world: World, file, brought, kind: str, text: str | bytes, options: Sequence[str], option: str
):
    before = Client.objects.count() + Contact.objects.count()
    code, _last, said = brought(kind, file(text), *options)
    assert code == 2 and option in said
    assert Client.objects.count() + Contact.objects.count() == before


def test_what_was_asked_can_be_answered(world: World, file, brought):
    path = file("Client,Client since\nDogwood,03/04/2019\n")
    assert brought("clients", path, "--date-order", "mdy")[0] == 0
    assert Client.objects.get(name="Dogwood").since.isoformat() == "2019-03-04"
    assert (
        brought("contacts", file("Name;E-Mail\nMüller;h@x.example\n".encode("cp1252")), "--encoding", "cp1252")[0] == 0
    )
    assert Contact.objects.filter(name="Müller").exists()


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK\x03\x04broken"])
def test_s32_what_is_no_table_ends_with_1_and_a_sentence(world: World, file, brought, data: bytes):
    code, _last, said = brought("clients", file(data))
    assert code == 1 and "Traceback" not in said and said.strip()


def test_a_workbook_reads_as_a_csv_does(world: World, file, brought, tmp_path: Path):
    book = openpyxl.Workbook()
    for row in csv.reader(io.StringIO(ACCOUNTS)):
        book.active.append(row)
    path = tmp_path / "accounts.xlsx"
    book.save(path)
    assert brought("clients", str(path))[1] == "rows 4, created 4, updated 0, unchanged 0, rejected 0"


def test_s24_formulas_are_names_and_an_apostrophe_put_on_by_an_export_comes_off(world: World, file, brought):
    names = ['=HYPERLINK("http://x","y")', "+1", "-1", "@SUM(1)", "{=1+1}"]
    text = io.StringIO()
    csv.writer(text).writerows([["Client"], *([name] for name in names), ["'=cmd"]])
    assert brought("clients", file(text.getvalue()))[0] == 0
    assert set(names) | {"=cmd"} <= set(Client.objects.values_list("name", flat=True))


def test_s35_columns_that_are_none_of_ours_are_named_and_change_nothing(world: World, file, brought):
    text = "Client,id,opened,wall,cost_rate,is_superuser\nDogwood,7,2001-01-01,x,9,1\n"
    _code, _last, said = brought("clients", file(text))
    made = Client.objects.get(name="Dogwood")
    assert made.opened.year == 2026 and made.pk != 7
    for heading in ("opened", "wall", "cost_rate", "is_superuser"):
        assert heading in said


def test_contacts_are_the_same_by_mail_or_by_name_company_and_telephone(world: World, file, brought):
    text = (
        "Name,Email,Phone,Company\n"
        "John Doe,john@x.example,555 0800,Print House\n"
        "John Doe,JOHN@x.example,5550800,Print House\n"  # the same, word for word but for capitals and blanks
        "John Doe,,555-0800,print house\n"  # the same by name, company and telephone
        "John Doe,other@x.example,5550999,Print House\n"  # a name alone never joins two
        "John Doe,john@x.example,5550801,Print House\n"  # the same, with another telephone
        ",,,Paper Mill\n"
        "Nothing But A Name,,,\n"
    )
    code, last, _all = brought("contacts", file(text))
    assert (code, last) == (0, "rows 7, created 4, updated 1, unchanged 2, rejected 0")
    john = Contact.objects.get(email="john@x.example")
    assert [reach.value for reach in john.reaches.all()] == ["5550801"]
    assert Contact.objects.get(company="Paper Mill").is_company


def test_an_administrator_brings_in_the_contacts_of_a_new_agency_and_again(world: World, file, brought):
    path = file("Name,Email,Email,Phone,Title\nJohn Doe,john@x.example,j@home.example,5550800,Printer\n")
    for last in ("created 1, updated 0, unchanged 0", "created 0, updated 0, unchanged 1"):
        assert brought("contacts", path, "--as", "ada@agency.example")[1] == f"rows 1, {last}, rejected 0"
    changed = file("Name,Email,Title\nJohn Doe,john@x.example,Head printer\n")
    assert brought("contacts", changed, "--as", "ada@agency.example")[1].startswith("rows 1, created 0, updated 1")


def test_contacts_of_a_client_join_it_and_nobody_across_a_wall_is_touched(world: World, file, brought):
    text = (
        f"Name,Email,Company\nNew One,new@alder.example,{world.alder.name}\nRio,rio@birch.example,{world.birch.name}\n"
    )
    code, last, _said = brought("contacts", file(text), "--as", "ann@agency.example")
    assert (code, last) == (0, "rows 2, created 2, updated 0, unchanged 0, rejected 0")
    assert Contact.objects.get(email="new@alder.example").client == world.alder
    world.rio.refresh_from_db()
    assert world.rio.name == "CANARY-birch-rio"
    assert Contact.objects.filter(name="Rio", client=None).exists()


def test_a_column_that_comes_twice_is_two_values_and_a_cell_of_both_is_parted(world: World, file, brought):
    text = "Name,Email,Phone,Name,Email,Notes\nJohn Doe,john@dup.com,5550400,John D.,john.d@alt.com,VIP\n"
    brought("contacts", file(text))
    john = Contact.objects.get(email="john@dup.com")
    assert [reach.value for reach in john.reaches.all()] == ["john.d@alt.com"]
    assert john.notes == "VIP"
    brought("contacts", file(",,\nContact,Email / Phone\nRajesh Kumar,raj@agency.in / 9876501234\n"))
    raj = Contact.objects.get(name="Rajesh Kumar")
    assert (raj.email, raj.phone) == ("raj@agency.in", "9876501234")


def test_without_header_columns_have_numbers(world: World, file, brought):
    options = ("--no-header", "--map", "1=name", "--map", "2=email")
    assert brought("contacts", file("John Doe,john@doe.invalid\nJane Doe,jane@doe.invalid\n"), *options)[1].startswith(
        "rows 2, created 2"
    )


@pytest.mark.parametrize(
    ("name", "taken", "code"),
    [
        ("Orsatti Vermouth", [], "ORS"),
        ("Orsatti Vermouth", ["ORS"], "ORV"),
        ("Orsatti", ["ORS"], "ORA"),
        ("Äö GmbH", [], "AOX"),
        ("محمد", [], "CLI"),
        ("محمد", ["CLI"], "CLI2"),
    ],
)
def test_a_code_is_made_of_the_name(name: str, taken: list[str], code: str):
    assert code_for(name, taken) == code


def test_a_contact_of_a_company_that_is_no_client_comes_in_and_it_is_said(world: World, file, brought):
    text = "Name,Company,Mail\nNed,Nowhere Ltd,ned@nowhere.example\nAlf,CANARY-alder-Alder,alf@alder.example\n"
    code, last, said = brought("contacts", file(text))
    assert (code, last) == (0, "rows 2, created 2, updated 0, unchanged 0, rejected 0")
    assert "1 contact of a company that is no client you work on belongs to none yet: Nowhere Ltd" in said
    assert Contact.objects.get(email="ned@nowhere.example").client is None
    assert Contact.objects.get(email="alf@alder.example").client == world.alder
