"""A text cut at its blanks, each piece with its place, so that a date can be taken out of a sentence."""

import re
from dataclasses import dataclass

from herringbone.core.names.text import fold

# An elided article or preposition is a piece of its own (l’8 dicembre, all’una), and so is the o’ of o’clock.
_PIECE = re.compile(r"\b(?:all|dall|dell|nell|sull|quest|un|l|d|o)['’](?=\w)|\S+", re.IGNORECASE)
_BEFORE = "(\"'“«["
_AFTER = ",;:!?)\"'”»]"


@dataclass(frozen=True, slots=True)
class Chunk:
    """A folded piece of a text, from `start` to `end` of the original without the marks around it."""

    word: str
    start: int
    end: int


def cut(text: str) -> list[Chunk]:
    """The pieces of a text; those of marks alone are left out, except a lone hyphen or comma, which joins."""
    chunks = []
    for piece in _PIECE.finditer(text):
        raw, start = piece[0], piece.start()
        if raw[-1] in "'’" and len(raw) > 1 and piece.end() < len(text) and not text[piece.end()].isspace():
            chunks.append(Chunk(fold(raw).replace("’", "'"), start, piece.end()))
            continue
        bare = raw.lstrip(_BEFORE)
        start += len(raw) - len(bare)
        bare = bare.rstrip(_AFTER + "’")
        if bare.endswith(".") and not bare[:-1].replace(".", "").isdigit():
            bare = bare.rstrip(".") if "." not in bare[:-1] else bare
        if bare:
            chunks.append(Chunk(fold(bare), start, start + len(bare)))
    return chunks


def words_at(chunks: list[Chunk], at: int, count: int) -> tuple[str, ...]:
    """The words of `count` pieces from `at`, fewer at the end."""
    return tuple(chunk.word for chunk in chunks[at : at + count])


def word_at(chunks: list[Chunk], at: int) -> str:
    """The word at a place, or an empty one beyond the end."""
    return chunks[at].word if 0 <= at < len(chunks) else ""
