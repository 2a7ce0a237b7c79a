"""What stands in a calendar, as plain data: what writes it into a file is loaded where one is written."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Entry:
    """Something in a calendar: from a moment to another (aware; shown in `zone`), or from a day to the day after its
    last one. `sequence` counts its changes, `stamp` is the last one's moment. `free`: it does not fill the time.
    """

    uid: str
    sequence: int
    stamp: datetime
    starts: date
    ends: date
    summary: str
    zone: str = "UTC"
    place: str = ""
    text: str = ""
    url: str = ""
    cancelled: bool = False
    free: bool = False
