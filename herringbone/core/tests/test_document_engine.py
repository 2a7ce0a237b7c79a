"""The document engine: the same data gives the same bytes, tagged and titled, within limits."""

import io
import os
import signal
from datetime import UTC, datetime
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from PIL import Image

from herringbone.core.documents import (
    DocumentError,
    DocumentTooLarge,
    DocumentTooSlow,
    engine,
    render_pdf,
    set_document,
)
from herringbone.core.documents.child import Typesetter, typesetter

pytestmark = pytest.mark.thorough

ISSUED = datetime(2026, 11, 24, 14, 12, tzinfo=UTC)
TEMPLATE = """
#import "house.typ": *
#show: house.with(running: ("Orsatti", "Test"), foot: "Halden & Rossi", of: "of")
= #data.document.title
#data.text
#picture("logo", alt: "Logo", width: 20mm)
"""


@pytest.fixture
def template(tmp_path):
    """A template of a feature, written for the test."""

    def write(source=TEMPLATE):
        file = tmp_path / f"t{len(list(tmp_path.iterdir()))}.typ"
        file.write_text(source)
        return file

    return write


def told(text="Text", language="en"):
    return {"document": {"title": "A title", "author": "Halden & Rossi", "language": language}, "text": text}


def words(pdf):
    return "\n".join(page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(pdf))


def png():
    file = io.BytesIO()
    Image.new("RGB", (40, 20), "red").save(file, "PNG")
    return file.getvalue()


def test_same_data_same_bytes_in_another_process_too(template):
    file = template()
    first = render_pdf(file, told(), moment=ISSUED)
    typesetter.stop()
    assert render_pdf(file, told(), moment=ISSUED) == first
    assert render_pdf(file, told("Other"), moment=ISSUED) != first


def test_tagged_titled_in_its_language_and_archivable(template):
    made = set_document(template(), told(language="it"), moment=ISSUED)
    assert made.conforms
    with pikepdf.open(io.BytesIO(made.pdf)) as pdf, pdf.open_metadata() as about:
        assert pdf.Root.Lang == "it"
        assert pdf.Root.MarkInfo.Marked
        assert "/StructTreeRoot" in pdf.Root
        assert about["{http://www.aiim.org/pdfua/ns/id/}part"] == "1"
        assert about["{http://www.aiim.org/pdfa/ns/id/}part"] == "3"
        assert about["dc:title"] == "A title"
        assert about["xmp:CreateDate"].startswith("2026-11-24T14:12")


def test_a_character_without_a_font_costs_the_mark_and_not_the_document(template):
    made = set_document(template(), told("Grazie 😀 日本"), moment=ISSUED)
    assert not made.conforms
    assert "Grazie" in words(made.pdf)
    with pikepdf.open(io.BytesIO(made.pdf)) as pdf:
        assert pdf.Root.MarkInfo.Marked


def test_greek_and_cyrillic_have_a_font(template):
    made = set_document(template(), told("Ελληνικά Кириллица → ✓"), moment=ISSUED)
    assert made.conforms
    assert "Ελληνικά Кириллица" in words(made.pdf)


def test_a_picture_is_set(template):
    made = set_document(template(), told(), {"logo": png()}, moment=ISSUED)
    assert made.left_out == ()
    with pikepdf.open(io.BytesIO(made.pdf)) as pdf:
        assert len(pdf.pages[0].get_images()) == 1


@pytest.mark.parametrize("broken", [b"no picture", b"", b"<svg xmlns='http://www.w3.org/2000/svg'><image href='x'/>"])
def test_a_broken_picture_costs_itself_and_not_the_document(template, broken):
    made = set_document(template(), told(), {"logo": broken}, moment=ISSUED)
    assert made.left_out == ("logo",)
    assert "A title" in words(made.pdf)


def test_what_is_too_large_is_refused_and_never_cut(template):
    with pytest.raises(DocumentTooLarge):
        render_pdf(template(), told("x" * (engine.LONGEST_TEXT + 1)), moment=ISSUED)
    with pytest.raises(DocumentTooLarge):
        render_pdf(template(), {**told(), "many": ["x" * 90_000] * 30}, moment=ISSUED)
    with pytest.raises(DocumentTooLarge):
        render_pdf(template(), told(), {"logo": b"x" * (engine.LARGEST_PICTURES + 1)}, moment=ISSUED)


def test_a_word_longer_than_the_line_breaks_and_reads_back_whole(template):
    word = "W" * 500
    made = words(render_pdf(template(), told(f"before {word} after"), moment=ISSUED))
    assert word in "".join(made.split())
    assert len(made.splitlines()) > 5


def test_one_that_takes_too_long_is_stopped_and_the_next_is_set(template, monkeypatch):
    monkeypatch.setattr(engine, "SECONDS", 1.0)
    slow = "#for i in range(3000) { for j in range(3000) { let x = calc.pow(i, 2) } }"
    with pytest.raises(DocumentTooSlow):
        render_pdf(template(TEMPLATE + slow), told(), moment=ISSUED)
    monkeypatch.undo()
    assert render_pdf(template(), told(), moment=ISSUED)


@pytest.mark.skipif(os.uname().sysname == "Darwin", reason="macOS does not limit memory")
def test_one_that_eats_memory_ends_and_the_next_is_set(template):
    with pytest.raises(DocumentTooSlow):
        render_pdf(template(TEMPLATE + '#let x = "x" * 900000000'), told(), moment=ISSUED)
    assert render_pdf(template(), told(), moment=ISSUED)


def test_a_child_that_was_killed_is_started_again():
    setter = Typesetter()
    request = {"files": {"main.typ": "= a"}, "pictures": {}, "data": "{}", "moment": 0}
    first = setter.ask(request, 10)["pdf"]
    os.kill(setter._process.pid, signal.SIGKILL)
    assert setter.ask(request, 10)["pdf"] == first
    setter.stop()


def test_the_child_knows_no_secret(monkeypatch):
    monkeypatch.setenv("HERRINGBONE_SECRET_KEY", "canary")
    setter = Typesetter()
    setter.ask({"files": {"main.typ": ""}, "pictures": {}, "data": "{}", "moment": 0}, 10)
    seen = Path(f"/proc/{setter._process.pid}/environ")
    assert not seen.exists() or b"canary" not in seen.read_bytes()
    setter.stop()


def test_a_template_that_fails_says_why(template):
    with pytest.raises(DocumentError, match="nothing"):
        render_pdf(template(TEMPLATE + "#data.nothing"), told(), moment=ISSUED)
