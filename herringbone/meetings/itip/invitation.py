"""What an invitation says, and the calendar message made of it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo


class Role(StrEnum):
    """How much a guest is needed (RFC 5545, section 3.2.16)."""

    CHAIR = "CHAIR"
    REQUIRED = "REQ-PARTICIPANT"
    OPTIONAL = "OPT-PARTICIPANT"
    INFORMED = "NON-PARTICIPANT"


class PartStat(StrEnum):
    """What a guest has answered (section 3.2.12)."""

    WAITING = "NEEDS-ACTION"
    ACCEPTED = "ACCEPTED"
    DECLINED = "DECLINED"
    TENTATIVE = "TENTATIVE"
    DELEGATED = "DELEGATED"


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody who is asked, or who asks."""

    address: str
    name: str = ""
    role: Role = Role.REQUIRED
    partstat: PartStat = PartStat.WAITING


@dataclass(frozen=True, slots=True)
class Invitation:
    """A meeting as guests are told of it; moments are aware, `zone` is in whose time it is shown.

    `sequence` is the revision: only the organiser raises it, by `raised`. `rule` makes it a series
    (`FREQ=WEEKLY;COUNT=4`) that begins with this meeting, goes on to `last`, and leaves out some moments; `instance` is
    the moment for which one meeting of a series stood.
    """

    uid: str
    sequence: int
    organiser: Guest
    guests: tuple[Guest, ...]
    starts: datetime
    ends: datetime
    zone: ZoneInfo
    summary: str
    location: str = ""
    description: str = ""
    url: str = ""
    rule: str = ""
    last: datetime | None = None
    left_out: tuple[datetime, ...] = ()
    instance: datetime | None = None


@dataclass(frozen=True, slots=True)
class Skipped:
    """What could not be put into the message, and why; the rest of it goes out."""

    value: str
    why: str


@dataclass(frozen=True, slots=True)
class CalendarMessage:
    """A message ready to be mailed: the calendar's text, and what was left out of it."""

    method: str
    uid: str
    sequence: int
    text: str
    skipped: tuple[Skipped, ...] = ()

    @property
    def content_type(self) -> str:
        """The type of its part in a mail; a calendar without the method here is only a file (RFC 6047)."""
        return f'text/calendar; method={self.method}; charset="utf-8"'
