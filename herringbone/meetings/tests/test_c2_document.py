"""C2: the contact report as document, text and mail."""

import io
import re

import pikepdf
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from herringbone.core.catalogues import compile_catalogues
from herringbone.core.difference import difference
from herringbone.meetings.documents.contract import NotForTheClient
from herringbone.meetings.documents.mail import mail_parts
from herringbone.meetings.documents.order import groups
from herringbone.meetings.documents.pdf import as_pdf
from herringbone.meetings.documents.text import as_text
from herringbone.meetings.tests.contact_reports import clients, corrected, inside, item

URL = "https://work.example/a/3f2c/"


@pytest.fixture(autouse=True, scope="module")
def catalogues():
    """Italian is spoken only once its catalogue is made."""
    compile_catalogues()


def words(pdf):
    text = "\n".join(page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(pdf))
    return " ".join(text.split())


def said(data):
    """All that a reader gets of an edition: PDF, text, mail."""
    mail = mail_parts(data, URL, "Paolo Brandi")
    return "\n".join((words(as_pdf(data)), as_text(data), mail.subject, mail.text, mail.html))


class TestWhatItSays:
    def test_the_pdf_holds_the_whole_report(self):
        text = words(as_pdf(clients()))
        for expected in (
            "Halden & Rossi", "for Orsatti Vermouth", "Contact report 32", "Storyboard, round 2",
            "Monday 23 November 2026, 10:30 to 11:50 (Rome time)", "Milan and by video",
            "Pre-production, Tuesday 1 December 2026, 10:30", "Paolo Brandi, Marketing director",
            "Absent: Giulia Orsatti (sent word)", "The bar scene moves from the counter to the arcade.", "ORS-26-0117",
            "Send the redrawn frames", "Marta Galli", "Thu 26 Nov, 12:00", "Chiara Fumagalli", "Fri 27 Nov",
            "tell us by Thursday 26 November 2026, 18:00 (Rome time); otherwise this report stands.",
            "nora@halden.example", "Via Tortona 31", "1 of",
        ):  # fmt: skip
            assert expected in text

    def test_it_speaks_italian_where_the_client_does(self):
        text = words(as_pdf(clients(language="it")))
        for expected in (
            "Contact report n. 32", "lunedì 23 novembre 2026, 10:30–11:50 (ora di Roma)", "Che cosa si è deciso",
            "Approvazione", "gio 26 nov, 12:00", "entro giovedì 26 novembre 2026, ore 18:00 (ora di Roma)",
            "In assenza di osservazioni, il contact report si intende approvato.", "1 di",
        ):  # fmt: skip
            assert expected in text
        assert not re.search(r"\b(What|Decision|Meeting|Who)\b", text)

    def test_a_call_without_end_place_and_window_is_set_too(self):
        report = clients(window=None, next_meeting=None, absent=[], items=[])
        report["meeting"] |= {"kind": "call", "ends": None, "place": "", "topic": ""}
        text = words(as_pdf(report))
        assert "Call Monday 23 November 2026, 10:30 (Rome time)" in text
        assert "Nothing was noted." in text
        assert "stands" not in said(report)

    def test_the_hours_are_those_of_the_meeting(self):
        report = clients()
        report["meeting"]["zone"] = "America/New_York"
        text = as_text(report)
        assert "04:30 to 05:50 (New York time)" in text.replace("\N{NO-BREAK SPACE}", " ")

    def test_it_is_archivable_tagged_and_titled(self):
        with pikepdf.open(io.BytesIO(as_pdf(clients(language="it")))) as pdf, pdf.open_metadata() as about:
            assert about["{http://www.aiim.org/pdfua/ns/id/}part"] == "1"
            assert about["dc:title"] == "Contact report n. 32, Orsatti Vermouth"
            assert pdf.Root.Lang == "it"

    def test_the_same_edition_gives_the_same_bytes(self):
        assert as_pdf(clients()) == as_pdf(clients())


