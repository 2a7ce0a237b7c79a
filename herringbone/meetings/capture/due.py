"""Until when a step is due."""

from collections.abc import Sequence
from datetime import timedelta

from django.utils.translation import gettext as _

from herringbone.core.dates import Ambiguous, Found, Read, Why, find_dates, question, read_date
from herringbone.core.dates.readings import choices
from herringbone.meetings.capture.asking import Asking, quoted, read_choice
from herringbone.meetings.capture.line import tidy
from herringbone.meetings.capture.moments import Clock
from herringbone.meetings.capture.understanding import Due, Topic


def take_due(key: str, text: str, clock: Clock, asking: Asking) -> tuple[str, Due | None]:
    """The date of a step, and the step without it. Of several dates none is taken out: they say what is to be done."""
    found = find_dates(text, clock.today, language=clock.language, clock=clock.wall.time())
    what = _without(text, found[0]) if len(found) == 1 else text
    if answer := _answer(key, clock, asking):
        return what, answer
    if not found:
        return what, None
    readings = [one.reading for one in found]
    reads = [read for reading in readings for one in choices(reading) for read in _days(one, clock)]
    if len(reads) == 1 and isinstance(readings[0], Read) and (due := _due(reads[0], clock)) and not _passed(due, clock):
        return what, due if not _ask_of_closed(key, reads[0], clock, asking) else None
    ahead = [read for read in reads if (due := _due(read, clock)) and not _passed(due, clock)]
    if len(ahead) > 1:
        reads = ahead
    said = quoted(text[found[0].start : found[-1].end])
    asking.ask(
        key, Topic.DUE, _asked(readings, said), [read_choice(read, clock.today) for read in dict.fromkeys(reads)]
    )
    return what, None


def _ask_of_closed(key: str, read: Read, clock: Clock, asking: Asking) -> bool:
    """Whether the office is closed on the day that was said; then it is asked which one is meant, this one too."""
    closed = clock.closed(read.day) if read.day else None
    if not closed or not closed[1]:
        return False
    days = [Read(day, read.time) for day in closed[1]]
    asking.ask(key, Topic.DUE, closed[0], [read_choice(one, clock.today) for one in (*days, read)])
    return True


def _answer(key: str, clock: Clock, asking: Asking) -> Due | None:
    answer = read_date(asking.answer(key), clock.today, language=clock.language)
    return _due(answer, clock) if isinstance(answer, Read) else None


def _asked(readings: Sequence[Read | Ambiguous], said: str) -> str:
    if len(readings) > 1:
        return question(Ambiguous((), Why.SEVERAL), said)
    if isinstance(readings[0], Ambiguous):
        return question(readings[0], said)
    return _("“%(text)s” has passed. Until when is it due?") % {"text": said}


def _without(text: str, found: Found) -> str:
    return tidy(f"{text[: found.start]} {text[found.end :]}")


def _days(read: Read, clock: Clock) -> list[Read]:
    """A time alone is today's while it lies ahead; when it has passed, tomorrow's may be meant."""
    if read.day or read.time is None:
        return [read]
    today = Read(clock.today, read.time)
    moment = clock.moment(today)
    return [today] if moment and moment > clock.now else [Read(clock.today + timedelta(days=1), read.time), today]


def _due(read: Read, clock: Clock) -> Due | None:
    return Due(read.day, clock.moment(read), read.part) if read.day else None


def _passed(due: Due, clock: Clock) -> bool:
    return due.at < clock.now if due.at else due.day < clock.today
