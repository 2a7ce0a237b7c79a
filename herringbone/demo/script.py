"""What happens in the demo agency, as steps in the order of time. `by_actions` does them through the same actions as
the pages; `bulk` writes the rows that the actions would have written.

People are named by their keys, contacts by their names, jobs and meetings by a key of the script's own.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any


@dataclass(frozen=True)
class Step:
    """Somebody does something at a moment."""

    at: datetime
    by: str


@dataclass(frozen=True)
class Form(Step):
    """A form is begun, and submitted: its job is called `key`. `route` names who acknowledges for a craft."""

    key: str
    client: str
    submitted: datetime
    kind: str
    name: str
    delivered_by: date
    scope: str = ""
    brand: str = ""
    asked_by: str = ""
    asked_how: str = ""
    begins: date | None = None
    budget: Decimal | None = None
    crafts: tuple[str, ...] = ("creative",)
    route: dict[str, str] = field(default_factory=dict)
    deliverables: tuple[tuple[str, int, int], ...] = ()
    lead: str = ""
    extra: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Acknowledge(Step):
    """Whoever the form names for themselves acknowledges it."""

    job: str


@dataclass(frozen=True)
class NextStep(Step):
    """What happens next on a job, and who does it: one of ours, or `contact`."""

    job: str
    step: str
    person: str = ""
    contact: str = ""
    on: date | None = None


@dataclass(frozen=True)
class Status(Step):
    """How a job stands, in a line."""

    job: str
    text: str


@dataclass(frozen=True)
class Stage(Step):
    """A job moves to another stage."""

    job: str
    to: str
    why: str = ""


@dataclass(frozen=True)
class Waive(Step):
    """The director of the account lets a job into work without its kick-off."""

    job: str
    why: str


@dataclass(frozen=True)
class Plan(Step):
    """A milestone is planned."""

    key: str
    job: str
    name: str
    on: date


@dataclass(frozen=True)
class Move(Step):
    """A milestone is moved, on a change form that goes to these departments, or to those of the job's form."""

    milestone: str
    to: date
    why: str
    crafts: tuple[str, ...] = ()


@dataclass(frozen=True)
class AcknowledgeChange(Step):
    """Somebody named on the newest change form of a job acknowledges it by a click."""

    job: str


@dataclass(frozen=True)
class Reach(Step):
    """A milestone is reached."""

    milestone: str


@dataclass(frozen=True)
class Wait(Step):
    """Something is asked of the client."""

    key: str
    client: str
    what: str
    job: str = ""
    contact: str = ""
    effect: str = ""
    due: date | None = None


@dataclass(frozen=True)
class Came(Step):
    """It came. `what` is the key of a wait, or of a report's next step that the client owed."""

    what: str


@dataclass(frozen=True)
class Give(Step):
    """A task for one of ours."""

    key: str
    client: str
    title: str
    owner: str
    due: date | None = None
    due_at: datetime | None = None
    job: str = ""


@dataclass(frozen=True)
class Did(Step):
    """A task is done: one given, or one of a report's next steps."""

    task: str


@dataclass(frozen=True)
class Meet(Step):
    """A meeting or call is put on record, or planned. `meets` is when: begin and end."""

    key: str
    client: str
    topic: str
    meets: tuple[datetime, datetime]
    kind: str = "meeting"
    place: str = ""
    conference: str = ""
    refreshments: str = ""
    office: str = ""
    job: str = ""
    people: tuple[str, ...] = ()
    contacts: tuple[str, ...] = ()
    agenda: tuple[str, ...] = ()
    internal: bool = False
    planning: bool = False
    reporter: str = ""
    invite: bool = False
    kick_off: bool = False  # of its job


@dataclass(frozen=True)
class Item:
    """A point of a report. `owner` is one of ours or a contact, by key or name."""

    kind: str
    text: str
    job: str = ""
    owner: str = ""
    due: date | None = None
    due_at: datetime | None = None
    agenda: int | None = None  # the place of its point on the agenda, from nought


@dataclass(frozen=True)
class Write(Step):
    """A meeting's report is begun and written."""

    meeting: str
    begun: datetime
    items: tuple[Item, ...] = ()


@dataclass(frozen=True)
class Issue(Step):
    """A meeting's report is issued. Its next steps are called `MEETING/0`, `MEETING/1` … from then on."""

    meeting: str


@dataclass(frozen=True)
class Confirm(Step):
    """A contact confirmed a report by `via`, and `by` wrote it down."""

    meeting: str
    contact: str
    via: str = "mail"


@dataclass(frozen=True)
class Call(Step):
    """A call is logged, with what was said."""

    key: str
    contact: str
    client: str
    said: str
    starts: datetime
    job: str = ""
    steps: tuple[Item, ...] = ()


@dataclass(frozen=True)
class NoneOwed(Step):
    """A meeting or call owes no report, because."""

    meeting: str
    because: str


@dataclass(frozen=True)
class Says(Step):
    """A client's message comes in, and `by` writes it down."""

    key: str
    client: str
    contact: str
    text: str
    via: str = "mail"


@dataclass(frozen=True)
class Answers(Step):
    """A client's message is answered."""

    message: str
    text: str
    via: str = "mail"


@dataclass(frozen=True)
class Remark(Step):
    """Somebody says something about a client, or a job of it, to the team."""

    client: str
    text: str
    job: str = ""
    mentions: tuple[str, ...] = ()


@dataclass(frozen=True)
class Do(Step):
    """Something that only the story does: a function that is given the players (`by_actions.Players`)."""

    what: Callable[[Any], object]


Script = list[Step]


def in_order(*scripts: Script) -> Script:
    """Several scripts as one, in the order of time; what happens at one moment stays in its order."""
    return sorted((step for script in scripts for step in script), key=lambda step: step.at)
