"""S04, S24, K1: lists as files give all rows as one sees them, to nobody more than the list does, and nothing runs."""

import csv
import io
import zipfile

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from herringbone.clients.actions import add_contact
from herringbone.clients.models import Attachment, Client, Contact
from herringbone.core import clock
from herringbone.people.rules import visible_to
from herringbone.status.actions import begin_weekly_meeting, publish_status_report
from herringbone.work.actions import make_task
from herringbone.work.tests.builders import a_form, a_job, many_jobs
from tests.crawling import CAST, Eyes, browser_of, words_of
from tests.world import DAY

pytestmark = pytest.mark.thorough

LISTS = (
    "/clients/", "/contacts/", "/jobs/?stage=all", "/tasks/", "/contact-reports/", "/people/", "/forms/", "/desk/",
    "/status-reports/?all=1", "/weekly-meetings/",
)  # fmt: skip


def address(url, kind):
    return f"{url}{'&' if '?' in url else '?'}as={kind}"


def read(browser, url):
    """The rows of a CSV file, as dictionaries."""
    body = b"".join(browser.get(address(url, "csv")).streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(body)))


@pytest.mark.thorough
@pytest.mark.parametrize("who", CAST)
def test_s04_a_list_s_file_holds_what_its_reader_may_see_and_nothing_else(filled, who):
    person = filled.extra.get(who) or getattr(filled, who, None)
    eyes, browser = Eyes.of(filled, person), browser_of(person)
    for url in LISTS:
        for kind in ("csv", "xlsx"):
            answer = browser.get(address(url, kind))
            if person is None:
                assert answer.status_code == 302
            else:
                assert answer.status_code == 200 and "attachment" in answer["Content-Disposition"]
                assert answer["X-Content-Type-Options"] == "nosniff" and "no-store" in answer["Cache-Control"]
                assert eyes.betrayed(words_of(answer)) == [], f"{who} {url} {kind}"


def test_k1_a_file_has_the_filter_and_the_order_of_the_list_and_all_of_its_rows(world):
    many_jobs(world, 120)
    browser = browser_of(world.ae_alder)
    rows = read(browser, "/jobs/?stage=all&order=number")
    assert len(rows) == 120
    assert [row["Number"] for row in rows] == sorted(row["Number"] for row in rows)
    one = rows[17]
    assert [row["Number"] for row in read(browser, f"/jobs/?stage=all&text={one['Number']}")] == [one["Number"]]
    assert read(browser, "/contacts/?q=nobody+called+so") == []


def test_k1_amounts_of_rows_do_not_change_the_number_of_queries(world):
    browser = browser_of(world.ae_alder)
    asked = []
    for how_many in (10, 400):
        many_jobs(world, how_many)
        with CaptureQueriesContext(connection) as captured:
            read(browser, "/jobs/?stage=all")
        asked.append(len(captured))
    assert asked[0] == asked[1] < 8


@pytest.mark.parametrize("text", ['=HYPERLINK("http://x","y")', "+1", "-1", "@SUM(1)", "=cmd|' /C calc'!A1"])
def test_s24_what_people_typed_stays_text_also_where_it_looks_like_a_formula(world, text):
    add_contact(by=world.ae_alder, client=world.alder, name=text, title="=1+1")
    browser = browser_of(world.ae_alder)
    assert f"'{text}" in [row["Name"] for row in read(browser, "/contacts/")]
    body = b"".join(browser.get("/contacts/?as=xlsx").streaming_content)
    with zipfile.ZipFile(io.BytesIO(body)) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    assert not any(b"<f>" in part or b"<hyperlink" in part for part in parts.values())
    sheet = load_workbook(io.BytesIO(body)).active
    assert text in [cell.value for cell in sheet["A"]]


