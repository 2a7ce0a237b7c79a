"""A job as another program has it, whatever the program: what it is, what lies below it, what was said about it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

FINISH_FINISH, FINISH_START, START_FINISH, START_START = "finish-finish", "finish-start", "start-finish", "start-start"


@dataclass(frozen=True, slots=True)
class Link:
    """A step depends on another one, named by its id; `lag` is in working days of the plan, before it if negative."""

    to: str
    kind: str = FINISH_START
    lag: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class Step:
    """Something to be done within a job. A `summary` only holds those below it; `above` is the id of the one above.

    Moments without a zone are by the clock of whoever planned; `hours` is how long the work takes.
    """

    uid: str
    name: str
    done: bool = False
    start: datetime | date | None = None
    finish: datetime | date | None = None
    hours: Decimal | None = None
    above: str = ""
    summary: bool = False
    milestone: bool = False
    links: Sequence[Link] = ()
    who: Sequence[str] = ()  # names or mail addresses


@dataclass(frozen=True, slots=True)
class Remark:
    """What somebody said about the job."""

    by: str
    text: str
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Project:
    """One job. `stage` is what the other program calls it; `finished` is whether nothing of it is to be done any more.

    `files` counts what was attached there, and is not fetched.
    """

    name: str
    scope: str = ""
    stage: str = ""
    finished: bool = False
    begins: datetime | date | None = None
    due: datetime | date | None = None
    who: Sequence[str] = ()
    steps: Sequence[Step] = ()
    remarks: Sequence[Remark] = ()
    files: int = 0


class Unreadable(ValueError):
    """The file is not what it seems to be; the text says why."""


def day_or_moment(text: object) -> datetime | date | None:
    """ISO 8601 as these programs write it; None where it is nothing of the kind."""
    told = str(text or "").strip()
    if not told:
        return None
    try:
        return date.fromisoformat(told) if len(told) in (8, 10) else datetime.fromisoformat(told)
    except ValueError:
        return None
