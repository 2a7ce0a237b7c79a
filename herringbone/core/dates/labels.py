"""Words for a reading: how a date is shown back, and the question that an ambiguous one asks."""

from datetime import date

from django.utils.translation import gettext as _

from herringbone.core.dates.readings import Ambiguous, Part, Read, Why
from herringbone.core.wording.dates import PATTERNS, language, written


def label(read: Read, today: date) -> str:
    """A reading as a list shows it, in the language in force: `Thu 26 Nov 12:00`, with the year if it is another."""
    day = written(read.day, "weekday" if read.day.year == today.year else "weekday far") if read.day else ""
    hour = f"{read.time:%H:%M}" if read.time else ""
    if day and hour:
        return PATTERNS[language()]["moment"].format(day=day, time=hour)
    if day and read.part:
        return f"{day}, {_part(read.part)}"
    return day or hour


def _part(part: Part) -> str:
    return {
        Part.MORNING: _("in the morning"),
        Part.AFTERNOON: _("in the afternoon"),
        Part.EVENING: _("in the evening"),
        Part.END: _("end of the day"),
    }[part]


def question(ambiguous: Ambiguous, text: str) -> str:
    """What to ask about `text`, in the language in force."""
    asked = {
        Why.TODAY_OR_WEEK: _("“%(text)s”: today, or in a week?"),
        Why.DAY_OR_MONTH_FIRST: _("“%(text)s”: which is the day, which the month?"),
        Why.WHICH_WEEK: _("“%(text)s”: this week’s, or the next?"),
        Why.WHICH_DAY: _("“%(text)s”: on which day?"),
        Why.GONE_BY: _("“%(text)s” has passed this year. Which year is meant?"),
        Why.WEEKDAY_DISAGREES: _("“%(text)s”: the weekday and the date do not agree. Which is right?"),
        Why.TUESDAY_OR_MARCH: _("“%(text)s” can be Tuesday or March. Which day is meant?"),
        Why.BEFORE_OR_ON: _("“%(text)s”: the day before, or that day at the latest?"),
        Why.MORNING_OR_EVENING: _("“%(text)s”: in the morning, or in the afternoon?"),
        Why.TIME_OR_DATE: _("“%(text)s”: a time, or a date?"),
        Why.MIDNIGHT: _("“%(text)s”: as that day begins, or as it ends?"),
        Why.NO_SUCH_DAY: _("“%(text)s” stands in no calendar. Which day is meant?"),
        Why.FAR_OFF: _("“%(text)s” is more than a year ahead. Which day is meant?"),
        Why.SEVERAL: _("Several dates are named. By which one is it due?"),
    }[ambiguous.why]
    return asked % {"text": text}
