"""An event of a calendar file as it was read. Apart from the reading, which loads much that few pages need."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

AN_HOUR = timedelta(hours=1)  # how long a meeting takes whose end is not told


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody asked to a meeting: name, mail address and answer, as far as told."""

    name: str
    mail: str
    answer: str = ""


@dataclass(slots=True)
class Invitation:
    """An event. Moments are in UTC. `each` holds the beginnings of a series, and `instance` the one that is changed.

    `changed` are those beginnings for which the file has an exception of their own.
    """

    uid: str = ""
    title: str = ""
    starts: datetime | None = None
    lasts: timedelta = AN_HOUR
    all_day: bool = False
    place: str = ""
    text: str = ""
    guests: Sequence[Guest] = ()
    method: str = ""
    cancelled: bool = False
    sequence: int = 0
    stamp: datetime | None = None
    each: Sequence[datetime] = ()
    repeats: bool = False
    instance: datetime | None = None
    changed: set[datetime] = field(default_factory=set)
    wrong: str = ""  # why it cannot be a meeting
    notes: list[str] = field(default_factory=list)

    @property
    def first(self) -> datetime | None:
        """The beginning of the only meeting, or of the first of the series."""
        return self.each[0] if self.each else self.starts
