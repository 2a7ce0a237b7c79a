"""What the pages of an import say: each choice where it is made, each row with what it writes."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import override

from herringbone.clients.importing.kinds import import_kinds
from herringbone.clients.models import Client
from herringbone.clients.tests.test_import_page import columns, upload
from tests.world import World


def test_no_two_fields_of_a_file_are_called_the_same():
    for language in ("en", "it"):
        with override(language):
            for kind in import_kinds():
                labels = [str(label) for _name, label in kind.fields]
                assert len(set(labels)) == len(labels), (kind.name, language)


def test_each_row_shows_what_it_writes_and_what_it_changes(world: World, enter: Any):
    browser = enter(world.head)
    first = upload(browser, "clients", "Client,Sector,Country\nDogwood,dogs,Italy\n")
    page = browser.post(f"{first}trial/", columns(browser, first)).content.decode()
    assert "dogs" in page and "Italy" in page and "nobody yet" in page
    browser.post(f"{first}landing/")
    second = upload(browser, "clients", "Client,Sector,Country\nDogwood,cats,Italy\n")
    page = browser.post(f"{second}trial/", columns(browser, second)).content.decode()
    assert "<s>dogs</s> cats" in page and "Italy" not in page


def test_rows_are_counted_as_records_name_them_and_the_line_stands_beside(world: World, enter: Any):
    browser = enter(world.head)
    address = upload(browser, "clients", "Client\nDogwood\n")
    page = browser.post(f"{address}trial/", columns(browser, address)).content.decode()
    assert "1<small>line 2</small>" in page


def test_the_button_offers_what_it_does_also_where_rows_are_rejected(world: World, enter: Any):
    browser = enter(world.head)
    address = upload(browser, "clients", "Client,Sector\nDogwood,dogs\nElm,x\n,trees\n")
    page = browser.post(f"{address}trial/", columns(browser, address)).content.decode()
    assert "Bring in the other 2 rows" in page and "Bring in 2 rows" not in page and "Nothing was written." not in page
    assert '<input type="hidden" name="skip_rejected" value="on">' in page  # so the button keeps its word
    refused = browser.post(f"{address}landing/").content.decode()
    assert "Nothing was written. One row cannot be brought in." in " ".join(refused.split())


def test_where_no_row_can_come_in_or_all_are_there_no_button_offers_it(world: World, enter: Any):
    browser = enter(world.head)
    none = upload(browser, "clients", "Client,Sector\n,trees\n")
    page = browser.post(f"{none}trial/", columns(browser, none)).content.decode()
    assert "Bring in the" not in page and "skip_rejected" not in page and "Choose another file" in page
    text = "Client,Sector\nDogwood,dogs\nElm,x\n"
    first = upload(browser, "clients", text)
    assert "Bring in 2 rows" in browser.post(f"{first}trial/", columns(browser, first)).content.decode()
    browser.post(f"{first}landing/")
    again = upload(browser, "clients", text)
    page = browser.post(f"{again}trial/", columns(browser, again)).content.decode()
    assert "All 2 rows are as they are: nothing is to be brought in." in page
    assert "Bring in 2 rows" not in page and "Choose another file" in page
    more = upload(browser, "clients", f"{text}Fir,y\n")
    assert "Bring in 1 row<" in browser.post(f"{more}trial/", columns(browser, more)).content.decode()


def test_what_is_no_text_is_not_asked_for_its_encoding(world: World, enter: Any):
    browser = enter(world.head)
    garbage = bytes(range(256)) * 4
    for name, words in (
        ("list.xlsx", "list.xlsx is no XLSX file"),
        ("list.csv", "list.csv is no text and no workbook"),
    ):
        answer = browser.post("/import/clients/", {"file": SimpleUploadedFile(name, garbage)})
        page = browser.get(answer["Location"]).content.decode()
        assert words in page and 'type="radio"' not in page
    short = browser.post("/import/clients/", {"file": SimpleUploadedFile("a.xlsx", b"\xff\xe9\xe8 x")})["Location"]
    assert "a.xlsx is no XLSX file" in browser.get(short).content.decode()


def test_the_readings_of_a_file_are_choices_and_any_other_can_be_named(world: World, enter: Any):
    browser = enter(world.head)
    text = "Client;Sector\nMüller;dogs\n".encode("cp1252")
    address = upload(browser, "clients", text)
    page = browser.get(address).content.decode()
    assert 'type="radio" name="encoding" value="cp1252"' in page and "Müller" in page
    again = browser.post(f"{address}trial/", {"encoding": "other", "other_encoding": "latin-1", "header": "on"})
    assert "column0" in again.content.decode()
    browser.post(f"{address}trial/", columns(browser, address))
    browser.post(f"{address}landing/")
    assert Client.objects.filter(name="Müller").exists()


def test_a_day_that_may_be_two_is_a_choice(world: World, enter: Any):
    browser = enter(world.head)
    address = upload(browser, "clients", "Client,Client since\nDogwood,03/04/2019\n")
    page = browser.get(address).content.decode()
    assert 'type="radio" name="date_order" value="mdy"' in page
    assert "Wednesday 3 April 2019" in page and "Monday 4 March 2019" in page
    trial = browser.post(f"{address}trial/", columns(browser, address, date_order="mdy"))
    assert "1 new" in trial.content.decode()
    browser.post(f"{address}landing/")
    assert Client.objects.get(name="Dogwood").since.isoformat() == "2019-03-04"


def test_the_corrected_file_of_rejected_rows_remembers_what_its_columns_hold(world: World, enter: Any):
    browser = enter(world.head)
    address = upload(browser, "clients", "Wer;Was\nDogwood;dogs\n;trees\n")
    browser.post(f"{address}trial/", columns(browser, address, column0="name", column1="industry"))
    browser.post(f"{address}landing/", {"skip_rejected": "on"})
    sheet = b"".join(browser.get(f"{address}rejected/").streaming_content).decode("utf-8-sig")
    again = upload(browser, "clients", sheet.replace(",trees", "Elm,trees"))
    form = columns(browser, again)
    assert (form["column0"], form["column1"], form["column2"]) == ("name", "industry", "")
    other = upload(browser, "clients", "Anything\nFir\n")
    assert columns(browser, other)["column0"] == ""
