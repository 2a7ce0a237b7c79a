"""What a published status report holds: the data of its edition. Plain data, as JSON has it."""

from typing import Any, Literal, NotRequired, TypedDict

KIND = "status_report"

Group = Literal["waiting", "new", "open", "billing"]
GROUPS: tuple[Group, ...] = ("waiting", "new", "open", "billing")  # in the order in which they stand
COMPARED = ("status", "stage", "step", "who", "on", "milestone", "milestone_on")


class Line(TypedDict):
    """One job. Days are ISO dates or empty; `milestone` is the next one or, where none is
    planned, the delivery. `since` is from when the client is waited for; `was` holds what of
    COMPARED was otherwise in the report before, and `new` says that the job did not stand in it."""

    number: str
    name: str
    group: Group
    status: str
    stage: str
    step: str
    who: str
    on: str
    since: str
    milestone: str
    milestone_on: str
    delivered: str
    amount: str
    currency: str
    new: bool
    was: dict[str, str]


class Gone(TypedDict):
    """A job that stood in the report before and no longer does."""

    number: str
    name: str
    stage: str


class Before(TypedDict):
    """The report with which this one is compared."""

    number: int
    issued: str


class Reviewed(TypedDict):
    """Who looked the report over before it went out, other than its author, and when."""

    name: str
    at: str


class StatusReport(TypedDict):
    """All of it. `opening` is in runs ("same" or "ins", text), as it is marked. `reviewed` is missing from reports that
    nobody looked over."""

    kind: str
    language: str
    zone: str
    number: int
    issued: str
    agency: dict[str, str]
    client: dict[str, str]
    author: dict[str, str]
    reviewed: NotRequired[Reviewed]
    before: Before | None
    opening: list[list[str]]
    lines: list[Line]
    gone: list[Gone]


def checked(data: Any) -> StatusReport:
    """The data of an edition as what it is. Raises ValueError for another kind's."""
    if data.get("kind") != KIND:
        raise ValueError(f"{data.get('kind')!r} is no status report")
    report: StatusReport = data
    return report
