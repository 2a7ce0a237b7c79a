"""Contacts from the files of other programs: the figures of `expected.csv`, and what a careless importer gets wrong."""

import shlex
from pathlib import Path
from typing import Any

import pytest

from herringbone.clients.actions import add_contact, note_departure
from herringbone.clients.importing import Told, read, run
from herringbone.clients.models import Client, Contact
from herringbone.core import clock
from herringbone.core.names import read_phone
from tests.shared_data import DATA, FOLDER, expected, last_line, needs_data
from tests.world import World

FILES = expected("clients", "contacts")
OPTIONS = {row["file"]: shlex.split(row["options"]) for row in FILES}

# Rows with neither mail address nor telephone: a name alone never joins two, so each time they are new.
NOBODY_TO_COMPARE = {
    "contacts/salesforce-escaped-quotes.csv": 2,
    "contacts/salesforce-bom-utf16le.csv": 2,
    "contacts/crm-agency-chaos.csv": 1,
    "contacts/linkedin-connections.csv": 1,
}


def bring_in(file: str, *more: str) -> int:
    kind = file.partition("/")[0].replace("crm", "clients")
    return run([kind, str(DATA / file), *OPTIONS[file], *more])


def digits(phone: str) -> str:
    read = read_phone(phone)
    return read.digits if read else ""


def reaches(contact: Contact, kind: str) -> list[str]:
    return [one.value for one in contact.reaches.filter(kind=kind)]


@pytest.mark.thorough
@needs_data
@pytest.mark.parametrize("row", FILES, ids=lambda row: row["file"])
def test_k3_each_file_prints_what_is_expected_and_again_changes_nothing(world: World, capsys: Any, row: dict[str, str]):
    assert bring_in(row["file"], "--dry-run") == 0
    assert capsys.readouterr().out.strip().splitlines()[-1] == last_line(row)
    assert bring_in(row["file"]) == 0
    assert capsys.readouterr().out.strip().splitlines()[-1] == last_line(row)
    assert bring_in(row["file"]) == 0
    new = NOBODY_TO_COMPARE.get(row["file"], 0)
    again = {**row, "created": str(new), "updated": "0", "unchanged": str(int(row["rows"]) - new)}
    assert capsys.readouterr().out.strip().splitlines()[-1] == last_line(again)


# File, how the contact is found, and what it must be: fields, or the values of its ways to be reached.
TRAPS: list[tuple[str, dict[str, str], dict[str, Any]]] = [
    ("android-6-cards-v21.vcf", {"reaches__key": "45678901"}, {"name": " ".join("Ñ" * 11)}),
    ("android-6-cards-v21.vcf", {"phone": "123456789"}, {"name": "Ñ Ñ Ñ Ñ Ñ"}),
    ("outlook-2003-v21.vcf", {"name": "John Doe III"}, {"company": "Company, The", "places": 1}),
    ("outlook-2003-v21.vcf", {"name": "John Doe III"}, {"title": "The Job Title, TheDepartment"}),
    ("outlook-2010-v21-photo.vcf", {"company": "IBM"}, {"email": "john.doe@ibm.cm"}),
    ("iphone-v30-photo.vcf", {"company": "IBM"}, {"email": "john.doe@ibm.com", "AssistantPhone": "905-222-1234"}),
    ("mac-address-book-v30-photo.vcf", {"company": "IBM"}, {"name": "Mr. John Richter,James Doe Sr."}),
    ("gmail-v30.vcf", {"company": "IBM"}, {"name": "Mr. John Richter, James Doe Sr."}),
    ("gmail-custom-labels-v30.vcf", {"name": "VCard Test"}, {"CustomEmailCategory": "customcategory@example.com"}),
    ("gmail-custom-labels-v30.vcf", {"name": "VCard Test"}, {"mails": 5, "phones": 11, "places": 5}),
    ("lotus-notes-v30.vcf", {"company": "IBM"}, {"work": "billy_bob@gmail.com"}),
    ("evolution-v30.vcf", {"company": "IBM"}, {"work": "905-555-1234"}),
    ("rfc6350-example-v40.vcf", {"name": "Simon Perreault"}, {"phone": "+1-418-656-9254"}),
    ("label-rfc6868-v40.vcf", {"company": "Dummy GmbH"}, {"name": "Dummy, Dummy", "places": 1}),
    ("thunderbird-shiftjis-addressbook.csv", {"name": "名無しの権兵衛"}, {"email": "名無しの権兵衛@host.invalid"}),
    ("thunderbird-quote.csv", {"company": "Acer America"}, {"is_company": True, "digits": "8000000000"}),
    ("thunderbird-csv-no-header.csv", {"email": "john@doe.invalid"}, {"name": "John Doe"}),
    ("salesforce-escaped-quotes.csv", {"company": '"The Best" Account'}, {"is_company": True}),
    ("salesforce-bom-utf16le.csv", {"name": "row1-1"}, {}),
    ("crm-09-duplicate-headers.csv", {"email": "john@dup.com"}, {"mail": "john.d@alt.com"}),
    ("crm-17-formula-injection.csv", {"email": "plus@test.com"}, {"name": "+1234567890", "digits": "5551001"}),
    ("crm-18-international-phones.csv", {"name": "Brazil Contact"}, {"digits": "5511912345678"}),
    ("crm-23-quoted-fields-multiline.csv", {"name": "John Doe"}, {"place": "123 Main St\nApt 4B"}),
    ("crm-26-large-dataset-200-rows.csv", {"email": "james.smith8@demo.com"}, {"company": "Company 8"}),
    ("crm-agency-chaos.csv", {"name": "Rajesh Kumar"}, {"email": "raj@agency.in", "digits": "9876501234"}),
    ("crm-rtl-arabic-headers.csv", {"name": "محمد أحمد"}, {"digits": "971501234567"}),
]


