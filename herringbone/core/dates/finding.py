"""Dates inside a sentence: where they stand, so that they can be taken out of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time

from herringbone.core.dates.chunks import Chunk, cut, word_at
from herringbone.core.dates.moment import moment_at
from herringbone.core.dates.readings import Ambiguous, Context, Order, Read
from herringbone.core.dates.vocabulary import ARTICLES, LEAD_INS, LOOKALIKES, NOT_A_DATE_AFTER, STARTS

_DUE = frozenset({"by", "on", "until", "till", "for", "before", "due", "within", "entro", "per", "prima", "fino"})


@dataclass(frozen=True, slots=True)
class Found:
    """A date in a text: from `start` to `end`, with the words that lead in to it."""

    start: int
    end: int
    reading: Read | Ambiguous


def find_dates(
    text: str,
    today: date,
    *,
    language: str | None = None,
    order: Order | None = None,
    clock: time | None = None,
    back: bool = False,
) -> list[Found]:
    """Every date in a sentence, in its order. A word in the middle that only looks like a date is left alone."""
    context = Context(today, clock, language, order, back, whole=False)
    chunks = cut(text)
    return [
        Found(chunks[at].start, chunks[end - 1].end, reading)
        for at, end, reading in _matches(chunks, context)
        if _meant(text, chunks, at, end)
    ]


def _matches(chunks: list[Chunk], context: Context) -> Iterator[tuple[int, int, Read | Ambiguous]]:
    at = 0
    while at < len(chunks):
        try:
            found = moment_at(chunks, at, context) if _may_start(chunks[at].word) else None
        except OverflowError:  # beyond the year 9999
            found = None
        if found:
            yield at, found[1], found[0]
        at = found[1] if found else at + 1


def _may_start(word: str) -> bool:
    """Whether a date can begin with a word: most words of a sentence are passed over at once."""
    return word in STARTS or any(sign.isdigit() for sign in word)


def _meant(text: str, chunks: list[Chunk], at: int, end: int) -> bool:
    """Whether the sentence means a date: at its end it does; elsewhere a word alone like Sun or sat is not enough."""
    body = at
    while word_at(chunks, body) in LEAD_INS and body < end - 1:
        body += 1
    led_in = {chunk.word for chunk in chunks[at:body]}
    before = led_in | {word_at(chunks, at - 1)}
    if before & NOT_A_DATE_AFTER and not led_in & _DUE:
        return False
    if end == len(chunks):
        return True
    word = word_at(chunks, body)
    if end - body > 1 or not word.isalpha():
        return True
    if word_at(chunks, body - 1) in ARTICLES:
        return False  # the Friday meeting
    comma = text[chunks[end - 1].end : chunks[end - 1].end + 1] in {",", ":"}
    return word not in LOOKALIKES or bool(led_in & _DUE) or comma
