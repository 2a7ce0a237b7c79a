"""The same import as a page: the file is chosen once, its columns are named, every row is seen before it lands."""

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client as Browser
from django.utils.translation import override

from herringbone.clients.forms.bringing import _choice
from herringbone.clients.models import Client, Contact, Import
from herringbone.core.tables import Choice
from herringbone.people.actions import give_role
from herringbone.people.models import Role
from herringbone.record.models import Event
from tests.world import World


def upload(browser: Browser, kind: str, text: str | bytes) -> str:
    data = text.encode() if isinstance(text, str) else text
    answer = browser.post(f"/import/{kind}/", {"file": SimpleUploadedFile("file.csv", data)})
    assert answer.status_code == 303
    return answer["Location"]


def columns(browser: Browser, address: str, **changed: str) -> dict[str, str]:
    """What the page's form would send, with some of it changed."""
    form = browser.get(address).context["form"]
    values = {field.html_name: field.value() for field in form}
    return {**{name: value for name, value in values.items() if value not in (None, False)}, **changed}


def test_from_the_upload_to_the_last_row(world: World, enter: Callable):
    browser = enter(world.head)
    address = upload(browser, "clients", "Client,Sector,Nonsense\nDogwood,dogs,x\nElm,trees,y\n")
    before = Client.objects.count()
    form = columns(browser, address, point_person=str(world.bizdev.pk))
    assert form["column0"] == "name" and form["column2"] == ""
    trial = browser.post(f"{address}trial/", form)
    page = trial.content.decode()
    assert trial.status_code == 200 and "2 new, 0 changed" in page and "Nonsense" in page
    assert Client.objects.count() == before
    done = browser.post(f"{address}landing/")
    assert (done.status_code, done["Location"]) == (303, address)
    assert Client.objects.count() == before + 2
    assert Role.objects.filter(person=world.bizdev, client__name="Elm").exists()
    kept = Import.objects.get()
    assert (kept.rows, kept.created) == (2, 2)
    browser.post(f"{address}landing/")  # once more is once
    assert Client.objects.count() == before + 2
    page = browser.get(address).content.decode()
    assert 'href="/clients/"' in page and 'href="/import/contacts/"' in page and 'href="/import/jobs/"' in page


def test_k3_after_clients_came_in_whoever_answers_for_none_is_said_and_who_names_them(world: World, enter: Callable):
    for who in (world.head, world.admin):
        browser = enter(who)
        address = upload(browser, "clients", f"Client\n{who.pk}-Dogwood\n{who.pk}-Elm\n")
        browser.post(f"{address}trial/", columns(browser, address))
        browser.post(f"{address}landing/")
        page = browser.get(address).content.decode()
        assert "Nobody answers for 2 of them yet" in page
        elm = Client.objects.get(name=f"{who.pk}-Elm")
        may_name = who == world.head
        assert (f'href="/clients/{elm.code}/team/"' in page) == may_name
        assert (f"Who names somebody for each: {world.head.name}." in page) != may_name, "it is on their desk"
    give_role(by=world.head, person=world.bizdev, client=elm, kind=Role.Kind.POINT)
    assert "Nobody answers for one of them yet" in browser.get(address).content.decode()


def test_a_column_is_what_a_person_says_it_is(world: World, enter: Callable):
    browser = enter(world.head)
    address = upload(browser, "contacts", "Wer,Wo,Email\nJohn Doe,Print House,john@x.example\n")
    browser.post(f"{address}trial/", columns(browser, address, column0="name", column1="company", column2=""))
    browser.post(f"{address}landing/")
    contact = Contact.objects.get(name="John Doe")
    assert (contact.company, contact.email) == ("Print House", "")


def test_what_the_file_does_not_tell_is_asked_and_the_file_is_kept(world: World, enter: Callable):
    browser = enter(world.head)
    address = upload(browser, "contacts", "Name;Email\nMüller;m@x.example\n".encode("cp1252"))
    page = browser.get(address).content.decode()
    assert "cp1252" in page and "Müller" in page  # how it would read
    browser.post(f"{address}trial/", {"encoding": "cp1252", "header": "on"})
    trial = browser.post(f"{address}trial/", columns(browser, address))
    assert "1 new" in trial.content.decode()
    browser.post(f"{address}landing/")
    assert Contact.objects.filter(name="Müller").exists()