@pytest.mark.thorough
@needs_data
@pytest.mark.parametrize(
    ("file", "found", "facts"), TRAPS, ids=[f"{file} {next(iter(facts), '')}" for file, _, facts in TRAPS]
)
def test_k3_what_a_careless_importer_gets_wrong(world: World, file: str, found: dict[str, str], facts: dict[str, Any]):
    bring_in(f"contacts/{file}")
    contact = Contact.objects.get(**found)
    labels = {one.label: one.value for one in contact.reaches.all()}
    ways = {kind: reaches(contact, kind) for kind in ("mail", "phone", "place")}
    for name, value in facts.items():
        is_there = {
            "digits": digits(contact.phone),
            "mails": len(ways["mail"]) + bool(contact.email),
            "phones": len(ways["phone"]) + bool(contact.phone),
            "places": len(ways["place"]),
            "mail": next(iter(ways["mail"]), ""),
            "place": next(iter(ways["place"]), ""),
            **labels,
        }
        assert is_there.get(name, getattr(contact, name, None)) == value, name


@needs_data
@pytest.mark.parametrize(
    ("name", "parent"), [("Cheers", "Massive Dynamic"), ("dambase", "Inity"), ("Gekko & Co", None)]
)
def test_k3_clients_stand_below_the_one_that_the_file_names(world: World, name: str, parent: str | None):
    bring_in("crm/accounts.csv")
    client = Client.objects.get(name=name)
    if parent:
        assert client.parent and client.parent.name == parent
    below = ["Bluth Company", "Codehow", "Donquadtech", "Iselectrics"]
    acme = Client.objects.get(name="Acme Corporation")
    assert sorted(acme.subsidiaries.values_list("name", flat=True)) == below


@needs_data
def test_k3_a_card_s_parts_are_read_apart(world: World):
    def first(file: str) -> Any:
        return read("contacts", DATA / "contacts" / file, Told()).records[0]

    assert first("lotus-notes-v30.vcf").text("last_name") == "Doe"
    simon = first("rfc6350-example-v40.vcf")
    assert next((one.text, one.label) for one in simon.all("phone")) == ("+1-418-656-9254", "work")
    assert simon.text("notes") == "+1-418-656-9254: extension 102"
    assert first("label-rfc6868-v40.vcf").text("place").splitlines()[-2:] == ["61352 Bad Homburg", "Germany"]
    assert first("outlook-2003-v21.vcf").text("department") == "TheDepartment"


@pytest.mark.skipif(not (FOLDER / "cases" / "files").is_dir(), reason="NOT TESTED: the cases' files are not there")
def test_b34_quoted_printable_over_soft_line_breaks_even_inside_a_character(world: World, capsys: Any):
    assert run(["contacts", str(FOLDER / "cases" / "files" / "contacts-vcard21.vcf")]) == 0
    assert capsys.readouterr().out.strip().splitlines()[-1] == "rows 2, created 2, updated 0, unchanged 0, rejected 0"
    olena = Contact.objects.get(email="olena@example.com")
    assert (olena.name, olena.phone, olena.company) == (
        "Олександра Прикладенко",
        "+380441234567",
        "Bäckerei Müller; Söhne",
    )
    assert [(one.value, one.label) for one in olena.reaches.all()] == [("+380447654321", "fax")]
    assert olena.title == "Marketing"
    assert Contact.objects.filter(name="Dümmy GmbH", email="duemmy@example.com").exists()


def card(*lines: str, version: str = "3.0") -> bytes:
    return "\r\n".join(["BEGIN:VCARD", f"VERSION:{version}", *lines, "END:VCARD", ""]).encode()


