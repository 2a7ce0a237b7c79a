"""A status report as it is read: every word and date ready, so that page, PDF, table and mail only set it."""

from dataclasses import dataclass
from datetime import datetime

from herringbone.status.documents import wording
from herringbone.status.documents.contract import GROUPS, Group, Line, StatusReport
from herringbone.status.documents.difference import changed


@dataclass(frozen=True)
class Cell:
    """What stands in a place of a row, and what stood there in the report before, if that was something else."""

    now: str
    was: str = ""
    changed: bool = False


@dataclass(frozen=True)
class Row:
    """One job as it is read. `so_far`: how long the client has been waited for; `amount` in place of a milestone.

    `milestone_was`: what of the day and the name of its milestone was otherwise before, as it is struck out.
    """

    number: str
    name: str
    new: bool
    changed: bool
    status: Cell
    step: Cell
    who: Cell
    so_far: str
    day: Cell
    milestone: Cell
    milestone_was: str
    amount: str


@dataclass(frozen=True)
class Part:
    """A group of jobs with its heading; `totals` are the sums of its amounts."""

    name: Group
    heading: str
    rows: list[Row]
    totals: list[str]


def parts(data: StatusReport) -> list[Part]:
    """The groups that have jobs, in their order. Called inside `wording.speaking`."""
    at = wording.issued(data)
    found = []
    for name in GROUPS:
        lines = [line for line in data["lines"] if line["group"] == name]
        if lines:
            totals = wording.totals(lines) if name == "billing" else []
            found.append(
                Part(name, wording.group(name, data["client"]["name"]), [row(line, at) for line in lines], totals)
            )
    return found


def row(line: Line, at: datetime) -> Row:
    """One job in words; `at` is when the report was published, or is looked at."""
    was = line["was"]
    on, name = wording.day(was.get("milestone_on", ""), at), was.get("milestone", "")
    return Row(
        number=line["number"], name=line["name"], new=line["new"], changed=changed(line),
        status=_status(line, at),
        step=Cell(line["step"], was.get("step", ""), "step" in was),
        who=_who(line, at),
        so_far=wording.waited(line, at),
        day=Cell(wording.day(line["milestone_on"], at), on, "milestone_on" in was),
        milestone=Cell(line["milestone"], name, "milestone" in was),
        milestone_was=" ".join(filter(None, [on, name])),
        amount=wording.money(line) if line["group"] == "billing" else "",
    )  # fmt: skip


def _status(line: Line, at: datetime) -> Cell:
    was = line["was"]
    now = wording.status(line["status"], line["stage"], line["delivered"], at)
    if "status" not in was and "stage" not in was:
        return Cell(now)
    then = wording.status(was.get("status", line["status"]), was.get("stage", line["stage"]), "", at)
    return Cell(now, then, then != now)


def _who(line: Line, at: datetime) -> Cell:
    """Who does the next step and when. Of what was before only what is otherwise now: the other day, the other name."""
    was = line["was"]
    now = ", ".join(filter(None, [line["who"], wording.day(line["on"], at)]))
    if "who" not in was and "on" not in was:
        return Cell(now)
    then = ", ".join(filter(None, [was.get("who", ""), wording.day(was.get("on", ""), at)]))
    return Cell(now, then, True)
