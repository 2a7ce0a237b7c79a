"""Names folded for comparing; how text is cleaned for keeping is `core.text`'s."""

import re
import unicodedata

# Letters that Unicode does not take apart into a plain letter and a mark.
_WHOLE = {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe"}
_PLAIN = str.maketrans(_WHOLE | {"\N{LATIN SMALL LETTER DOTLESS I}": "i"})
_APOSTROPHES = str.maketrans("", "", "'’`\N{MODIFIER LETTER APOSTROPHE}\N{ACUTE ACCENT}")
_WORD = re.compile(r"[^\W_]+")


def fold(text: str) -> str:
    """The text without case and accents, for comparing and never for showing: `Müßig È` becomes `mussig e`."""
    if text.isascii():
        return text.lower()
    taken_apart = unicodedata.normalize("NFKD", text).casefold()
    return "".join(mark for mark in taken_apart if not unicodedata.combining(mark)).translate(_PLAIN)


def words(text: str) -> list[str]:
    """The folded words of a text. `D’Angelo` is one word, `Mei-Mei` two."""
    return _WORD.findall(fold(text).translate(_APOSTROPHES))
