"""S29: text in a document is printed, never run; and there is nothing it could read."""

import io
import re
from pathlib import Path

import pikepdf
import pytest

import herringbone
from herringbone.core.documents import DocumentError, render_pdf
from herringbone.core.documents.engine import LONGEST_TEXT
from herringbone.core.tests.test_document_engine import ISSUED, TEMPLATE, template, told, words

__all__ = ["template"]

PACKAGE = Path(herringbone.__file__).parent
HOSTILE = [
    '#read("/etc/passwd")',
    '#eval("1 + 1")',
    "$x^2$ *bold* _it_ `code` \\ ~ <label> @ref",
    "= No heading",
    "// no comment /* none */ and on",
    "{{ x.__class__ }} {% include 'a' %} %(x)s {0} ${7*7}",
    '"; #panic() "',
    ']#read("canary.txt")[',
    "\\u{202e} \\n \\\\",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_text_is_printed_as_it_was_typed(template, text):
    printed = words(render_pdf(template(), told(text), moment=ISSUED))
    assert "".join(text.split()) in "".join(printed.split())
    assert "root:" not in printed


def test_what_turns_the_direction_of_reading_is_gone(template):
    printed = words(render_pdf(template(), told("\u202e001 EUR\u202c \u2066x\u2069 a\u200bb"), moment=ISSUED))
    assert "001 EUR x ab" in printed
    assert not re.search("[\u200b\u202a-\u202e\u2066-\u2069]", printed)


@pytest.mark.parametrize("address", ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", " https://x"])
def test_only_web_and_mail_addresses_become_links(template, address):
    source = (
        TEMPLATE + "#safe-link(data.address, data.address) #safe-link(data.good, data.good) #safe-link(data.mail, [m])"
    )
    data = {**told(), "address": address, "good": "https://a.example/", "mail": "mailto:a@b.c"}
    pdf = render_pdf(template(source), data, moment=ISSUED)
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        links = [str(one.A.URI) for page in opened.pages for one in page.get("/Annots", [])]
    assert set(links) == {"https://a.example/", "mailto:a@b.c"}


@pytest.mark.parametrize(
    "source",
    ['#read("/etc/passwd")', '#read("../../settings.py")', '#read("settings.py")', '#image("/etc/passwd")',
     '#import "@preview/cetz:0.3.0"', '#include "/etc/passwd"'],
)  # fmt: skip
def test_even_a_template_can_read_nothing(template, source):
    (PACKAGE / "settings.py").stat()
    with pytest.raises(DocumentError):
        render_pdf(template(TEMPLATE + source), told(), moment=ISSUED)


def test_no_template_runs_text_or_reads_files():
    templates = list(PACKAGE.rglob("*.typ"))
    assert len(templates) >= 2
    for file in templates:
        source = file.read_text()
        assert not re.search(r"(?<![\w-])(eval|read|plugin|csv|toml|yaml|xml|cbor)\s*\(", source), file
        assert "@preview" not in source, file
        assert not re.search(r"(?<![\w-])link\(", source) or file.name == "house.typ", file


def test_no_link_stands_among_the_templates():
    assert not [file for file in (PACKAGE / "core" / "typst").rglob("*") if file.is_symlink()]


def test_a_word_as_long_as_a_text_may_be_is_bounded(template):
    text = "W" * LONGEST_TEXT
    assert "WWWW" in words(render_pdf(template(), told(text), moment=ISSUED))
