"""What an edition of a contact report holds: the data as frozen, from which PDF, text and mail are made.

Moments are ISO 8601 in UTC ("2026-11-23T09:30:00+00:00"), dates without an hour "2026-11-26"; every text is plain,
as somebody typed it. Items stand in the order of the meeting. In the client's edition there is no internal item, its
positions have no gaps, and `was` holds what the *client's* former edition said.
"""

from collections.abc import Mapping
from typing import Any, Literal, NotRequired, TypedDict, cast

from herringbone.core.text import one_line, prose

KIND = "contact_report"

Side = Literal["client", "agency"]
ItemKind = Literal["discussion", "decision", "approval", "budget", "next_step", "internal"]


class Agency(TypedDict):
    """`name` is how it is called, `legal` how it is registered, `address` one line for the foot of the page; `tax` is
    the company's tax number, which editions from before it was kept do not have."""

    name: str
    legal: str
    address: str
    tax: NotRequired[str]


class Client(TypedDict):
    """The client and its short code, which stands in job numbers."""

    name: str
    code: str


class Meeting(TypedDict):
    """`place` is where, and by what means: "Milan and by video". `ends` may be None for a call."""

    topic: str
    kind: Literal["meeting", "call"]
    starts: str
    ends: str | None
    zone: str
    place: str


class Attendee(TypedDict):
    """Somebody who was there; `title` may be empty."""

    name: str
    side: Side
    title: str


class Absentee(TypedDict):
    """Somebody who was expected; `note` says what is known of it ("sent word"), or is empty."""

    name: str
    side: Side
    note: str


class Owner(TypedDict):
    """Who does a next step."""

    name: str
    side: Side


class Job(TypedDict):
    """The job that an item belongs to."""

    number: str
    name: str


class Item(TypedDict):
    """One thing that was said. `key` is the same in all versions of a report, so that an answer finds its item.

    `change` is against the version that this one replaces; `was`, `was_owner` and `was_due` are what stood there.
    `due` is a date or a moment.
    """

    key: str
    position: int
    kind: ItemKind
    text: str
    job: Job | None
    agenda: str | None
    owner: Owner | None
    due: str | None
    change: Literal["new", "changed", "removed"] | None
    was: str | None
    was_owner: NotRequired[Owner | None]
    was_due: NotRequired[str | None]


class NextMeeting(TypedDict):
    """When the two meet again, as agreed there."""

    topic: str
    starts: str


class Reader(TypedDict):
    """Somebody who gets the report; `why` is shown inside the house alone."""

    name: str
    side: Side
    why: str


class Window(TypedDict):
    """Until when the client may object, and how long that is."""

    days: int
    closes: str
    unit: Literal["working_days", "days"]


class Author(TypedDict):
    """Who wrote the report and answers for it; `title` and `phone` may be empty."""

    name: str
    title: str
    email: str
    phone: str


class ContactReport(TypedDict):
    """The whole of it. `number` counts per client; `replaces` is the version that this one corrects."""

    kind: Literal["contact_report"]
    audience: Literal["client", "inside"]
    language: Literal["en", "it"]
    agency: Agency
    client: Client
    number: int
    version: int
    replaces: int | None
    meeting: Meeting
    present: list[Attendee]
    absent: list[Absentee]
    items: list[Item]
    next_meeting: NextMeeting | None
    distribution: list[Reader]
    window: Window | None
    author: Author
    issued: str


class NotForTheClient(ValueError):
    """A client's edition holds what is for the house alone. Nothing is made of it."""


def checked(data: Mapping[str, Any]) -> ContactReport:
    """The data as a contact report, every text free of what cannot be seen.

    Raises NotForTheClient for an internal item in a client's edition, ValueError for data of another kind.
    """
    if data.get("kind") != KIND or data.get("audience") not in ("client", "inside"):
        raise ValueError("This is no edition of a contact report")
    if data["audience"] == "client" and any(item["kind"] == "internal" for item in data["items"]):
        raise NotForTheClient("An internal item stands in the client's edition")
    return cast(ContactReport, _clean(data, ""))


def _clean(value: Any, key: str) -> Any:
    """Cleaned on entry already, and once more here: what stands in an edition can no longer be corrected."""
    match value:
        case str():
            return prose(value) if key in ("text", "was") else one_line(value)
        case Mapping():
            return {name: _clean(one, name) for name, one in value.items()}
        case list():
            return [_clean(one, key) for one in value]
    return value
