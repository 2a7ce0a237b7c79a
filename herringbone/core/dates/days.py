"""Days in words: today, giovedì, next Friday, fra 3 giorni, Wed 9 Dec."""

import calendar
import re
from collections.abc import Callable
from datetime import date, datetime, timedelta

from herringbone.core.dates.chunks import Chunk, word_at, words_at
from herringbone.core.dates.clock import part_at, times_at
from herringbone.core.dates.partial import Partial, day_number, is_ordinal, nearest, partials_at, resolve, unreal
from herringbone.core.dates.readings import Ambiguous, Context, Part, Read, Why, choices, one_of
from herringbone.core.dates.vocabulary import (
    AGO,
    AHEAD,
    DAYS,
    HOURS,
    LAST,
    MINUTES,
    MONTHS_LONG,
    NAMED_DAYS,
    NEXT,
    NUMBERS,
    THIS,
    WEEKDAYS,
    WEEKS,
    WORKING,
)

Match = tuple[Read | Ambiguous, int] | None

_MONTH_ENDS = (("end", "of", "the", "month"), ("end", "of", "month"), ("fine", "mese"), ("eom",))
_PART_WORDS = {
    ("tonight",): Part.EVENING,
    ("stasera",): Part.EVENING,
    ("stamattina",): Part.MORNING,
    ("stamani",): Part.MORNING,
    ("this", "morning"): Part.MORNING,
    ("this", "afternoon"): Part.AFTERNOON,
    ("this", "evening"): Part.EVENING,
}
_FIGURE = re.compile(r"\d+[.-]\d+")  # 31.2 is an amount, and 30-2 a score, before either is a wrong date
MOST = 1000  # "in 100000 days" is no date anybody meant
FRIDAY = 4


def day_at(chunks: list[Chunk], at: int, context: Context) -> Match:
    """The longest day told at `at`, and where it ends."""
    readers: tuple[Callable[[list[Chunk], int, Context], Match], ...] = (
        _named,
        _weekday,
        _told,
        _counted,
        _month_end,
        _week,
        _numbered,
        _unreal,
    )
    matches = [match for reader in readers if (match := reader(chunks, at, context))]
    return max(matches, key=lambda match: match[1], default=None)


def _named(chunks: list[Chunk], at: int, context: Context) -> Match:
    for length in (3, 2, 1):
        said = words_at(chunks, at, length)
        if len(said) < length:
            continue
        if said in NAMED_DAYS:
            return Read(context.today + timedelta(days=NAMED_DAYS[said])), at + length
        if said in _PART_WORDS:
            return Read(context.today, part=_PART_WORDS[said]), at + length
        if said == ("domattina",):
            return Read(context.today + timedelta(days=1), part=Part.MORNING), at + length
    return None


def _told(chunks: list[Chunk], at: int, context: Context) -> Match:
    if not (found := partials_at(chunks, at, context)):
        return None
    reading = resolve(found[0], None, context)
    return (reading, found[1]) if reading else None


def _unreal(chunks: list[Chunk], at: int, context: Context) -> Match:
    """In a sentence, a day that no calendar has: `31 feb`, `Wed 31/11`. Alone it is no date, and the reader says so."""
    at += word_at(chunks, at) in WEEKDAYS
    if context.whole or _FIGURE.fullmatch(word_at(chunks, at)) or not (found := partials_at(chunks, at, context)):
        return None
    reading = unreal(found[0], context)
    return (reading, found[1]) if reading else None


def _numbered(chunks: list[Chunk], at: int, context: Context) -> Match:
    """A bare day of the month, only as `9th` or as `il 9` after `entro`, `per`."""
    article = word_at(chunks, at - 1)
    due = article in {"il", "l'", "the"} and word_at(chunks, at - 2) in {"entro", "per", "by"}
    word = word_at(chunks, at)
    day = day_number(word)
    if day is None or not (is_ordinal(word) or due or word_at(chunks, at - 1) == "entro"):
        return None
    reading = resolve([Partial(day)], None, context)
    return (reading, at + 1) if reading else None


def _weekday(chunks: list[Chunk], at: int, context: Context) -> Match:
    said_before = word_at(chunks, at)
    which = said_before if said_before in THIS | NEXT | LAST else ""
    at += bool(which)
    word = word_at(chunks, at)
    weekday = WEEKDAYS.get(word)
    if weekday is None:
        return None
    end = at + 1
    if word_at(chunks, end) in NEXT | LAST:
        which, end = word_at(chunks, end), end + 1
    if which in NEXT:
        first = nearest(weekday, context)
        return Ambiguous((Read(first), Read(first + timedelta(days=7))), Why.WHICH_WEEK), end
    if which in LAST:
        return _last(weekday, context), end
    dated = _dated(chunks, end, weekday, context)
    if word == "mar" and not _has_time(chunks, end):
        return _tuesday_or_march(chunks, at, dated, context)
    return dated or (_plain(weekday, context), end)


