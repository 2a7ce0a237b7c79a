"""The words of a text as the index holds them, and those that somebody types."""

import re
from collections.abc import Iterable

from herringbone.core.names.text import fold

LONGEST = 40  # letters of a word that count; a longer one is no word
MOST_TYPED = 8  # words of a search that count
_WORD = re.compile(r"[^\W_]+")
_APOSTROPHES = "'’`\N{MODIFIER LETTER APOSTROPHE}\N{ACUTE ACCENT}"
_JOINED = re.compile(rf"[^\W_]+(?:[{_APOSTROPHES}][^\W_]+)+")
_NO_APOSTROPHE = str.maketrans("", "", _APOSTROPHES)


def kept(texts: Iterable[str]) -> str:
    """The folded words of some texts, each once, in order. `dell'acqua` is found as acqua, and `O'Neill` as oneill."""
    found: dict[str, None] = {}
    for text in texts:
        folded = fold(text)
        for word in _WORD.findall(folded):
            found[word[:LONGEST]] = None
        for joined in _JOINED.findall(folded):
            found[joined.translate(_NO_APOSTROPHE)[:LONGEST]] = None
    return " ".join(found)


def typed(text: str) -> list[str]:
    """The folded words that somebody looks for. A letter narrows nothing, and counts only if it is all there is."""
    found = list(dict.fromkeys(word[:LONGEST] for word in _WORD.findall(fold(text))))
    return [word for word in found if len(word) > 1 or word.isdigit()][:MOST_TYPED] or found[:1]


def marked(text: str, wanted: Iterable[str]) -> list[tuple[str, bool]]:
    """A text in pieces, with those that begin a word as somebody typed it. Only what is exactly so long when folded can
    be told apart; a text that holds other letters is left whole."""
    folded = fold(text)
    if len(folded) != len(text):
        return [(text, False)]
    spans: list[tuple[int, int]] = []
    for word in _WORD.finditer(folded):
        longest = max((len(one) for one in wanted if word[0].startswith(one)), default=0)
        if longest:
            spans.append((word.start(), word.start() + longest))
    pieces, at = [], 0
    for begins, ends in spans:
        pieces += [(text[at:begins], False), (text[begins:ends], True)]
        at = ends
    return [piece for piece in [*pieces, (text[at:], False)] if piece[0]]


def around(text: str, wanted: Iterable[str], most: int = 110) -> str:
    """The part of a text in which the first of the words stands, cut between words, in about `most` letters."""
    flat = " ".join(text.split())
    if len(flat) <= most:
        return flat
    folded, wanted = fold(flat), tuple(wanted)
    hits = (word.start() for word in _WORD.finditer(folded) if word[0].startswith(wanted))
    at = min(next(hits, 0), len(flat) - 1) if len(folded) == len(flat) else 0
    begins = flat.rfind(" ", 0, max(at - most // 3, 0)) + 1 if at > most // 2 else 0
    ends = flat.rfind(" ", begins, begins + most)
    ends = len(flat) if begins + most >= len(flat) else (ends if ends > at else begins + most)
    return f"{'…' if begins else ''}{flat[begins:ends]}{'…' if ends < len(flat) else ''}"


def only_elsewhere(text: str, wanted: Iterable[str]) -> bool:
    """Whether none of the words begins a word of this text."""
    its, wanted = _WORD.findall(fold(text)), tuple(wanted)
    return not any(word.startswith(wanted) for word in its)
