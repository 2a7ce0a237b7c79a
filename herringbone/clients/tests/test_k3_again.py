"""Coming from spreadsheets: who is on file is known again, no name is lost, everybody gets to their client."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import override

from herringbone.clients.actions import add_contact, add_entity, open_client, place_contact
from herringbone.clients.importing import run
from herringbone.clients.importing.languages import language_called
from herringbone.clients.models import Client, Contact
from herringbone.clients.tests.test_import_page import columns, upload
from herringbone.core.tables import guess_mapping
from herringbone.people.actions import give_role
from herringbone.people.models import Role
from herringbone.record.action import Denied, Refused
from tests.world import World

pytestmark = pytest.mark.thorough


@pytest.fixture
def brought(tmp_path: Path, capsys: pytest.CaptureFixture) -> Callable[..., tuple[str, str]]:
    """Bring in a text as a file; the last line, and all that was said."""

    def perform(kind: str, text: str, *options: str) -> tuple[str, str]:
        path = tmp_path / "file.csv"
        path.write_text(text)
        capsys.readouterr()
        run([kind, str(path), *options])
        told = capsys.readouterr()
        lines = told.out.strip().splitlines()
        return lines[-1] if lines else "", told.out + told.err

    return perform


def cafe(world: World) -> Client:
    return open_client(
        by=world.head, name="Caffè Nettuno", office=world.office, point_person=world.ae_alder,
        legal_name="Torrefazione Nettuno S.r.l.", code="NET",
    )  # fmt: skip


GINA = "Nome;Azienda;Email\nGina Uno;Caffè Nettuno;gina.uno@ab.example\n"


@pytest.mark.parametrize("who", ["head", "admin", "head who administers"])
def test_k3_contacts_at_a_client_are_known_again_whoever_brings_them(world: World, brought: Any, who: str):
    client = cafe(world)
    by = world.admin if who == "admin" else world.head
    if who == "head who administers":
        give_role(by=world.admin, person=world.head, client=None, kind=Role.Kind.ADMINISTRATOR)
    for last in ("created 1, updated 0, unchanged 0", "created 0, updated 0, unchanged 1"):
        assert brought("contacts", GINA, "--as", by.email)[0] == f"rows 1, {last}, rejected 0"
    gina = Contact.objects.get(email="gina.uno@ab.example")
    assert (gina.client, gina.company) == (client, "")


def test_k3_an_administrator_changes_nobody_at_a_client_and_learns_no_name(world: World, brought: Any):
    last, said = brought("contacts", "Name,Email\nSomebody Else,rio@birch.example\n", "--as", world.admin.email)
    assert last == "rows 1, created 0, updated 0, unchanged 1, rejected 0"
    assert "at a client that you do not work on" in said and "CANARY" not in said
    world.rio.refresh_from_db()
    assert world.rio.name == "CANARY-birch-rio"


SHARED = (
    "Name,Company,Title,Email,Phone\n"
    "Alberto Bonfanti,Bonfanti,Owner,info@bonfanti.example,\n"
    "Rosa Bonfanti,Bonfanti,Buyer,info@bonfanti.example,0362 55501\n"
)


def test_k3_two_people_with_one_mailbox_lose_no_name_and_it_is_said_which_row(world: World, brought: Any):
    last, said = brought("contacts", SHARED)
    assert last == "rows 2, created 1, updated 1, unchanged 0, rejected 0"
    assert "Same address as row 1, Alberto Bonfanti: one contact, with “Rosa Bonfanti” in its notes" in said
    alberto = Contact.objects.get(email="info@bonfanti.example")
    assert (alberto.name, alberto.title) == ("Alberto Bonfanti", "Owner")
    assert "Rosa Bonfanti, Buyer" in alberto.notes
    assert [(one.value, one.label) for one in alberto.reaches.all()] == [("0362 55501", "Rosa Bonfanti")]
    last, said = brought("contacts", SHARED)
    assert last == "rows 2, created 0, updated 0, unchanged 2, rejected 0"
    assert "Same address as row 1, Alberto Bonfanti" in said


def test_k3_who_shares_a_mailbox_and_is_on_file_by_name_is_known_again(world: World, brought: Any):
    for name in ("Alberto Bonfanti", "Rosa Bonfanti"):
        add_contact(by=world.head, name=name, company="Bonfanti", email="info@bonfanti.example")
    assert brought("contacts", SHARED)[0] == "rows 2, created 0, updated 2, unchanged 0, rejected 0"
    rosa = Contact.objects.get(name="Rosa Bonfanti")
    assert (rosa.title, rosa.phone) == ("Buyer", "0362 55501")


def test_k3_a_row_without_a_name_renames_nobody_and_a_misspelt_name_is_put_right(world: World, brought: Any):
    brought("contacts", "Name,Company,Email\nGina Unno,Acetaia,gina@ab.example\n")
    brought("contacts", "Name,Company,Email\n,Acetaia,gina@ab.example\n")
    assert Contact.objects.get(email="gina@ab.example").name == "Gina Unno"
    brought("contacts", "Name,Company,Email\nGina Uno,Acetaia,gina@ab.example\n")
    assert Contact.objects.get(email="gina@ab.example").name == "Gina Uno"


def test_k3_a_company_contact_at_a_client_gets_the_name_of_who_reads_its_mail(world: World, brought: Any):
    cafe(world)
    brought("contacts", "Company,Email\nCaffè Nettuno,info@nettuno.example\n")
    brought("contacts", "Name,Company,Email\nGina Uno,Caffè Nettuno,info@nettuno.example\n")
    assert Contact.objects.get(email="info@nettuno.example").name == "Gina Uno"


def test_k3_notes_on_file_stay_when_a_file_says_more(world: World, brought: Any):
    add_contact(by=world.head, name="Ned", email="ned@x.example", notes="Allergic to nuts")
    brought("contacts", "Name,Email,Notes\nNed,ned@x.example,VIP\n")
    assert Contact.objects.get(email="ned@x.example").notes == "Allergic to nuts\nVIP"


@pytest.mark.parametrize("by", ["head", "admin"])
def test_k3_brought_in_again_with_its_company_a_contact_gets_its_client(world: World, brought: Any, by: str):
    person = getattr(world, by)
    client = cafe(world)
    brought("contacts", "Name,Company,Email\nGina,Somewhere,gina@ab.example\n", "--as", person.email)
    assert Contact.objects.get(email="gina@ab.example").client is None
    again = "Name,Company,Email\nGina,Caffè Nettuno,gina@ab.example\n"
    assert "updated 1" in brought("contacts", again, "--as", person.email)[0]
    assert Contact.objects.get(email="gina@ab.example").client == client
    assert "unchanged 1" in brought("contacts", again, "--as", person.email)[0]


def test_a2_a_contact_without_client_is_given_one_and_is_not_moved_from_it(world: World):
    ned = add_contact(by=world.ae_alder, name="Ned", company="Alder")
    with pytest.raises(Denied):
        place_contact(by=world.ae_birch, contact=ned, client=world.alder)  # across the wall
    with pytest.raises(Denied):
        place_contact(by=world.exec, contact=ned, client=world.alder)  # who only reads
    place_contact(by=world.ae_alder, contact=ned, client=world.alder)
    ned.refresh_from_db()
    assert (ned.client, ned.company) == (world.alder, "")
    with pytest.raises(Refused):
        place_contact(by=world.ae_alder, contact=ned, client=world.cedar)


def test_a2_the_contact_s_page_offers_a_client_and_proposes_who_the_company_sounds_like(world: World, enter: Any):
    client = cafe(world)
    browser = enter(world.ae_alder)
    ned = add_contact(by=world.ae_alder, name="Ned", company="CAFFE NETTUNO SPA")
    address = f"/contacts/{ned.pk}/client/"
    assert address in browser.get(f"/contacts/{ned.pk}/").content.decode()
    assert address in browser.get(f"/contacts/{ned.pk}/edit/").content.decode()
    page = browser.get(address)
    assert page.context["form"].fields["client"].initial == client
    assert world.birch.name not in page.content.decode()  # behind the wall
    assert browser.post(address, {"client": world.birch.pk}).status_code == 422
    assert browser.post(address, {"client": client.pk}).status_code == 303
    ned.refresh_from_db()
    assert ned.client == client
    assert address not in browser.get(f"/contacts/{ned.pk}/").content.decode()


def test_k3_the_last_page_lists_who_is_without_a_client(world: World, enter: Any):
    cafe(world)
    browser = enter(world.head)
    address = upload(browser, "contacts", f"{GINA}Ned;Nowhere Ltd;ned@nowhere.example\n")
    browser.post(f"{address}trial/", columns(browser, address))
    browser.post(f"{address}landing/")
    page = browser.get(address).content.decode()
    ned = Contact.objects.get(name="Ned")
    assert f"/contacts/{ned.pk}/client/" in page and "Nowhere Ltd" in page and "Gina" not in page


@pytest.mark.parametrize(
    "told",
    ["caffè nettuno", "Caffe Nettuno", "Caffè Nettuno S.p.A.", "CAFFÈ NETTUNO SpA", "Torrefazione Nettuno S.r.l.",
     "Torrefazione Nettuno", "net"],
)  # fmt: skip
def test_k3_a_company_is_its_client_without_accents_and_legal_form_by_legal_name_and_code(
    world: World, brought: Any, told: str
):
    client = cafe(world)
    brought("contacts", f"Name,Company,Email\nGina,{told},gina@ab.example\n")
    assert Contact.objects.get(email="gina@ab.example").client == client
    assert "created 1" in brought("jobs", f"Job,Client\nLeaflet,{told}\n")[0]


def test_k3_a_company_that_may_be_two_clients_is_asked_with_both_named(world: World, brought: Any):
    cafe(world)
    open_client(by=world.head, name="Nettuno Caffè e Affini", office=world.office, point_person=world.ae_alder)
    other = open_client(by=world.head, name="Bar Nettuno", office=world.office, point_person=world.ae_alder, code="BNT")
    add_entity(by=world.head, client=other, name="Torrefazione Nettuno SpA")
    last, said = brought("jobs", "Job,Client\nLeaflet,Torrefazione Nettuno\n")
    assert last.endswith("rejected 1")
    assert "may be any of Bar Nettuno (BNT), Caffè Nettuno (NET): write the code" in said
    last, said = brought("contacts", "Name,Company,Email\nGina,Torrefazione Nettuno,g@x.example\n")
    assert "created 1" in last and "may be any of" in said
    assert Contact.objects.get(email="g@x.example").client is None


@pytest.mark.parametrize("session", ["en", "it"])
@pytest.mark.parametrize(
    ("told", "code"),
    [("English", "en"), ("inglese", "en"), ("EN", "en"), ("en-GB", "en"), ("Italiano", "it"), ("Italian", "it"),
     ("ITA", "it"), ("it_IT", "it"), ("Deutsch", ""), ("Klingon", "")],
)  # fmt: skip
def test_k3_languages_are_read_in_every_language(session: str, told: str, code: str):
    with override(session):
        assert language_called(told) == code


def test_k3_a_language_that_is_none_of_ours_is_said_at_its_row(world: World, brought: Any):
    _last, said = brought("clients", "Client,Language\nDogwood,Deutsch\nElm,English\n")
    assert "row 1 (line 2) Dogwood: “Deutsch” is no language that mails are written in here" in said
    assert Client.objects.get(name="Elm").language == "en" and "Elm:" not in said
    brought("contacts", "Name,Email,Language\nNed,ned@x.example,inglese\n")
    assert Contact.objects.get(name="Ned").language == "en"


def test_k3_the_point_person_comes_from_the_file_by_name_or_address(world: World, brought: Any):
    text = (
        f"Client,Point person\nDogwood,{world.bizdev.email}\nElm,{world.ae_alder.name}\nFir,Nobody Known\n"
        f"{world.alder.name},{world.bizdev.name}\n"
    )
    _last, said = brought("clients", text)
    points = dict(Role.objects.filter(kind=Role.Kind.POINT).values_list("client__name", "person"))
    assert (points["Dogwood"], points["Elm"]) == (world.bizdev.pk, world.ae_alder.pk) and "Fir" not in points
    assert "Fir: “Nobody Known” is nobody of the agency" in said
    assert f"{world.ae_alder.name} stays the point person" in said
    brought("clients", f"Client,Point person\nFir,{world.bizdev.name}\n")
    assert Role.objects.get(client__name="Fir").person == world.bizdev


@pytest.mark.parametrize(
    ("kind", "heading", "field"),
    [("clients", "Cod.", "code"), ("clients", "Dal", "since"), ("clients", "Chi", "point_person"),
     ("jobs", "N.", "number"), ("jobs", "Chi", "lead"), ("jobs", "Dal", "begins")],
)  # fmt: skip
def test_k3_short_headings_of_spreadsheets_are_known(kind: str, heading: str, field: str):
    assert guess_mapping([heading], kind).of(field)


def test_k3_a_bare_year_is_since_when_somebody_is_a_client(world: World, enter: Any):
    book = openpyxl.Workbook()
    for row in (["Cliente", "Dal"], ["Dogwood", 2015], ["Elm", "1998"]):
        book.active.append(row)
    data = io.BytesIO()
    book.save(data)
    browser = enter(world.head)
    given = browser.post("/import/clients/", {"file": SimpleUploadedFile("clients.xlsx", data.getvalue())})
    address = given["Location"]
    browser.post(f"{address}trial/", columns(browser, address))
    browser.post(f"{address}landing/")
    since = dict(Client.objects.values_list("name", "since"))
    assert (since["Dogwood"].isoformat(), since["Elm"].isoformat()) == ("2015-01-01", "1998-01-01")


def test_k3_a_currency_that_is_none_is_said_at_its_row(world: World, brought: Any):
    _last, said = brought("clients", "Client,Currency\nDogwood,XYZ\nElm,eur\nRowan,€\n")
    assert "row 1 (line 2) Dogwood: “XYZ” is no currency" in said
    usual = Client.objects.get(name="Dogwood").office.currency
    kept = dict(Client.objects.filter(name__in=["Dogwood", "Elm", "Rowan"]).values_list("name", "currency"))
    assert kept == {"Dogwood": usual, "Elm": "EUR", "Rowan": "EUR"}
