"""A job from a file, as the action takes it: everything understood, nothing guessed any more. Plain data."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from herringbone.people.models import Person
from herringbone.work.models import JobKind, Stage


@dataclass(frozen=True)
class BroughtStep:
    """A task of the job, or a milestone. `done` is when it was done, where it was."""

    title: str
    owner: Person
    due: date
    done: datetime | None = None
    milestone: bool = False


@dataclass(frozen=True)
class BroughtRemark:
    """What was said about it elsewhere; `text` begins with who said it."""

    text: str
    at: datetime


@dataclass(frozen=True)
class BroughtJob:
    """A job, its evidence ("jobs.csv, row 7") and what lies below it."""

    name: str
    evidence: str
    lead: Person
    kind: JobKind | None = None
    stage: str = Stage.Key.SUBMITTED
    scope: str = ""
    begins: date | None = None
    due: date | None = None
    budget: Decimal | None = None
    status: str = ""
    next_step: str = ""
    steps: Sequence[BroughtStep] = ()
    remarks: Sequence[BroughtRemark] = ()
