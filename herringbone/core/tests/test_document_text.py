"""Cleaning of text: what cannot be seen must not change what is read."""

import unicodedata

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from herringbone.core.text import OneLineField, ProseField, has_line_end, one_line, prose, visible


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Nora \t Whitfield ", "Nora Whitfield"),
        ("Nora\r\nBcc: eve@evil.example", "Nora Bcc: eve@evil.example"),
        ("a\u2028b\u2029c\x0bd\x85e", "a b c d e"),
        ("\u202e001 EUR\u202c", "001 EUR"),
        ("pay\u200bpal\ufeff\u00ad\x00\x1b", "paypal"),
        ("perche\u0301", "perché"),
        ("\u3164\u115f", ""),
        ("\ud800x\ufffe", "x"),
        ("Citt\u00e0 \u00a0 \u2009di", "Città di"),
    ],
)
def test_one_line(typed, kept):
    assert one_line(typed) == kept


@pytest.mark.parametrize(
    "text", ["👩\u200d💻 👍🏽 ✈\ufe0f", "\u0645\u06cc\u200c\u062e\u0648", "क\u094d\u200dष", "naïve Ωmega", "\u0600 12"]
)
def test_a_joiner_stays_where_its_script_or_an_emoji_needs_it(text):
    assert one_line(text) == unicodedata.normalize("NFC", text)


def test_a_joiner_goes_where_it_can_only_hide():
    assert one_line("Or\u200dsatti \u200c") == "Orsatti"


def test_prose_keeps_lines_and_paragraphs():
    assert prose("\n\n a\r\nb  \u2028c\n\n\n\n d\u202e\n") == "a\nb\nc\n\n d"
    assert visible(" a \n b\u200b ") == " a \n b "


@given(st.text())
def test_nothing_unseen_is_left_and_cleaning_twice_changes_nothing(text):
    once = one_line(text)
    assert one_line(once) == once
    assert not has_line_end(once)
    assert prose(prose(text)) == prose(text)
    assert not any(unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp") for char in once)
    assert not {*once} & {*"\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"}
    once.encode()


def test_s27_a_form_refuses_a_second_line_with_its_reason():
    assert OneLineField().clean("Nora \u200b Whitfield") == "Nora Whitfield"
    for line in ("a\nb", "a\r\nBcc: x", "a\u2028b", "a\x0bb"):
        with pytest.raises(ValidationError, match="one line"):
            OneLineField().clean(line)
    with pytest.raises(ValidationError):
        OneLineField().clean("\u200b\u202e")
    assert ProseField().clean("a\r\nb\u200b") == "a\nb"
    assert ProseField(required=False).clean("\u200b") == ""


def test_s26_nothing_of_what_is_pasted_is_cut_off_without_a_word():
    for field in (OneLineField(max_length=10), ProseField(max_length=10)):
        assert "maxlength" not in field.widget_attrs(field.widget)
        with pytest.raises(ValidationError, match="it has 11"):
            field.clean("a" * 11)
