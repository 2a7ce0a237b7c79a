"""GNOME Planner. The whole project is one job; tasks stand within tasks."""

from collections.abc import Iterator
from datetime import datetime
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
)

_KINDS = {"FF": FINISH_FINISH, "FS": FINISH_START, "SF": START_FINISH, "SS": START_START}
_MOMENT = "%Y%m%dT%H%M%SZ"  # the Z is written and not meant: it is the planner's clock
HOUR = 3600
WORKING_DAY = 8  # hours


def is_planner(root: Element) -> bool:
    """Whether this is a project of Planner."""
    return root.tag == "project" and "mrproject-version" in root.attrib


def project(root: Element, file_name: str) -> Project:
    """The project and its tasks."""
    tasks = root.find("tasks")
    steps = list(_steps(tasks, "")) if tasks is not None else []
    work = [step for step in steps if not step.summary]
    ends = [step.finish for step in steps if isinstance(step.finish, datetime)]
    return Project(
        name=root.get("name") or file_name,
        finished=bool(work) and all(step.done for step in work),
        begins=_moment(root.get("project-start")),
        due=max(ends, default=None),
        steps=steps,
    )


def _steps(within: Element, above: str) -> Iterator[Step]:
    for task in within.iterfind("task"):
        uid = task.get("id", "")
        below = list(_steps(task, uid))
        yield Step(
            uid=uid,
            name=task.get("name", ""),
            done=task.get("percent-complete") == "100",
            start=_moment(task.get("work-start") or task.get("start")),
            finish=_moment(task.get("end")),
            hours=Decimal(task.get("work") or 0) / HOUR,
            above=above,
            summary=bool(below),
            milestone=task.get("type") == "milestone",
            links=[
                Link(
                    one.get("predecessor-id", ""),
                    _KINDS.get(one.get("type", ""), FINISH_START),
                    Decimal(one.get("lag") or 0) / HOUR / WORKING_DAY,
                )
                for one in task.iterfind("predecessors/predecessor")
            ],
        )
        yield from below


def _moment(text: str | None) -> datetime | None:
    try:
        return datetime.strptime(text or "", _MOMENT)
    except ValueError:
        return None