def test_k1_a_moment_is_on_the_reader_s_clock_and_words_in_their_language(world):
    make_task(by=world.ae_alder, client=world.alder, title="Call", owner=world.ae_alder, due_at=clock.now())
    browser = browser_of(world.ae_alder)
    assert read(browser, "/tasks/")[0]["Due at"] == "2026-03-02T09:00:00"  # nine in the morning in New York
    world.ae_alder.language = "it"
    world.ae_alder.save(update_fields=["language"])
    body = b"".join(browser.get("/tasks/?as=csv").streaming_content).decode("utf-8-sig")
    assert body.splitlines()[0].count(";") == 5


def test_s28_another_kind_of_file_is_refused(world):
    browser = browser_of(world.ae_alder)
    assert {browser.get(address(url, "exe")).status_code for url in LISTS} == {400}


def test_s04_rights_count_when_the_file_is_fetched(world):
    assert Contact.objects.filter(client=world.alder).exists()
    rows = {row["Name"]: row["Mail address"] for row in read(browser_of(world.bizdev), "/contacts/")}
    assert world.pat.name in rows and rows[world.pat.name] == ""


def test_k1_the_forms_that_wait_and_the_drafts_are_one_file(world):
    a_job(world)
    a_form(world)
    rows = read(browser_of(world.ae_alder), "/forms/")
    told = [(row["State"], row["Client"], row["Named"]) for row in rows]
    assert told == [
        ("Waiting for a word", world.alder.name, "Ann Alder"), ("Draft", world.alder.name, ""),
    ]  # fmt: skip
    assert rows[0]["Number"] == "ALD-26-0001" and rows[0]["Due"]


def test_k1_a_desk_is_a_file_in_its_groups_and_holds_all(world):
    for number in range(70):
        make_task(
            by=world.ae_alder, client=world.alder, title=f"Call {number}", owner=world.ae_alder, due_at=clock.now()
        )
    with clock.clock_at(clock.now() + DAY):
        browser = browser_of(world.ae_alder)
        rows = read(browser, "/desk/")
        assert "as=csv" in browser.get("/desk/").content.decode()
    assert len([row for row in rows if row["Group"] == "Late" and row["Late"] == "yes"]) == 70
    assert {row["Owner"] for row in rows} == {"Ann Alder"}


def test_k1_how_long_ago_each_client_was_told_is_a_file_and_the_weekly_meetings_too(world):
    a_job(world)
    publish_status_report(by=world.ae_alder, client=world.alder)
    begin_weekly_meeting(by=world.sup_alder)
    browser = browser_of(world.sup_alder)
    (row,) = [row for row in read(browser, "/status-reports/") if row["Code"] == "ALD"]
    assert (row["Client"], row["Open jobs"], row["Waiting on the client"]) == (world.alder.name, "1", "0")
    assert (row["Last report"], row["Published"]) == ("1", "2026-03-02T09:00:00")
    shown = {row["Code"] for row in read(browser, "/status-reports/?all=1")}
    assert shown == set(visible_to(world.sup_alder, Client).values_list("code", flat=True))
    (held,) = read(browser, "/weekly-meetings/")
    assert (held["Begun"], held["Held by"]) == ("2026-03-02T09:00:00", world.sup_alder.name)
    assert (held["Clients"], held["Changed at the table"], held["Ended"]) == ("1", "0", "")
    for page in ("/status-reports/", "/weekly-meetings/"):
        assert "as=csv" in browser.get(page).content.decode()


def test_k1_a_client_s_documents_are_a_file_and_its_other_tabs_are_none(filled):
    browser = browser_of(filled.ae_alder)
    page = f"/clients/{filled.alder.code}/documents/"
    rows = read(browser, page)
    assert len(rows) == Attachment.objects.filter(client=filled.alder).count() and int(rows[0]["Size in bytes"]) > 0
    assert "as=xlsx" in browser.get(page).content.decode()
    assert browser.get(f"/clients/{filled.alder.code}/people/?as=csv").status_code == 404
    assert browser_of(filled.ae_birch).get(f"{page}?as=csv").status_code == 404
