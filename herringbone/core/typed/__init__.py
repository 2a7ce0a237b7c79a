"""Days and hours as people type them into a field. What could mean two things is asked, never guessed."""

from herringbone.core.typed.days import DayField, DayInput, Unread, Way, read_day, shown_day
from herringbone.core.typed.found import NOBODY, FoundField, FoundSelect
from herringbone.core.typed.hours import HourField, read_hour

__all__ = [
    "NOBODY",
    "DayField",
    "DayInput",
    "FoundField",
    "FoundSelect",
    "HourField",
    "Unread",
    "Way",
    "read_day",
    "read_hour",
    "shown_day",
]