def test_a_rejected_row_is_named_and_nothing_lands_until_it_is_left_out(world: World, enter: Callable):
    browser = enter(world.head)
    address = upload(browser, "clients", "Client,Sector\nDogwood,dogs\n,trees\n")
    before = Client.objects.count()
    assert "1 rejected" in browser.post(f"{address}trial/", columns(browser, address)).content.decode()
    refused = browser.post(f"{address}landing/")
    assert refused.status_code == 422 and "no name" in refused.content.decode()
    assert Client.objects.count() == before
    assert browser.post(f"{address}landing/", {"skip_rejected": "on"}).status_code == 303
    assert Client.objects.count() == before + 1


def test_k3_rejected_rows_come_back_as_a_file_with_the_reasons(world: World, enter: Callable):
    browser = enter(world.head)
    address = upload(browser, "clients", "Client,Sector\nDogwood,dogs\n,trees\n")
    browser.post(f"{address}trial/", columns(browser, address))
    events = Event.objects.count()
    before = browser.get(f"{address}rejected/")
    assert Event.objects.count() == events
    browser.post(f"{address}landing/", {"skip_rejected": "on"})
    answer = browser.get(f"{address}rejected/")
    sheet = b"".join(answer.streaming_content)
    assert sheet == b"".join(before.streaming_content) and "file-rejected.csv" in answer["Content-Disposition"]
    lines = sheet.decode("utf-8-sig").splitlines()
    assert lines == ["Client,Sector,Why it was rejected", ",trees,The row has no name"]
    assert f"{address}rejected/" in browser.get(address).content.decode()
    again = upload(browser, "clients", lines[0] + "\nElm,trees,The row has no name\n")
    browser.post(f"{again}trial/", columns(browser, again))
    browser.post(f"{again}landing/")
    assert Client.objects.get(name="Elm").industry == "trees"
    assert browser.get(f"{again}rejected/").status_code == 404


def test_k3_cards_come_in_by_the_page(world: World, enter: Callable):
    browser = enter(world.ae_alder)
    address = upload(browser, "contacts", "BEGIN:VCARD\nVERSION:3.0\nFN:Ned\nEMAIL:ned@x.example\nEND:VCARD\n")
    page = browser.get(address).content.decode()
    assert "1 row." in page and "Say what each column holds" not in page
    assert "1 new" in browser.post(f"{address}trial/", columns(browser, address)).content.decode()
    assert browser.post(f"{address}landing/").status_code == 303
    assert Contact.objects.filter(name="Ned").exists()


def test_what_is_no_table_says_so_on_the_page(world: World, enter: Callable):
    browser = enter(world.head)
    page = browser.get(upload(browser, "clients", b"%PDF-1.7 words")).content.decode()
    assert "not a table" in page
    assert browser.post("/import/clients/", {"file": SimpleUploadedFile("empty.csv", b"")}).status_code == 422


def test_s35_a_field_that_is_none_is_no_choice(world: World, enter: Callable):
    browser = enter(world.head)
    address = upload(browser, "clients", "Client,x\nDogwood,1\n")
    assert browser.post(f"{address}trial/", columns(browser, address, column1="is_superuser")).status_code == 422


def test_s01_anothers_file_is_not_found_and_who_may_not_does_not(world: World, enter: Callable):
    address = upload(enter(world.head), "clients", "Client\nDogwood\n")
    for part in ("", "trial/", "landing/"):
        assert enter(world.director).post(f"{address}{part}").status_code == (405 if part == "" else 404)
    assert enter(world.director).get(address).status_code == 404
    for name, kind, status in (
        ("ae_alder", "clients", 403),
        ("exec", "contacts", 403),
        ("ae_alder", "contacts", 200),
        ("admin", "clients", 200),
    ):
        assert enter(getattr(world, name)).get(f"/import/{kind}/").status_code == status


def test_s25_hostile_cells_are_text_in_the_report(world: World, enter: Callable):
    browser = enter(world.head)
    address = upload(browser, "clients", "Client,<script>alert(1)</script>\n<img src=x onerror=alert(1)>,<b>x</b>\n")
    for page in (browser.get(address), browser.post(f"{address}trial/", columns(browser, address))):
        assert b"<img src=x" not in page.content and b"<script>alert" not in page.content


@pytest.mark.parametrize(("language", "said"), [("en", ("3,200", "3.2")), ("it", ("3.200", "3,2"))])
def test_k3_the_decimal_sign_is_asked_for_with_what_the_number_would_be(language: str, said: tuple[str, str]):
    with override(language):
        words = [_choice(Choice(sign, sample), "decimal") for sign, sample in ((".", "3200"), (",", "3.200"))]
    assert [one.rsplit(" ", 1)[1] for one in words] == list(said)