def _tuesday_or_march(chunks: list[Chunk], at: int, tuesday: Match, context: Context) -> Match:
    """`mar`: in English it is March, and a month alone is no date; in Italian `mar 1` is Tuesday the 1st."""
    if context.language == "en":
        return None
    if not tuesday:
        return Ambiguous((Read(nearest(WEEKDAYS["mar"], context)),), Why.TUESDAY_OR_MARCH), at + 1
    march = _told(chunks, at, context)
    if march and march[1] == tuesday[1]:
        reading = one_of((*choices(tuesday[0]), *choices(march[0])), Why.TUESDAY_OR_MARCH)
        return (reading, march[1]) if reading else None
    return tuesday


def _has_time(chunks: list[Chunk], at: int) -> bool:
    return times_at(chunks, at, marked=True) is not None or part_at(chunks, at) is not None


def _plain(weekday: int, context: Context) -> Read | Ambiguous:
    """The next such day; on that day itself it may be meant too."""
    there = Read(nearest(weekday, context))
    if weekday == context.today.weekday():
        return Ambiguous((Read(context.today), there), Why.TODAY_OR_WEEK)
    return there


def _last(weekday: int, context: Context) -> Read | Ambiguous:
    """Last Thursday: if this week's has passed already, it may be that one or the one before."""
    behind = (context.today.weekday() - weekday) % 7 or 7
    latest = context.today - timedelta(days=behind)
    if latest.isocalendar()[:2] == context.today.isocalendar()[:2]:
        return Ambiguous((Read(latest), Read(latest - timedelta(days=7))), Why.WHICH_WEEK)
    return Read(latest)


def _dated(chunks: list[Chunk], at: int, weekday: int, context: Context) -> Match:
    """A weekday with its date: `Wed 9`, `gio 26 nov`, `mercoledì, il 9`. What disagrees is asked."""
    at += word_at(chunks, at) in {"the", "il", "l'"}
    found = partials_at(chunks, at, context)
    if not found:
        day = day_number(word_at(chunks, at))
        if day is None or word_at(chunks, at + 1).replace(".", "") in {"am", "pm", "o'"}:
            return None
        found = [Partial(day)], at + 1
    reading = resolve(found[0], weekday, context)
    return (reading, found[1]) if reading else None


def _counted(chunks: list[Chunk], at: int, context: Context) -> Match:
    """`in 3 days`, `fra una settimana`, `2 weeks ago`, and with a clock `in 2 hours`."""
    ahead = word_at(chunks, at) in AHEAD
    at += ahead
    number = _number(word_at(chunks, at))
    unit = word_at(chunks, at + 1)
    end = at + 2
    if number is None or unit in WORKING or word_at(chunks, end) in WORKING:
        return None
    if not ahead:
        if word_at(chunks, end) not in AGO:
            return None
        number, end = -number, end + 1
    reading = _counted_from(context, number, unit)
    return (reading, end) if reading else None


def _counted_from(context: Context, number: int, unit: str) -> Read | None:
    if unit in DAYS:
        return Read(context.today + timedelta(days=number))
    if unit in WEEKS:
        return Read(context.today + timedelta(weeks=number))
    if unit in MONTHS_LONG:
        return Read(_months_on(context.today, number))
    if unit in HOURS | MINUTES and context.clock:
        step = timedelta(hours=number) if unit in HOURS else timedelta(minutes=number)
        moment = datetime.combine(context.today, context.clock).replace(second=0, microsecond=0) + step
        return Read(moment.date(), moment.time())
    return None


def _number(word: str) -> int | None:
    if word in NUMBERS:
        return NUMBERS[word]
    return int(word) if word.isascii() and word.isdecimal() and len(word) < len("9999") and int(word) < MOST else None


def _months_on(day: date, months: int) -> date:
    """The same day of a month further on, or the last one of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _month_end(chunks: list[Chunk], at: int, context: Context) -> Match:
    for said in _MONTH_ENDS:
        if words_at(chunks, at, len(said)) == said:
            last = calendar.monthrange(context.today.year, context.today.month)[1]
            return Read(context.today.replace(day=last)), at + len(said)
    return None


def _week(chunks: list[Chunk], at: int, context: Context) -> Match:
    """`next week`, `settimana prossima`: some day from Monday to Friday."""
    said = set(words_at(chunks, at, 2))
    if len(said) < len(("next", "week")) or not said & {"week", "settimana"} or not said & (NEXT | THIS):
        return None
    monday = context.today - timedelta(days=context.today.weekday())
    if said & NEXT:
        monday += timedelta(days=7)
    days = [monday + timedelta(days=number) for number in range(FRIDAY, -1, -1)]
    reading = one_of((Read(day) for day in days if day >= context.today), Why.WHICH_DAY)
    return (reading, at + 2) if reading else None
