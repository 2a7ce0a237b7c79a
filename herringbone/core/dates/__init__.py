"""Dates as people say them, in English and Italian. What could mean two days is asked, never guessed."""

from herringbone.core.dates.finding import Found, find_dates
from herringbone.core.dates.labels import label, question
from herringbone.core.dates.moment import read_date
from herringbone.core.dates.readings import Ambiguous, Order, Part, Read, Reading, Unread, Why

__all__ = [
    "Ambiguous",
    "Found",
    "Order",
    "Part",
    "Read",
    "Reading",
    "Unread",
    "Why",
    "find_dates",
    "label",
    "question",
    "read_date",
]
