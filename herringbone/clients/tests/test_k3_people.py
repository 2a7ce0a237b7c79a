"""K3, I1: people of the agency from a spreadsheet, with their managers, whatever the order."""

import pytest

from herringbone.clients.importing import person_rows
from herringbone.clients.importing.command import run
from herringbone.clients.models import Contact
from herringbone.clients.tests.test_import_page import columns, upload
from herringbone.core.mail import AddressRefused, letter
from herringbone.people.actions import add_person, invite
from herringbone.people.models import Person
from herringbone.record.action import Denied, Refused
from tests.shared_data import DATA, expected, last_line, needs_data
from tests.world import MONDAY, World

pytestmark = pytest.mark.thorough

FILES = expected("people")


def brought(world: World, capsys, *told: str) -> tuple[int, str, str]:
    """What the command says: its exit code, the last line, all that it wrote to be read."""
    code = run(["people", "--as", world.admin.email, *told])
    said = capsys.readouterr()
    return code, (said.out.strip().splitlines() or [""])[-1], said.out + said.err


def table(tmp_path, text: str) -> str:
    """A file with this text."""
    path = tmp_path / "people.csv"
    path.write_text(text, encoding="utf-8")
    return str(path)


@needs_data
@pytest.mark.parametrize("row", FILES, ids=lambda row: row["file"])
def test_k3_each_file_prints_what_is_expected_and_again_changes_nothing(world: World, capsys, row):
    code, line, said = brought(world, capsys, str(DATA / row["file"]))
    assert (code, line) == (0, last_line(row)), said
    people = Person.objects.count()
    code, line, said = brought(world, capsys, str(DATA / row["file"]))
    assert (code, line) == (0, "rows 35, created 0, updated 0, unchanged 35, rejected 0"), said
    assert Person.objects.count() == people


@needs_data
def test_k3_the_sales_teams_have_their_managers_who_are_no_row(world: World, capsys):
    brought(world, capsys, str(DATA / "crm/sales_teams.csv"))
    dustin = Person.objects.get(name="Dustin Brinkmann")
    assert (dustin.reports_to, dustin.reports.count()) == (None, 5)
    assert Person.objects.get(name="Mei-Mei Johns").reports_to.name == "Melvin Marxen"
    assert Person.objects.filter(name="Violet Mclelland").count() == 1


def test_k3_a_manager_may_come_after_those_below(world: World, capsys, tmp_path):
    file = table(tmp_path, "Name,Email,Reports to,Title\nAnna,a@x.example,Berta,\nBerta,b@x.example,Carl,Lead\nCarl\n")
    assert brought(world, capsys, file)[:2] == (0, "rows 3, created 3, updated 0, unchanged 0, rejected 0")
    assert Person.objects.get(name="Anna").reports_to.title == "Lead"
    assert Person.objects.get(name="Berta").reports_to == Person.objects.get(name="Carl")


def test_k3_what_the_row_says_otherwise_is_changed_and_an_empty_cell_says_nothing(world: World, capsys, tmp_path):
    add_person(by=world.admin, name="Anna", email="a@x.example", office=world.office, title="Junior", phone="123456")
    file = table(tmp_path, "Name,Email,Title,Phone,Office\nANNA,A@x.example,Senior,,New York\n")
    assert brought(world, capsys, file)[1] == "rows 1, created 0, updated 1, unchanged 0, rejected 0"
    anna = Person.objects.get(email="a@x.example")
    assert (anna.name, anna.title, anna.phone) == ("Anna", "Senior", "123456")


def test_k3_each_row_shows_beforehand_what_it_writes_of_somebody(world: World, enter):
    add_person(by=world.admin, name="Anna", email="a@x.example", office=world.office, title="Junior", phone="123456")
    browser = enter(world.admin)
    rows = "Name,Email,Title,Department,Manager\nAnna,a@x.example,Senior,Creative,Carl\nBerta,,Writer,,Anna\n"
    address = upload(browser, "people", rows)
    trial = browser.post(f"{address}trial/", columns(browser, address))
    told = {row.name: [(one.label, one.was, one.now) for one in row.facts] for row in trial.context["report"].outcomes}
    assert told == {
        "Anna": [("Title", "Junior", "Senior"), ("Department", "", "Creative"), ("Reports to", "", "Carl")],
        "Berta": [("Title", "", "Writer"), ("Office", "", "New York"), ("Reports to", "", "Anna")],
    }
    assert "<s>Junior</s> Senior" in trial.content.decode()
    assert not Person.objects.filter(name="Berta").exists()
    browser.post(f"{address}landing/")
    anna = Person.objects.get(name="Anna")
    assert (anna.title, str(anna.department), str(anna.reports_to)) == ("Senior", "Creative", "Carl")
    again = browser.post(f"{(second := upload(browser, 'people', rows))}trial/", columns(browser, second))
    assert [row.facts for row in again.context["report"].outcomes] == [(), ()]


def test_k3_an_address_that_cannot_be_read_is_named_and_not_dropped_in_silence(world: World, capsys, tmp_path):
    _code, _last, said = brought(world, capsys, table(tmp_path, "Name,Email\nAnna,notamail\n"))
    assert "“notamail” is not one mail address; it is not noted" in said
    assert Person.objects.get(name="Anna").address == ""


def test_k3_two_of_one_name_with_two_addresses_are_two(world: World, capsys, tmp_path):
    file = table(tmp_path, "Name,Email\nAnna,a@x.example\nAnna,other@x.example\n")
    assert brought(world, capsys, file)[1] == "rows 2, created 2, updated 0, unchanged 0, rejected 0"