class TestOrderAndNumbers:
    def test_decisions_come_first_and_an_item_has_one_number_in_both_editions(self):
        def numbers(data):
            return {row.item["text"]: row.number for _name, rows in groups(data) for row in rows}

        assert list(numbers(clients()).values()) == [1, 2, 3, 4, 5, 6]
        assert [name for name, _rows in groups(clients())] == ["decided", "next", "discussed"]
        assert {k: v for k, v in numbers(inside()).items() if v} == numbers(clients())
        assert numbers(inside())["Chiara was cool throughout."] is None

    def test_what_was_taken_out_has_no_number(self):
        rows = dict(groups(corrected()))["decided"]
        assert [(row.item["kind"], row.number) for row in rows] == [
            ("decision", 1), ("approval", None), ("budget", 2), ("decision", 3),
        ]  # fmt: skip


class TestInside:
    def test_an_internal_item_in_a_clients_edition_is_refused_by_everything(self):
        leaking = clients()
        leaking["items"].append(item(9, "internal", "Chiara was cool throughout."))
        for make in (as_pdf, as_text, lambda data: mail_parts(data, URL)):
            with pytest.raises(NotForTheClient):
                make(leaking)

    def test_the_clients_edition_has_no_trace_of_what_is_inside(self):
        text = said(clients())
        for hidden in ("Internal", "Inside", "For us only", "never in the client", "Supervisor of the account", "cool"):
            assert hidden not in text

    def test_the_inside_edition_says_what_it_is_and_why_each_reader_gets_it(self):
        text = words(as_pdf(inside()))
        for expected in (
            "Inside edition. Not for the client.", "For us only", "never in the client’s edition",
            "Chiara was cool throughout.", "Grace Adeyemi Supervisor of the account", "2 working days",
        ):  # fmt: skip
            assert expected in text
        mail = mail_parts(inside(), URL, "Grace Adeyemi")
        assert "Not to be passed on to Orsatti Vermouth." in mail.text
        assert "Chiara was cool" not in mail.text


class TestCorrection:
    def test_it_names_what_it_replaces_and_shows_the_difference_in_words(self):
        text = words(as_pdf(corrected()))
        for expected in (
            "version 2", "Version 2 replaces version 1 of this report.", "adds €7,500. €8,105.", "changed", "new",
            "removed", "Thu 26 Nov, 12:00 Wed 25 Nov", "otherwise this version stands",
        ):  # fmt: skip
            assert expected in text

    def test_text_and_mail_say_it_too(self):
        text, mail = as_text(corrected()), mail_parts(corrected(), URL)
        assert "2. Budget (changed): A second day on location adds €8,105." in text
        assert "   was: A second day on location adds €7,500." in text
        assert "   was: Wed 25 Nov" in text
        assert "- Approval (removed): Casting of Elena Vasile" in text
        assert mail.subject == "Contact report 32, version 2, Orsatti Vermouth, meeting of Monday 23 November"
        assert "<del>Casting of Elena Vasile" in mail.html

    @given(st.text("ab ,.\n", max_size=80), st.text("ab ,.\n", max_size=80))
    def test_the_runs_put_together_are_the_text_before_and_after(self, was, now):
        runs = difference(was, now)
        assert "".join(run.text for run in runs if run.mark != "del").split() == now.split()
        assert "".join(run.text for run in runs if run.mark != "ins").split() == was.split()

    def test_a_text_written_anew_is_not_marked_word_by_word(self):
        runs = difference("The shoot is in Turin.", "We go to Bari in May instead")
        assert [run.mark for run in runs if run.text.strip()] == ["del", "ins"]


