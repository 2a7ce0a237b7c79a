"""Days told in part, `9 dec`, `3/4`, `the 9th`, and the dates they may mean."""

import calendar
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta

from herringbone.core.dates.chunks import Chunk, word_at
from herringbone.core.dates.readings import Ambiguous, Context, Read, Why, one_of
from herringbone.core.dates.vocabulary import MONTHS, NOT_MONTHS_IN_ENGLISH, OF

_ORDINAL = re.compile(r"(\d{1,2})(?:st|nd|rd|th|°|º|o)\.?")
_ISO = re.compile(r"(\d{4})([-/])(\d{1,2})\2(\d{1,2})")
_NUMERIC = re.compile(r"(\d{1,2})([-/.])(\d{1,2})(?:\2(\d{4}|\d{2}))?\.?")
_GLUED = re.compile(r"(\d{1,2})[-./]?([a-z]{3,9})(?:[-./]?(\d{4}|\d{2}))?")
_YEAR = re.compile(r"(?:19|20)\d{2}")
# "Round the clock" is not the 24th of July.
_NOT_DATES = frozenset({"24/7"})

# A day that has passed less than a quarter ago may be meant as that one; longer ago, the next year's is meant.
RECENT = timedelta(days=92)
NEXT_YEARS = 8
A_YEAR = timedelta(days=366)
LONGEST_MONTH = 31


@dataclass(frozen=True, slots=True)
class Partial:
    """A day of the month, with its month and year as far as they were said."""

    day: int
    month: int | None = None
    year: int | None = None


def partials_at(chunks: list[Chunk], at: int, context: Context) -> tuple[list[Partial], int] | None:
    """The days told at `at`, several if the order of the numbers is open, and where they end."""
    word = word_at(chunks, at)
    return _iso(word, at) or _numeric(word, at, context) or _glued(word, at, context) or _named(chunks, at, context)


def _iso(word: str, at: int) -> tuple[list[Partial], int] | None:
    found = _ISO.fullmatch(word)
    return ([Partial(int(found[4]), int(found[3]), int(found[1]))], at + 1) if found else None


def _numeric(word: str, at: int, context: Context) -> tuple[list[Partial], int] | None:
    found = _NUMERIC.fullmatch(word)
    if not found or word in _NOT_DATES:
        return None
    first, second = int(found[1]), int(found[3])
    if found[2] == "." and not found[4] and not word.endswith(".") and first <= 23 and second <= 59:
        return None  # it is a time, or a figure
    year = full_year(found[4])
    orders = {"dmy": Partial(first, second, year), "mdy": Partial(second, first, year)}
    meant = [orders[context.order]] if context.order else list(orders.values())
    return [one for one in dict.fromkeys(meant) if 1 <= (one.month or 0) <= 12], at + 1


def _month(word: str, context: Context) -> int | None:
    return None if context.language == "en" and word in NOT_MONTHS_IN_ENGLISH else MONTHS.get(word)


def _glued(word: str, at: int, context: Context) -> tuple[list[Partial], int] | None:
    found = _GLUED.fullmatch(word)
    month = _month(found[2], context) if found else None
    return ([Partial(int(found[1]), month, full_year(found[3]))], at + 1) if found and month else None


def _named(chunks: list[Chunk], at: int, context: Context) -> tuple[list[Partial], int] | None:
    """`9 dec`, `9th of december 2026`, `1° dicembre`, and in English `december 9, 2026`."""
    day = day_number(word_at(chunks, at))
    if day is not None:
        after = at + 1 + (word_at(chunks, at + 1) in OF)
        month = _month(word_at(chunks, after), context)
        return _with_year(chunks, day, month, after + 1) if month else None
    month = _month(word_at(chunks, at), context)
    day = day_number(word_at(chunks, at + 1))
    if month and day is not None and (context.language != "it" or word_at(chunks, at) != "mar"):
        return _with_year(chunks, day, month, at + 2)
    return None


def _with_year(chunks: list[Chunk], day: int, month: int, at: int) -> tuple[list[Partial], int]:
    said = word_at(chunks, at)
    if _YEAR.fullmatch(said):
        return [Partial(day, month, int(said))], at + 1
    return [Partial(day, month)], at


def day_number(word: str) -> int | None:
    """The number of a day: `9`, `9th`, `1°`."""
    said = _ORDINAL.fullmatch(word)
    number = (
        int(said[1]) if said else int(word) if word.isascii() and word.isdecimal() and len(word) < len("999") else 0
    )
    return number if 1 <= number <= 31 else None


