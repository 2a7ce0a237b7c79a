"""MS Project: a plan saved as XML (MSPDI). The whole project is one job, its tasks are the steps."""

import re
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from xml.etree.ElementTree import Element  # parsed by defusedxml, as everything from outside

from herringbone.work.importing.plan import (
    FINISH_FINISH,
    FINISH_START,
    START_FINISH,
    START_START,
    Link,
    Project,
    Step,
    day_or_moment,
)

NAMESPACE = "http://schemas.microsoft.com/project"
_NS = f"{{{NAMESPACE}}}"
_KINDS = {"0": FINISH_FINISH, "1": FINISH_START, "2": START_FINISH, "3": START_START}
_DURATION = re.compile(r"PT(\d+)H(\d+)M(\d+)S")
WORKING_DAY = 480  # minutes, where the project does not say
TENTHS = 10  # of a minute, in which lags are written


def is_msproject(root: Element) -> bool:
    """Whether this is a project of MS Project."""
    return root.tag == f"{_NS}Project"


def project(root: Element, file_name: str) -> Project:
    """The project and its tasks. Task 0 is the project itself, and a null one a blank line of the plan."""
    rows = [task for task in root.iterfind(f"{_NS}Tasks/{_NS}Task") if _text(task, "IsNull") != "1"]
    itself = next((task for task in rows if _text(task, "UID") == "0"), None)
    day = Decimal(_text(root, "MinutesPerDay") or WORKING_DAY)
    steps = list(_steps([task for task in rows if task is not itself], day, _assigned(root)))
    names = (_text(root, "Title"), _text(itself, "Name") if itself is not None else "", _text(root, "Name"), file_name)
    notes = (_text(root, "Comments"), _text(itself, "Notes") if itself is not None else "")
    work = [step for step in steps if not step.summary]
    return Project(
        name=next(name for name in names if name),
        scope="\n\n".join(dict.fromkeys(filter(None, notes))),
        finished=bool(work) and all(step.done for step in work),
        begins=day_or_moment(_text(root, "StartDate")),
        due=day_or_moment(_text(root, "FinishDate")) or _last([step.finish for step in steps]),
        steps=steps,
    )


def _steps(rows: list[Element], day: Decimal, assigned: dict[str, list[str]]) -> Iterator[Step]:
    above: list[tuple[int, str]] = []  # the level and id of each task that the next one may stand below
    for task in rows:
        level, uid = int(_text(task, "OutlineLevel") or 1), _text(task, "UID")
        while above and above[-1][0] >= level:
            above.pop()
        yield Step(
            uid=uid,
            name=_text(task, "Name"),
            done=_text(task, "PercentComplete") == "100",
            start=day_or_moment(_text(task, "Start")),
            finish=day_or_moment(_text(task, "Finish")),
            hours=_hours(_text(task, "Duration")),
            above=above[-1][1] if above else "",
            summary=_text(task, "Summary") == "1",
            milestone=_text(task, "Milestone") == "1",
            links=[_link(one, day) for one in task.iterfind(f"{_NS}PredecessorLink")],
            who=assigned.get(uid, []),
        )
        above.append((level, uid))


def _link(element: Element, day: Decimal) -> Link:
    kind = _KINDS.get(_text(element, "Type"), FINISH_START)
    return Link(_text(element, "PredecessorUID"), kind, Decimal(_text(element, "LinkLag") or 0) / TENTHS / day)


def _assigned(root: Element) -> dict[str, list[str]]:
    """Who works on a task, by its id: mail address before name."""
    people = {
        _text(one, "UID"): [text for text in (_text(one, "EmailAddress"), _text(one, "Name")) if text]
        for one in root.iterfind(f"{_NS}Resources/{_NS}Resource")
    }
    found: dict[str, list[str]] = {}
    for one in root.iterfind(f"{_NS}Assignments/{_NS}Assignment"):
        found.setdefault(_text(one, "TaskUID"), []).extend(people.get(_text(one, "ResourceUID"), []))
    return found


def _hours(text: str) -> Decimal | None:
    found = _DURATION.fullmatch(text)
    if not found:
        return None
    hours, minutes, seconds = (Decimal(part) for part in found.groups())
    return hours + minutes / 60 + seconds / 3600


def _last(moments: list[datetime | date | None]) -> datetime | None:
    return max((moment for moment in moments if isinstance(moment, datetime)), default=None)


def _text(element: Element, name: str) -> str:
    return (element.findtext(f"{_NS}{name}") or "").strip()