def test_k3_a_circle_of_managers_is_said_and_the_rest_stands(world: World, capsys, tmp_path):
    code, line, said = brought(world, capsys, table(tmp_path, "Name,Manager\nAnna,Berta\nBerta,Anna\n"))
    assert (code, line) == (0, "rows 2, created 2, updated 0, unchanged 0, rejected 0")
    assert "Anna reports to Berta" in said


def test_k3_names_in_other_scripts_come_in_with_their_managers(world: World, capsys, tmp_path):
    file = table(tmp_path, "Name,Manager\nИван Петров,田中 太郎\nNora,\n")
    code, line, said = brought(world, capsys, file)
    assert (code, line) == (0, "rows 2, created 3, updated 0, unchanged 0, rejected 0"), said
    assert Person.objects.get(name="Иван Петров").reports_to.name == "田中 太郎"
    again = "rows 2, created 0, updated 0, unchanged 2, rejected 0"
    assert brought(world, capsys, file)[:2] == (0, again)


@pytest.mark.parametrize("refusal", [Refused("Not that one"), Denied("person added")])
def test_k3_a_manager_who_cannot_be_entered_rejects_the_row_alone(world: World, capsys, tmp_path, monkeypatch, refusal):
    def add(*, name, add=person_rows.add_person, **given):
        if name == "Nobody":
            raise refusal
        return add(name=name, **given)

    monkeypatch.setattr(person_rows, "add_person", add)
    file = table(tmp_path, "Name,Manager\nAnna,Nobody\nBerta,Carl\n")
    _code, line, said = brought(world, capsys, file, "--skip-rejected")
    assert line == "rows 2, created 2, updated 0, unchanged 0, rejected 1", said
    assert "Not that one" in said or "You may not change that" in said
    assert set(Person.objects.filter(name__in=["Anna", "Berta", "Carl"]).values_list("name", flat=True)) == {
        "Berta", "Carl"
    }  # fmt: skip


def test_k3_an_office_that_the_agency_has_not_rejects_its_row_and_names_those_that_there_are(
    world: World, capsys, tmp_path
):
    _code, line, said = brought(world, capsys, table(tmp_path, "Name,Office\nAnna,Central\nBerta,new york\n"))
    assert line == "rows 2, created 1, updated 0, unchanged 0, rejected 1"
    assert "“Central” is no office of the agency. These are: New York" in said
    assert not Person.objects.filter(name="Anna").exists()


def test_k3_departments_that_the_agency_has_not_are_named_and_not_made(world: World, capsys, tmp_path):
    said = brought(world, capsys, table(tmp_path, "Name,Department\nAnna,Central\n"))[2]
    assert "not noted: Central" in said
    assert Person.objects.get(name="Anna").department is None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Nome;Cognome\nAnna;Rossi\n", "Anna Rossi"), ("Cognome;Nome\nRossi;Anna\n", "Anna Rossi"),
        ("Name;Surname\nAnna;Rossi\n", "Anna Rossi"), ("Nome\nAnna Rossi\n", "Anna Rossi"),
        ("Nome;Cognome\nAnna Rossi;Rossi\n", "Anna Rossi"), ("Vorname;Name\nAnna;Rossi\n", "Anna Rossi"),
        ("Nome completo;Cognome\nAnna Rossi;Rossi\n", "Anna Rossi"),
    ],
)  # fmt: skip
def test_k3_nobody_loses_their_surname(world: World, capsys, tmp_path, text: str, name: str):
    brought(world, capsys, table(tmp_path, text))
    assert Person.objects.filter(name=name).exists()
    run(["contacts", "--as", world.head.email, table(tmp_path, text)])
    assert Contact.objects.filter(name=name).exists()


def test_k3_a_name_that_is_said_to_be_whole_still_takes_the_surname_beside_it(world: World, enter):
    browser = enter(world.admin)
    address = upload(browser, "people", "Chiamato;Cognome\nAnna;Rossi\n")
    browser.post(f"{address}trial/", columns(browser, address, column0="name", column1="last_name"))
    browser.post(f"{address}landing/")
    assert Person.objects.filter(name="Anna Rossi").exists()


def test_k3_nobody_is_written_to_before_an_address_is_known(world: World, capsys, tmp_path):
    said = brought(world, capsys, table(tmp_path, "Name\nAnna\n"))[2]
    assert "1 person has no mail address yet" in said
    anna = Person.objects.get(name="Anna")
    assert anna.address == ""
    with pytest.raises(Refused, match="Enter it first"):
        invite(by=world.admin, person=anna)
    with pytest.raises(AddressRefused):
        letter(
            key="1", domain="x.example", at=MONDAY, sender=("A", "a@x.example"), to=(anna.name, anna.email),
            subject="Hello", text="Hello",
        )  # fmt: skip


def test_k3_only_the_head_and_the_administrator_bring_in_people(world: World, capsys, tmp_path, enter):
    assert run(["people", "--as", world.ae_alder.email, table(tmp_path, "Name\nAnna\n")]) == 2
    assert "may not bring in people" in capsys.readouterr().err
    assert enter(world.ae_alder).get("/import/people/").status_code == 403
    page = enter(world.admin).get("/people/").content.decode()
    assert "/import/people/" in page
    assert enter(world.admin).get("/import/people/").status_code == 200
