"""Contacts from a spreadsheet with what they allowed and forbade: the stricter word wins, and nothing is guessed."""

from collections.abc import Callable
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest

from herringbone.clients.actions import add_contact, open_client, record_consent
from herringbone.clients.importing import run
from herringbone.clients.models import Client, Consent
from herringbone.clients.rules import may_mail
from herringbone.clients.tests.test_import_page import columns, upload
from herringbone.core.calendar import fill_calendar
from herringbone.core.models import Office
from herringbone.core.tables import guess_mapping
from herringbone.people.models import Role
from tests.world import World

pytestmark = pytest.mark.thorough


@pytest.fixture
def brought(world: World, tmp_path: Path, capsys: pytest.CaptureFixture) -> Callable[..., tuple[str, str]]:
    """Bring in a text as a file; the last line, and all that was said."""

    def perform(kind: str, text: str, *options: str) -> tuple[str, str]:
        path = tmp_path / "file.csv"
        path.write_text(text)
        capsys.readouterr()
        run([kind, str(path), "--as", world.head.email, *options])
        told = capsys.readouterr()
        lines = told.out.strip().splitlines()
        return lines[-1] if lines else "", told.out + told.err

    return perform


def said() -> list[tuple[str, bool]]:
    return list(Consent.objects.filter(contact__name="Ned").order_by("pk").values_list("channel", "allowed"))


@pytest.mark.parametrize(
    ("heading", "cell", "comes"),
    [
        ("Consent", "yes", [("any", True)]), ("Consenso", "sì", [("any", True)]), ("Consent", "No", [("any", False)]),
        ("Consenso", "negato", [("any", False)]), ("Marketing consent", "TRUE", [("marketing", True)]),
        ("Newsletter", "unsubscribed", [("marketing", False)]), ("Consenso email", "x", [("mail", True)]),
        ("Do not contact", "yes", [("any", False)]), ("Non contattare", "sì", [("any", False)]),
        ("Do not contact", "no", []), ("Do not call", "1", [("phone", False)]),
        ("Email Opt Out", "opted out", [("mail", False)]), ("Opt out", "subscribed", []), ("Consent", "", []),
        ("Consent", "n/a", []), ("Opt-out", "✓", [("marketing", False)]),
    ],
)  # fmt: skip
def test_k3_yes_and_no_are_read_in_both_languages(brought: Any, heading: str, cell: str, comes: list[tuple[str, bool]]):
    assert "created 1" in brought("contacts", f"Name,Email,{heading}\nNed,ned@x.example,{cell}\n")[0]
    assert said() == comes
    if comes:
        assert Consent.objects.get(contact__name="Ned").source == "file.csv, row 1"


def test_k3_a_word_that_is_neither_yes_nor_no_rejects_its_row(brought: Any):
    last, told = brought("contacts", "Name,Email,Do not contact\nNed,ned@x.example,perhaps\n")
    assert last.endswith("rejected 1") and "Do not contact at all: “perhaps” is neither yes nor no" in told


def test_k3_the_stricter_word_wins_on_a_contact_that_is_on_file(world: World, brought: Any):
    ned = add_contact(by=world.head, name="Ned", email="ned@x.example")
    record_consent(by=world.head, contact=ned, channel="any", allowed=False, source="by telephone")
    last, told = brought("contacts", "Name,Email,Consent,Email consent\nNed,ned@x.example,yes,yes\n")
    assert "unchanged 1" in last and "Consent: any way: the no on file stays" in told
    assert said() == [("any", False)] and not may_mail(ned)
    other = add_contact(by=world.head, name="Ann", email="ann@x.example")
    record_consent(by=world.head, contact=other, channel="mail", allowed=True, source="by telephone")
    assert "updated 1" in brought("contacts", "Name,Email,Email consent\nAnn,ann@x.example,no\n")[0]
    assert not may_mail(other)
    assert "unchanged 1" in brought("contacts", "Name,Email,Email consent\nAnn,ann@x.example,no\n")[0]


def test_k3_two_columns_or_two_rows_that_contradict_each_other_are_a_no(brought: Any):
    text = "Name,Email,Consent,Do not contact\nNed,ned@x.example,yes,yes\nNed,ned@x.example,yes,\n"
    brought("contacts", text)
    assert said() == [("any", False)]


def test_k3_who_shares_a_mailbox_gives_no_consent_for_the_other_but_a_no_counts(world: World, brought: Any):
    add_contact(by=world.head, name="Ned", email="info@x.example")
    brought("contacts", "Name,Email,Consent\nRosa Quite Another,info@x.example,yes\n")
    assert said() == []
    brought("contacts", "Name,Email,Consent\nRosa Quite Another,info@x.example,no\n")
    assert said() == [("any", False)]


