"""Text from people, made safe to print, to mail and to compare: what cannot be seen must not change what is read.

Stripped are control characters, marks that turn the direction of reading (U+202E makes 001 EUR of RUE 100) and
characters of no width; a joiner stays where its script or an emoji needs it. Everything comes out in NFC, so that
two spellings of "perché" are one. Escaping is not done here: that belongs to whoever knows the format.
"""

import re
import unicodedata
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.template.defaultfilters import truncatechars
from django.utils.translation import gettext_lazy as _

_LINE_ENDS = re.compile("\r\n|[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]")
_ZWNJ, _ZWJ = "\u200c", "\u200d"
_SEEN_FORMATS = {*"\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd"}
_UNSEEN_LETTERS = {*"\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0"}
_UNSEEN_KINDS = {"Cc", "Cf", "Cs", "Zl", "Zp"}
_NO_CHARACTERS = re.compile("[\ufdd0-\ufdef\ufffe\uffff]")
_JOINED_FROM = 0x0530  # Latin, Greek and Cyrillic stand before it and never need a joiner


def one_line(text: str) -> str:
    """A name, a subject, a title: one line, single spaces, nothing unseen. Line ends become spaces."""
    return " ".join(_seen(_LINE_ENDS.sub(" ", text)).split())


def prose(text: str) -> str:
    """A text of several lines: line ends are \\n, at most one empty line in a row, none at the ends, nothing unseen."""
    lines = [re.sub(r"[^\S\n]+", " ", _seen(line)).rstrip() for line in _LINE_ENDS.sub("\n", text).split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def visible(text: str) -> str:
    """The text as it is, spaces and lines too, but nothing unseen in it."""
    return "\n".join(_seen(line) for line in _LINE_ENDS.sub("\n", text).split("\n"))


def has_line_end(text: str) -> bool:
    """Whether the text would be more than one line to any program that reads it: a header, a calendar, a sheet."""
    return bool(_LINE_ENDS.search(text.strip(" \t")))


def _seen(text: str) -> str:
    text = unicodedata.normalize("NFC", _NO_CHARACTERS.sub("", text.replace("\t", " ")))
    if text.isascii() and text.isprintable():
        return text
    return "".join(char for at, char in enumerate(text) if _is_seen(text, at, char))


def _is_seen(text: str, at: int, char: str) -> bool:
    if char in (_ZWNJ, _ZWJ):
        return 0 < at < len(text) - 1 and _joins(text[at - 1]) and _joins(text[at + 1])
    if char in _SEEN_FORMATS:
        return True
    return char not in _UNSEEN_LETTERS and unicodedata.category(char) not in _UNSEEN_KINDS


def _joins(char: str) -> bool:
    """Whether a joiner beside this character can matter: letters and marks of joined scripts, and emoji."""
    return ord(char) >= _JOINED_FROM and unicodedata.category(char) in {"Lo", "Mn", "Mc", "So", "Sk"}


class WholeTextField(forms.CharField):
    """A form's field that is sent as it was typed or pasted: a browser that is told the length cuts off the rest
    without a word, the server keeps it and says how much is too much."""

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {name: value for name, value in super().widget_attrs(widget).items() if name != "maxlength"}


class OneLineField(WholeTextField):
    """A form's field for one line: what cannot be seen is dropped, a line end inside is refused with the reason."""

    default_error_messages = {"line": _("This is one line: a line break cannot stand in it.")}

    def to_python(self, value: object) -> str | None:
        text = super().to_python(value)
        if not text:
            return text
        if has_line_end(text):
            raise ValidationError(self.error_messages["line"], code="line")
        return one_line(text) or self.empty_value


class ProseField(WholeTextField):
    """A form's field for a text of several lines, cleaned by `prose`."""

    widget = forms.Textarea

    def to_python(self, value: object) -> str | None:
        text = super().to_python(value)
        return (prose(text) or self.empty_value) if text else text


def shortened(text: str, most: int) -> str:
    """The text in at most so many characters, the last an ellipsis where some had to go.

    Django's own takes ten times as long over a text that is short enough, which most of a list are.
    """
    return truncatechars(text, most) if len(text) > most else text