class TestMail:
    def test_after_the_greeting_english_begins_anew(self):
        said = mail_parts(clients(), URL, "Paolo Brandi").text.split("\n")
        (at,) = (place for place, line in enumerate(said) if line.endswith("Paolo Brandi,"))
        assert said[at + 2].startswith("Here is what we understood")

    def test_it_greets_says_what_was_decided_and_leads_to_the_answer(self):
        mail = mail_parts(clients(), URL, "Paolo Brandi")
        assert mail.subject == "Contact report 32, Orsatti Vermouth, meeting of Monday 23 November"
        for expected in (
            "Dear Paolo Brandi,", "1. Decision: The bar scene moves", "5. Chiara Fumagalli, Fri 27 Nov: Send the list",
            f"Read it and answer:\n{URL}", "An answer to this mail reaches Nora Whitfield.",
        ):  # fmt: skip
            assert expected in mail.text
        assert mail.html.count(f'href="{URL}"') == 2
        assert ">Read it and answer</a>" in mail.html

    def test_in_italian(self):
        mail = mail_parts(clients(language="it"), URL, "Paolo Brandi")
        assert mail.subject == "Contact report 32, Orsatti Vermouth, riunione di lunedì 23 novembre"
        assert "Gentile Paolo Brandi,\n\nLe inviamo quanto ci risulta dalla riunione di lunedì 23 novembre" in mail.text
        assert '<html lang="it">' in mail.html

    def test_a_long_list_is_cut_and_says_so(self):
        many = clients(items=[item(n, "decision", f"Decision {n}") for n in range(1, 31)])
        mail = mail_parts(many, URL)
        assert "Decision 12" in mail.text
        assert "Decision 13" not in mail.text
        assert "18 more are in the report." in mail.text

    @pytest.mark.parametrize("url", ["javascript:alert(1)", "//evil.example/", "", "data:text/html,x"])
    def test_only_an_address_of_the_web_is_linked(self, url):
        with pytest.raises(ValueError, match="http"):
            mail_parts(clients(), url)


HOSTILE = (
    "<img src=x onerror=alert(1)> {{ 7*7 }} {% include 'x' %} %(author)s {0} #eval(\"1\") \u202eRUE 001\u202c \"'&"
)


def poisoned(value, key=""):
    """Every text of an edition that people type, replaced by a hostile one."""
    if isinstance(value, dict):
        return {name: poisoned(one, name) for name, one in value.items()}
    if isinstance(value, list):
        return [poisoned(one, key) for one in value]
    typed = (
        "text",
        "name",
        "topic",
        "place",
        "title",
        "note",
        "agenda",
        "why",
        "legal",
        "address",
        "tax",
        "email",
        "phone",
        "was",
    )
    return HOSTILE if key in typed and isinstance(value, str) else value


@pytest.mark.parametrize("edition", [clients, inside, corrected])
@pytest.mark.parametrize("language", ["en", "it"])
def test_s29_s30_s25_text_is_printed_and_never_run(edition, language):
    data = poisoned(edition(language=language))
    mail = mail_parts(data, URL, HOSTILE)
    shown = "<img src=x onerror=alert(1)> {{ 7*7 }} {% include 'x' %} %(author)s {0} #eval(\"1\") RUE 001 \"'&"
    assert shown in as_text(data)
    assert shown in mail.text
    assert shown.replace(" ", "") in words(as_pdf(data)).replace(" ", "")
    assert "<img" not in mail.html
    assert "\n" not in mail.subject
    for made in (as_text(data), mail.text, mail.html, mail.subject):
        assert "\u202e" not in made
        assert not re.search(r"\b49\b", made)
    with pikepdf.open(io.BytesIO(as_pdf(data))) as pdf:
        assert [one for page in pdf.pages for one in page.get("/Annots", [])] == []


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=120))
def test_s29_any_text_can_be_set(text):
    report = clients()
    report["items"][1]["text"] = report["client"]["name"] = report["meeting"]["topic"] = text
    assert as_pdf(report).startswith(b"%PDF-")
    assert as_text(report)
    assert mail_parts(report, URL, text).html


def test_sixty_items_run_over_pages_with_head_and_number():
    many = [
        item(n, ("decision", "discussion", "next_step")[n % 3], "The dates in Turin hold. " * 4) for n in range(1, 61)
    ]
    opened = pypdfium2.PdfDocument(as_pdf(clients(items=many)))
    assert len(opened) >= 4
    for number, page in enumerate(opened, 1):
        text = page.get_textpage().get_text_bounded()
        assert f"{number} of {len(opened)}" in text
        assert "Orsatti Vermouth" in text