def test_k3_the_look_at_every_row_shows_what_was_allowed(world: World, enter: Any):
    ned = add_contact(by=world.head, name="Ned", email="ned@x.example")
    record_consent(by=world.head, contact=ned, channel="any", allowed=True, source="by telephone")
    browser = enter(world.head)
    address = upload(browser, "contacts", "Name,Email,Consent\nNed,ned@x.example,no\n")
    trial = browser.post(f"{address}trial/", columns(browser, address))
    (row,) = trial.context["report"].outcomes
    assert [(one.label, one.was, one.now) for one in row.facts] == [("Consent: any way", "yes", "no")]


def test_k3_who_gets_a_client_is_not_said_to_change_company(world: World, enter: Any):
    client = open_client(by=world.head, name="Caffè Nettuno", office=world.office, point_person=world.ae_alder)
    ned = add_contact(by=world.head, name="Ned", email="ned@x.example", company="Bar Centrale")
    browser = enter(world.head)
    address = upload(browser, "contacts", "Name,Email,Company\nNed,ned@x.example,Caffè Nettuno\n")
    trial = browser.post(f"{address}trial/", columns(browser, address))
    (row,) = trial.context["report"].outcomes
    assert [(one.label, one.was, one.now) for one in row.facts] == [("Client", "Bar Centrale", "Caffè Nettuno")]
    browser.post(f"{address}landing/")
    ned.refresh_from_db()
    assert (ned.client, ned.company) == (client, "")


def test_k3_who_is_at_a_client_and_comes_with_another_company_is_said_to_stay(world: World, brought: Any):
    add_contact(by=world.ae_alder, client=world.alder, name="Ned", email="ned@x.example")
    last, told = brought("contacts", "Name,Email,Company\nNed,ned@x.example,Somewhere Else\n", "--as", world.head.email)
    assert "unchanged 1" in last and f"Stays at {world.alder.name}, as on file" in told
    assert "Stays" not in brought("contacts", f"Name,Email,Company\nNed,ned@x.example,{world.alder.name}\n")[1]


@pytest.fixture
def milan() -> Office:
    office = Office.objects.create(
        name="Milan", zone="Europe/Rome", country="IT", currency="EUR", opens=time(9), closes=time(18)
    )
    fill_calendar(office, date(2025, 1, 1), date(2027, 12, 31))
    return office


def test_k3_a_client_belongs_to_the_office_that_its_row_names(world: World, brought: Any, milan: Office):
    last, told = brought("clients", "Client,Our office\nDogwood,Milan\nElm,\nFir,Atlantis\n", "--skip-rejected")
    assert last == "rows 3, created 2, updated 0, unchanged 0, rejected 1"
    assert Client.objects.get(name="Dogwood").office == milan
    assert Client.objects.get(name="Elm").office == world.head.office
    assert "“Atlantis” is no office of the agency. These are: Milan, New York" in told
    again = brought("clients", "Client,Our office\nElm,Milan\n")
    assert "unchanged 1" in again[0] and "New York stays its office" in again[1]


def test_k3_a_column_called_office_is_ours_where_all_it_says_is_and_else_where_the_client_sits(
    world: World, brought: Any, milan: Office
):
    brought("clients", "Cliente;Sede\nDogwood;Milan\nElm;New York\n")
    assert Client.objects.get(name="Dogwood").office == milan
    brought("clients", "Cliente;Sede\nFir;Milan\nOak;Bergamo\n")
    fir = Client.objects.get(name="Fir")
    assert (fir.office, fir.profile["location"]) == (world.head.office, "Milan")


def test_k3_the_look_at_every_row_says_which_office_a_client_belongs_to(world: World, enter: Any, milan: Office):
    browser = enter(world.head)
    address = upload(browser, "clients", "Client,Our office\nDogwood,Milan\nElm,\n")
    trial = browser.post(f"{address}trial/", columns(browser, address))
    offices = [{one.label: one.now for one in row.facts}["Office"] for row in trial.context["report"].outcomes]
    assert offices == ["Milan", world.head.office.name]


def test_k3_the_office_of_the_point_person_counts_where_the_row_names_none(world: World, brought: Any, milan: Office):
    point = world.ae_alder
    point.office = milan
    point.save()
    brought("clients", f"Client,Point person\nDogwood,{point.email}\n")
    dogwood = Client.objects.get(name="Dogwood")
    assert dogwood.office == milan and Role.objects.filter(client=dogwood, person=point).exists()


@pytest.mark.parametrize("heading", ["Regional office", "Region", "Owner"])
def test_k3_what_is_no_office_of_the_agency_by_its_heading_is_not_taken_for_one(heading: str):
    assert not guess_mapping([heading], "people").of("office")
