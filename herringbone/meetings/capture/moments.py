"""When the call was."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from django.utils.translation import gettext as _

from herringbone.core.dates import Ambiguous, Read, Unread, find_dates, question, read_date
from herringbone.core.dates.readings import choices
from herringbone.meetings.capture.asking import Asking, read_choice
from herringbone.meetings.capture.understanding import Topic

KEY, CLOSED = "when", "when.closed"
# Of a day on which the office is closed: why, and the open days around it; None of any other.
Closed = Callable[[date], tuple[str, Sequence[date]] | None]


@dataclass(frozen=True, slots=True)
class Clock:
    """Now, the zone of the writer's office, its closed days (for steps those of the client's office), and the language
    in which the writer says dates."""

    now: datetime
    zone: tzinfo
    language: str | None = None
    closed: Closed = lambda _day: None

    @property
    def wall(self) -> datetime:
        """The office's date and time, without its zone."""
        return self.now.astimezone(self.zone).replace(tzinfo=None)

    @property
    def today(self) -> date:
        """The office's date."""
        return self.wall.date()

    def moment(self, read: Read) -> datetime | None:
        """The moment of a day and time in the office; None if either is missing."""
        if read.day is None or read.time is None:
            return None
        return datetime.combine(read.day, read.time, self.zone)


@dataclass(frozen=True, slots=True)
class Said:
    """When the line says the call was: in its words, and as read; the rest of the line without it."""

    rest: str
    words: str = ""
    reading: Read | Ambiguous | None = None


def take_when(head: str, clock: Clock) -> Said:
    """A date at the front of a line: `yesterday 16:00 giulia …`."""
    found = find_dates(head, clock.today, language=clock.language, clock=clock.wall.time(), back=True)
    if not found or head[: found[0].start].strip():
        return Said(head)
    words = head[found[0].start : found[0].end]
    return Said(head[found[0].end :].lstrip(" ,;:-–"), words, found[0].reading)


def when(said: Said, clock: Clock, asking: Asking) -> datetime:
    """The moment of the call: now if nothing was said. What is open or still to come is asked; until then it is now."""
    reading = _with_answer(said.reading, clock, asking)
    if reading is None:
        return clock.now
    reads = choices(reading)
    if any(read.time is None for read in reads):
        asking.ask(KEY, Topic.WHEN, _("“%(text)s”: at what time?") % {"text": said.words})
        return clock.now
    told = {read: moment for read in reads if (moment := clock.moment(read)) and moment <= clock.now}
    if len(told) == 1:  # the others are still to come, so they are not meant
        return _on_open_day(next(iter(told)), clock, asking)
    if told:
        text = question(reading, said.words) if isinstance(reading, Ambiguous) else ""
        asking.ask(KEY, Topic.WHEN, text, [read_choice(read, clock.today) for read in told])
        return clock.now
    return _time_alone(said, reads, clock, asking)


def _on_open_day(read: Read, clock: Clock, asking: Asking) -> datetime:
    """The moment; a day gone by on which the office was closed is asked about, and may have been meant."""
    typed, hour = asking.answer(CLOSED), clock.wall.time()
    answer = read_date(typed, clock.today, language=clock.language, clock=hour, back=True)
    if isinstance(answer, Read) and (moment := clock.moment(answer)) and moment <= clock.now:
        return moment
    closed = clock.closed(read.day) if read.day and read.day != clock.today else None
    if closed and closed[1]:
        days = [one for one in (*(Read(day, read.time) for day in closed[1]), read) if _past(one, clock)]
        asking.ask(CLOSED, Topic.WHEN, closed[0], [read_choice(one, clock.today) for one in days])
    return clock.moment(read) or clock.now


def _time_alone(said: Said, reads: tuple[Read, ...], clock: Clock, asking: Asking) -> datetime:
    """A time without a day is today's; one that is still to come today is asked, and may be yesterday's."""
    today, yesterday = clock.today, clock.today - timedelta(days=1)
    todays = [read for read in (Read(today, one.time) for one in reads if one.day is None) if _past(read, clock)]
    moment = clock.moment(todays[0]) if len(todays) == 1 else None
    if moment:
        return moment
    offered = todays or [Read(yesterday, one.time) for one in reads if one.day is None]
    text = _("“%(text)s” is still to come. When was it?") if not todays else _("“%(text)s”: which time?")
    asking.ask(KEY, Topic.WHEN, text % {"text": said.words}, [read_choice(read, today) for read in offered])
    return clock.now


def _past(read: Read, clock: Clock) -> bool:
    moment = clock.moment(read)
    return moment is not None and moment <= clock.now


def _with_answer(reading: Read | Ambiguous | None, clock: Clock, asking: Asking) -> Read | Ambiguous | None:
    """What was said, or answered in words; a time alone completes the days that were said."""
    typed, hour = asking.answer(KEY), clock.wall.time()
    answer = read_date(typed, clock.today, language=clock.language, clock=hour, back=True)
    if isinstance(answer, Unread):
        return reading
    if reading is None or isinstance(answer, Ambiguous) or answer.day:
        return answer
    days = [Read(read.day, answer.time) for read in choices(reading)]
    return days[0] if isinstance(reading, Read) else Ambiguous(tuple(days), reading.why)