def is_ordinal(word: str) -> bool:
    """Whether a number says by itself that it counts days: `9th`, `1°`."""
    return _ORDINAL.fullmatch(word) is not None


def full_year(said: str | None) -> int | None:
    """A year of four digits, or of two: up to 69 they are of this century."""
    if said is None:
        return None
    year = int(said)
    if len(said) > len("99"):
        return year
    return year + (2000 if year < 70 else 1900)


def resolve(partials: Iterable[Partial], weekday: int | None, context: Context) -> Read | Ambiguous | None:
    """The day that was told in part; a weekday said beside it must agree."""
    partials = list(partials)
    found = [list(_days(partial, context)) for partial in partials]
    days = [day for each in found for day in each]
    if not days:
        return None
    if weekday is not None:
        agreeing = [day for day in days if day.weekday() == weekday]
        if not agreeing:
            return _disagreeing(partials, days, weekday, context)
        days = agreeing[:1] if len(partials) == 1 else agreeing
    if len(days) == 1 and partials[0].year is None and days[0] - context.today > A_YEAR:
        # The 29th of February: the next one is years away, and hardly anybody who leaves out the year means that.
        return one_of(
            [*_beside(days[0].replace(year=_coming(partials[0], context), day=28)), Read(days[0])], Why.FAR_OFF
        )
    gone_by = len(days) > 1 and len(partials) == 1
    return one_of((Read(day) for day in days), Why.GONE_BY if gone_by else Why.DAY_OR_MONTH_FIRST)


def unreal(partials: Iterable[Partial], context: Context) -> Ambiguous | None:
    """What may be meant by a day and a month that no calendar has, as the 31st of November; None for any other."""
    told = [one for one in partials if one.month and 1 <= one.day <= LONGEST_MONTH]
    if not told or any(list(_days(one, context)) for one in told):
        return None
    month, year = told[0].month or 1, _coming(told[0], context)
    if not 1 <= year < date.max.year:
        return None
    last = date(year, month, calendar.monthrange(year, month)[1])
    return Ambiguous(tuple(_beside(last)), Why.NO_SUCH_DAY)


def _beside(last: date) -> list[Read]:
    """The last day of a month and the first after it."""
    return [Read(last), Read(last + timedelta(days=1))]


def _coming(partial: Partial, context: Context) -> int:
    """The year that was said, or the one in which the month comes next; looking back, in which it was last."""
    today, month = context.today, partial.month or 1
    if context.back:
        return partial.year or (today.year - (month > today.month))
    return partial.year or (today.year + (month < today.month))


def _disagreeing(partials: list[Partial], days: list[date], weekday: int, context: Context) -> Read | Ambiguous | None:
    """The number and the weekday name two days; a small number may also have been an hour."""
    meant = [Read(days[0]), Read(nearest(weekday, context))]
    only_number = len(partials) == 1 and partials[0].month is None
    if only_number and partials[0].day <= 23:
        meant.append(Read(meant[1].day, time(partials[0].day)))
    return one_of(meant, Why.WEEKDAY_DISAGREES)


def nearest(weekday: int, context: Context) -> date:
    """The nearest such day, today left out."""
    today = context.today
    if context.back:
        return today - timedelta(days=(today.weekday() - weekday) % 7 or 7)
    return today + timedelta(days=(weekday - today.weekday()) % 7 or 7)


def _days(partial: Partial, context: Context) -> Iterator[date]:
    """The dates a partial may mean, likeliest first."""
    if partial.year is not None:
        yield from _existing(partial.year, partial.month or 1, partial.day)
    elif partial.month is None:
        yield from _of_a_month(partial.day, context)
    else:
        years = range(context.today.year - NEXT_YEARS, context.today.year + NEXT_YEARS + 1)
        every = [day for year in years for day in _existing(year, partial.month, partial.day)]
        ahead = [day for day in every if day >= context.today]
        gone = [day for day in every if day <= context.today]
        if context.back:
            yield from gone[-1:]
        else:
            yield from (day for day in gone[-1:] if day < context.today and context.today - day < RECENT)
            yield from ahead[:1]


def _of_a_month(day: int, context: Context) -> Iterator[date]:
    """The nearest date with that number."""
    step = -1 if context.back else 1
    months = context.today.year * 12 + context.today.month - 1
    for ahead in range(4):
        year, month = divmod(months + step * ahead, 12)
        for found in _existing(year, month + 1, day):
            if (found - context.today).days * step >= 0:
                yield found
                return


def _existing(year: int, month: int, day: int) -> Iterator[date]:
    if 1 <= year <= 9999 and 1 <= day <= calendar.monthrange(year, month)[1]:
        yield date(year, month, day)
