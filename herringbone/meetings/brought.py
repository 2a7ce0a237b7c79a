"""A meeting from a calendar file, as the action takes it. Plain data."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from herringbone.clients.models import Contact
from herringbone.people.models import Person


@dataclass(frozen=True)
class BroughtMeeting:
    """A meeting, its evidence ("calendar.ics, row 3"), and who was asked, with their replies as `Attendee.Reply` has
    them. `told` is what else the file says of it.
    """

    uid: str
    topic: str
    starts: datetime
    ends: datetime
    evidence: str
    reporter: Person
    internal: bool = False
    place: str = ""
    conference: str = ""
    sequence: int = 0
    people: Mapping[Person, str] = field(default_factory=dict)
    contacts: Mapping[Contact, str] = field(default_factory=dict)
    told: str = ""