@pytest.mark.parametrize(
    "data",
    [
        card("FN:Ned Nobody", "EMAIL:ned@x.example").replace(b"\r\n", b"\r\r\n"),
        card("FN:Ned Nobody", "EMAIL:ned@x.example").replace(b"END:VCARD\r\n", b""),  # cut off
        card("FN:Ned Nobody", "EMAIL:ned@x.example", "AGENT:", "BEGIN:VCARD", "FN:Al Agent", "END:VCARD"),
        card("X-A;B=\"c:d;e\":x", "item1.FN:Ned Nobody", "item2.EMAIL;TYPE=\"work,pref\":ned@x.example"),
        card("FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Ned=", "=20Nobody", "EMAIL:ned@x.example", version="2.1"),
        card("FN:Ned", "  Nobody", "EMAIL:ned@x.example", "PHOTO;BASE64:", "/9j/4AAQ:SkZJ", "AAAA=="),
        b"\xef\xbb\xbf\r\n" + card("fn:Ned Nobody", "email:ned@x.example"),
    ],
)  # fmt: skip
def test_k3_cards_as_odd_programs_write_them_are_read(world: World, tmp_path: Path, data: bytes):
    (tmp_path / "cards.vcf").write_bytes(data)
    assert run(["contacts", str(tmp_path / "cards.vcf")]) == 0
    assert Contact.objects.filter(email="ned@x.example").values_list("name", flat=True)[0].startswith("Ned Nobody")
    assert not Contact.objects.filter(name="Al Agent").exists()


def test_k3_a_fax_is_not_the_number_to_call(world: World, tmp_path: Path):
    (tmp_path / "cards.vcf").write_bytes(card("FN:Ned", "TEL;TYPE=work,fax:555 0001", "TEL;TYPE=work:555 0002"))
    run(["contacts", str(tmp_path / "cards.vcf")])
    ned = Contact.objects.get(name="Ned")
    assert (ned.phone, [(one.value, one.label) for one in ned.reaches.all()]) == ("555 0002", [("555 0001", "fax")])


def test_k3_a_telephone_that_is_none_is_kept_as_written_with_a_word(world: World, tmp_path: Path, capsys: Any):
    file = tmp_path / "contacts.csv"
    file.write_text(
        "Name,Phone,E-mail\nAnna,=2+3,a@x.example\nBerta,06 1234567,b@x.example\nCarla,ask Ugo,c@x.example\n"
    )
    assert run(["contacts", str(file)]) == 0
    said = capsys.readouterr().out
    for written in ("=2+3", "ask Ugo"):
        assert f"“{written}” is no telephone number; it is kept as written" in said
    assert "06 1234567" not in said
    phones = Contact.objects.filter(name__in=("Anna", "Berta", "Carla")).order_by("name")
    assert [one.phone for one in phones] == ["=2+3", "06 1234567", "ask Ugo"]


def test_k3_a_card_in_another_encoding_asks_for_it(world: World, tmp_path: Path, capsys: Any):
    path = tmp_path / "cards.vcf"
    path.write_bytes(card("FN:Müller", "EMAIL:m@x.example").decode().encode("cp1252"))
    assert run(["contacts", str(path)]) == 2
    assert "--encoding" in capsys.readouterr().err
    assert run(["contacts", str(path), "--encoding", "cp1252"]) == 0
    assert Contact.objects.filter(name="Müller").exists()


def fetched(browser: Any, address: str) -> Any:
    answer = browser.get(address)
    answer.body = b"".join(answer.streaming_content)
    return answer


def test_k3_what_goes_out_as_cards_comes_back_as_the_same_contacts(
    world: World, tmp_path: Path, enter: Any, capsys: Any
):
    made = add_contact(
        by=world.ae_alder, client=None, company="Möbel, Söhne; & Co", name="Zoë, the \\ Bold", title="Head of ink",
        email="zoe@print.example", phone="+44 20 7946 0000", notes="First line\nsecond, with; signs",
    )  # fmt: skip
    only_a_name = add_contact(by=world.ae_alder, name="Nothing but a name", company="")
    gone = add_contact(by=world.ae_alder, name="Gone Away", email="gone@print.example")
    note_departure(by=world.ae_alder, contact=gone, on=clock.now().date())
    answer = fetched(enter(world.ae_alder), "/contacts/vcard/")
    assert answer["Content-Type"].startswith("text/vcard")
    assert b"gone@print.example" not in answer.body and b"CANARY-birch" not in answer.body
    assert max(len(line) for line in answer.body.split(b"\r\n")) <= 75
    path = tmp_path / "out.vcf"
    path.write_bytes(answer.body)
    count = Contact.objects.count()
    capsys.readouterr()
    assert run(["contacts", str(path), "--as", world.ae_alder.email]) == 0
    last = capsys.readouterr().out.strip().splitlines()[-1]
    assert "created 0, updated 0" in last and Contact.objects.count() == count
    one = fetched(enter(world.ae_alder), f"/contacts/{made.pk}/vcard/").body.decode().replace("\r\n ", "")
    assert "FN:Zoë\\, the \\\\ Bold" in one and "NOTE:First line\\nsecond\\, with\\; signs" in one
    assert only_a_name.name in answer.body.decode()


def test_k3_the_list_s_search_says_whose_cards(world: World, enter: Any):
    add_contact(by=world.ae_alder, name="Zoë Bold", email="zoe@print.example")
    answer = fetched(enter(world.ae_alder), "/contacts/vcard/?q=zoë bold").body.decode()
    assert answer.count("BEGIN:VCARD") == 1
