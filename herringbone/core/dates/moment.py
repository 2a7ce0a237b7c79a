"""A day and a time together, whichever comes first."""

from collections.abc import Callable
from datetime import date, time, timedelta

from herringbone.core.dates.chunks import Chunk, cut, word_at
from herringbone.core.dates.clock import part_at, times_at, within
from herringbone.core.dates.days import Match, day_at
from herringbone.core.dates.readings import (
    Ambiguous,
    Context,
    Order,
    Part,
    Read,
    Reading,
    Unread,
    Why,
    choices,
    one_of,
)
from herringbone.core.dates.vocabulary import LEAD_INS, MIDNIGHT

LONGEST = 200


def read_date(
    text: str,
    today: date,
    *,
    language: str | None = None,
    order: Order | None = None,
    clock: time | None = None,
    back: bool = False,
) -> Reading:
    """Read a text that is a date, a time or both, as a person of an office would type it.

    `language` (`en`, `it`) is a hint where the two disagree, `order` says which of 3/4 is the day, `clock` is the time
    now (for "in 2 hours", and to leave out what has passed today), `back` looks for days gone by. Never raises.
    """
    context = Context(today, clock, language, order, back)
    chunks = cut(text[:LONGEST])
    try:
        found = moment_at(chunks, 0, context)
    except OverflowError:  # beyond the year 9999
        found = None
    if found is None or found[1] != len(chunks) or len(text) > LONGEST:
        return Unread(text)
    return found[0]


def moment_at(chunks: list[Chunk], at: int, context: Context) -> Match:
    """The longest date told at `at` with what leads in to it (`by`, `entro`), and where it ends."""
    start = at
    while word_at(chunks, at) in LEAD_INS and at - start < 4:  # "entro e non oltre" is as long as it gets
        at += 1
    led_in = [chunk.word for chunk in chunks[start:at]]
    matches = [
        match
        for begin in range(start, at + 1)
        for match in (_day_first(chunks, begin, context), _time_first(chunks, begin, context))
        if match
    ]
    best = max(matches, key=lambda match: match[1], default=None)
    if best and led_in and (led_in[0] == "before" or led_in[:2] in (["prima", "di"], ["prima", "del"])):
        return _before(best[0]), best[1]
    return best


def _day_first(chunks: list[Chunk], at: int, context: Context) -> Match:
    if not (found := day_at(chunks, at, context)):
        return None
    reading, end = found
    if word_at(chunks, end) in MIDNIGHT:
        return _midnight(reading), end + 1
    timed = times_at(chunks, end, marked=True)
    if not timed:
        return _with_part(reading, chunks, end)
    times, end = timed
    if parted := part_at(chunks, end):
        times, end = within(times, parted[0]), parted[1]
    return _at(reading, times, context), end


def _with_part(reading: Read | Ambiguous, chunks: list[Chunk], end: int) -> Match:
    """A day, its part, and a time after that: `tomorrow morning at 7`."""
    if not (parted := part_at(chunks, end)):
        return reading, end
    part, end = parted
    timed = times_at(chunks, end, marked=True)
    if timed:
        return _at(reading, within(timed[0], part), None), timed[1]
    return _each(reading, lambda read: Read(read.day, read.time, part)), end


def _time_first(chunks: list[Chunk], at: int, context: Context) -> Match:
    marked = at > 0 and word_at(chunks, at - 1) in {"at", "alle", "by", "entro"}
    if timed := times_at(chunks, at):
        times, end = timed
        if parted := part_at(chunks, end):
            times, end = within(times, parted[0]), parted[1]
    elif parted := part_at(chunks, at):
        if parted[0] is not Part.END:
            return None
        return Read(context.today, part=Part.END), parted[1]
    else:
        return None
    next_at = end
    while word_at(chunks, next_at) in LEAD_INS:
        next_at += 1
    if found := day_at(chunks, next_at, context):
        return _at(found[0], times, context), found[1]
    if not context.whole and not marked and not _plainly_a_time(chunks, at):
        return None
    reading = one_of((Read(None, one) for one in times), Why.MORNING_OR_EVENING)
    return (_or_a_date(reading, chunks, at, context), end) if reading else None


def _or_a_date(reading: Read | Ambiguous, chunks: list[Chunk], at: int, context: Context) -> Read | Ambiguous:
    """A lone `12.10` is ten past twelve or the 12th of October."""
    word = word_at(chunks, at)
    if word.replace(".", "").isdecimal() and (told := day_at([Chunk(f"{word}.", 0, 0)], 0, context)):
        return one_of((*choices(reading), *choices(told[0])), Why.TIME_OR_DATE) or reading
    return reading


def _plainly_a_time(chunks: list[Chunk], at: int) -> bool:
    """In a sentence `12.30` may be a price: without a day it takes a colon, am or pm, noon, or a word before it."""
    word = word_at(chunks, at)
    return not word.replace(".", "").isdecimal() or word_at(chunks, at + 1).startswith(("am", "pm", "a.m", "p.m", "o'"))


def _each(reading: Read | Ambiguous, change: Callable[[Read], Read]) -> Read | Ambiguous:
    if isinstance(reading, Read):
        return change(reading)
    return Ambiguous(tuple(change(read) for read in reading.choices), reading.why)


def _at(reading: Read | Ambiguous, times: tuple[time, ...], context: Context | None) -> Read | Ambiguous:
    """Every day that may be meant with every time that may be; what has passed today is not meant."""
    both = [Read(read.day, read.time or one) for read in choices(reading) for one in times]
    if context and context.clock and not context.back and isinstance(reading, Ambiguous):
        both = [one for one in both if (one.day, one.time) != (context.today, one.time) or _ahead(one, context)]
    why = reading.why if isinstance(reading, Ambiguous) else Why.MORNING_OR_EVENING
    return one_of(both, why) or reading


def _ahead(read: Read, context: Context) -> bool:
    return read.time is None or context.clock is None or read.time > context.clock


def _midnight(reading: Read | Ambiguous) -> Read | Ambiguous:
    """Thursday midnight: the first minute of Thursday, or the last."""
    starts = [read.day for read in choices(reading) if read.day]
    reads = [Read(day + timedelta(days=later), time(0)) for day in starts for later in (1, 0)]
    return one_of(reads, Why.MIDNIGHT) or reading


def _before(reading: Read | Ambiguous) -> Read | Ambiguous:
    """Before Friday: Thursday, or Friday at the latest. Before Friday 12:00 is plain."""
    if isinstance(reading, Ambiguous) or reading.time or reading.day is None:
        return reading
    return Ambiguous((Read(reading.day - timedelta(days=1)), reading), Why.BEFORE_OR_ON)
