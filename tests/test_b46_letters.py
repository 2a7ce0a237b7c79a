"""B46: every letter that a European or Vietnamese name has is in the PDF, can be copied from it, and looks like one."""

import unicodedata
from urllib.parse import unquote

import pypdfium2
import pytest

from herringbone.clients.views.files import handed_out
from herringbone.meetings.documents.pdf import as_pdf
from herringbone.meetings.tests.contact_reports import clients, item

TEXTS = [
    "33 Đường Nguyễn Hữu Thọ, Quận 7", "Łukasz Żółć", "Žakić", "Ștefan Țuțea", "Ærøskøbing", "STRAẞE", "№ 7", "105 €",
    "a ≥ b",
]  # fmt: skip


def pages(text):
    """The report that says this, as PDFium reads it."""
    return pypdfium2.PdfDocument(as_pdf(clients(items=[item(1, "decision", text)])))


def read_from(document):
    return " ".join("".join(page.get_textpage().get_text_range() for page in document).split())


@pytest.mark.parametrize("text", TEXTS)
def test_b46_the_text_of_the_pdf_is_what_was_typed(text):
    assert text in unicodedata.normalize("NFC", read_from(pages(text)))
    decomposed = unicodedata.normalize("NFD", text)
    assert text in unicodedata.normalize("NFC", read_from(pages(decomposed)))


@pytest.mark.parametrize("text", TEXTS[:5])
def test_b46_composed_and_decomposed_look_the_same(text):
    def picture(typed):
        return pages(typed)[0].render(scale=1).to_pil().tobytes()

    assert picture(text) == picture(unicodedata.normalize("NFD", text))
    assert picture(text) != picture(text.replace(text[0], "□"))


@pytest.mark.parametrize("text", TEXTS)
def test_b46_the_name_of_a_download_keeps_its_letters(text):
    told = handed_out(b"%PDF", f"{text}.pdf", "application/pdf")["Content-Disposition"]
    name = unquote(told.partition("filename*=utf-8''")[2]) or told.partition('filename="')[2].rstrip('"')
    assert name == f"{text}.pdf"
