"""What came of reading a date: one day, several that it may mean, or nothing."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

Order = Literal["dmy", "mdy"]
Language = Literal["en", "it"]


class Part(StrEnum):
    """A part of a day, said instead of a time."""

    MORNING = "morning"
    AFTERNOON = "afternoon"
    EVENING = "evening"
    END = "end"


class Why(StrEnum):
    """Why a date must be asked about."""

    TODAY_OR_WEEK = "today_or_week"
    DAY_OR_MONTH_FIRST = "day_or_month_first"
    WHICH_WEEK = "which_week"
    WHICH_DAY = "which_day"
    GONE_BY = "gone_by"
    WEEKDAY_DISAGREES = "weekday_disagrees"
    TUESDAY_OR_MARCH = "tuesday_or_march"
    BEFORE_OR_ON = "before_or_on"
    MORNING_OR_EVENING = "morning_or_evening"
    TIME_OR_DATE = "time_or_date"
    MIDNIGHT = "midnight"
    NO_SUCH_DAY = "no_such_day"
    FAR_OFF = "far_off"
    SEVERAL = "several"


@dataclass(frozen=True, slots=True)
class Read:
    """A day, a time of the clock, or both; a time alone leaves the day to the reader."""

    day: dt.date | None
    time: dt.time | None = None
    part: Part | None = None


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """What a text may mean, likeliest first, and why it is not certain."""

    choices: tuple[Read, ...]
    why: Why


@dataclass(frozen=True, slots=True)
class Unread:
    """Not a date, or none that can be told without guessing."""

    text: str


Reading = Read | Ambiguous | Unread


@dataclass(frozen=True, slots=True)
class Context:
    """What a reader knows: today, the time now if it matters, the language, the order of numbers, the direction.

    `back` looks for the nearest day gone by (a call that was) and not for the next (a promise).
    `whole` means that the text is nothing but a date, so that a lone `12.30` may be taken for one.
    """

    today: dt.date
    clock: dt.time | None = None
    language: str | None = None
    order: Order | None = None
    back: bool = False
    whole: bool = True


def choices(reading: Read | Ambiguous) -> tuple[Read, ...]:
    """All that a reading may mean."""
    return (reading,) if isinstance(reading, Read) else reading.choices


def one_of(reads: Iterable[Read], why: Why) -> Read | Ambiguous | None:
    """One reading if there is only one, else a question; None for none."""
    distinct = tuple(dict.fromkeys(reads))
    if len(distinct) > 1:
        return Ambiguous(distinct, why)
    return distinct[0] if distinct else None
