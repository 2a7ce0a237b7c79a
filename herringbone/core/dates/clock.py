"""Times of the clock: 12:00, 12.00, 9am, ore 15, alle 15 e 30, noon, half the day in words."""

import re
from collections.abc import Iterable
from datetime import time

from herringbone.core.dates.chunks import Chunk, word_at, words_at
from herringbone.core.dates.readings import Part
from herringbone.core.dates.vocabulary import AT, NOON

_CLOCK = re.compile(r"(?:h|ore)?(\d{1,2})(?:[:.h](\d{2}))(?::\d{2})?h?(am|pm|a\.?m\.?|p\.?m\.?)?\.?")
_HOUR = re.compile(r"(?:h(\d{1,2})|(\d{1,2})h)")
_HALF_DAY_HOUR = re.compile(r"(\d{1,2})(am|pm|a\.?m\.?|p\.?m\.?)")
_HALF_DAYS = frozenset({"am", "pm"})
_MINUTES = {"mezza": 30, "mezzo": 30, "trenta": 30, "quindici": 15}
_PARTS = {
    ("in", "the", "morning"): Part.MORNING,
    ("in", "the", "afternoon"): Part.AFTERNOON,
    ("in", "the", "evening"): Part.EVENING,
    ("end", "of", "the", "day"): Part.END,
    ("end", "of", "day"): Part.END,
    ("close", "of", "business"): Part.END,
    ("fine", "giornata"): Part.END,
    ("eod",): Part.END,
    ("di", "mattina"): Part.MORNING,
    ("del", "mattino"): Part.MORNING,
    ("di", "sera"): Part.EVENING,
    ("del", "pomeriggio"): Part.AFTERNOON,
    ("della", "sera"): Part.EVENING,
    ("morning",): Part.MORNING,
    ("mattina",): Part.MORNING,
    ("mattino",): Part.MORNING,
    ("afternoon",): Part.AFTERNOON,
    ("pomeriggio",): Part.AFTERNOON,
    ("evening",): Part.EVENING,
    ("sera",): Part.EVENING,
    ("night",): Part.EVENING,
}
_LONGEST_PART = max(len(words) for words in _PARTS)

# From here on a bare hour is an office's hour; before it, "3" may be three in the morning or in the afternoon.
SURE_FROM = 8
NOON_HOUR = 12


def times_at(chunks: list[Chunk], at: int, *, marked: bool = False) -> tuple[tuple[time, ...], int] | None:
    """The times that may be meant from `at` on, and where they end. `marked`: a day or `at` stands before."""
    start = at
    while word_at(chunks, at) in AT:
        at, marked = at + 1, True
    at += word_at(chunks, at) == "a" and word_at(chunks, at + 1) in NOON
    word = word_at(chunks, at)
    if word in NOON:
        return (time(12),), at + 1
    if marked and word == "una" and word_at(chunks, at - 1) == "all'":
        return _spread(1, 0, bare=True), at + 1
    if found := _CLOCK.fullmatch(word):
        half, end = _half_day(found[3], chunks, at + 1)
        return _ended(_hours(found[1], int(found[2]), half), end)
    if found := _HALF_DAY_HOUR.fullmatch(word):
        return _ended(_hours(found[1], 0, found[2].replace(".", "")), at + 1)
    if found := _HOUR.fullmatch(word):
        return _ended(_hours(found[1] or found[2], 0, None), at + 1)
    if word.isdecimal() and word.isascii() and len(word) <= len("24"):
        return _bare_hour(chunks, at, marked=at > start)
    return None


def _bare_hour(chunks: list[Chunk], at: int, *, marked: bool) -> tuple[tuple[time, ...], int] | None:
    """A number that only its surroundings make an hour: `at 9`, `9 am`, `9 o’clock`, `alle 15 e 30`."""
    word = word_at(chunks, at)
    half, end = _half_day(None, chunks, at + 1)
    if half:
        return _ended(_hours(word, 0, half), end)
    if words_at(chunks, at + 1, 2) == ("o'", "clock"):
        return _ended(_hours(word, 0, None), at + 3)
    if not marked:
        return None
    if word_at(chunks, at + 1) == "e":
        said = word_at(chunks, at + 2)
        minutes = int(said) if said.isdecimal() and len(said) == len("30") else _MINUTES.get(said)
        if minutes is not None:
            return _ended(_hours(word, minutes, None), at + 3)
    return _ended(_hours(word, 0, None), at + 1)


def _half_day(said: str | None, chunks: list[Chunk], at: int) -> tuple[str | None, int]:
    if said:
        return said.replace(".", ""), at
    half = word_at(chunks, at).replace(".", "")
    return (half, at + 1) if half in _HALF_DAYS else (None, at)


def _ended(times: tuple[time, ...], end: int) -> tuple[tuple[time, ...], int] | None:
    return (times, end) if times else None


def _hours(said: str, minutes: int, half: str | None) -> tuple[time, ...]:
    """The times an hour may mean; none if there is no such time."""
    hour = int(said)
    if hour > 23 or minutes > 59:  # the clock's own numbers
        return ()
    if half and 1 <= hour <= NOON_HOUR:
        return (time(hour % NOON_HOUR + (NOON_HOUR if half == "pm" else 0), minutes),)
    return _spread(hour, minutes, bare=not half and not said.startswith("0"))


def _spread(hour: int, minutes: int, *, bare: bool) -> tuple[time, ...]:
    if bare and 1 <= hour < SURE_FROM:
        return time(hour + NOON_HOUR, minutes), time(hour, minutes)
    return (time(hour, minutes),)


def part_at(chunks: list[Chunk], at: int) -> tuple[Part, int] | None:
    """A part of the day at `at`, and where it ends."""
    for length in range(_LONGEST_PART, 0, -1):
        part = _PARTS.get(words_at(chunks, at, length))
        if part and len(chunks) >= at + length:
            return part, at + length
    return None


def within(times: Iterable[time], part: Part) -> tuple[time, ...]:
    """Those of the times that lie in a part of the day: three of the afternoon is 15:00."""
    times = tuple(times)
    early = part is Part.MORNING
    return tuple(one for one in times if (one.hour < NOON_HOUR) == early) or times
