"""Primavera P6: an XER file, tables of tab-separated lines. Each project is one job, its activities are the steps."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

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

_KINDS = {"PR_FF": FINISH_FINISH, "PR_FS": FINISH_START, "PR_SF": START_FINISH, "PR_SS": START_START}
_MILESTONES = ("TT_Mile", "TT_FinMile")
WORKING_DAY = Decimal(8)  # hours, where the calendar does not say

Row = Mapping[str, str]


def is_primavera(text: str) -> bool:
    """Whether this is an XER file."""
    return text.startswith("ERMHDR\t")


def projects(text: str, file_name: str) -> list[Project]:
    """Every project of the file with its activities."""
    tables = _tables(text)
    return [_project(row, tables, file_name) for row in tables.get("PROJECT", [])]


def _tables(text: str) -> dict[str, list[Row]]:
    tables: dict[str, list[Row]] = {}
    name, headings = "", [""]
    for line in text.splitlines():
        mark, *cells = line.split("\t")
        if mark == "%T" and cells:
            name = cells[0].strip()
        elif mark == "%F":
            headings = cells
        elif mark == "%R":
            tables.setdefault(name, []).append(dict(zip(headings, cells, strict=False)))
    return tables


def _project(row: Row, tables: Mapping[str, list[Row]], file_name: str) -> Project:
    key = row.get("proj_id", "")
    hours = {
        one.get("clndr_id", ""): Decimal(one.get("day_hr_cnt") or WORKING_DAY) for one in tables.get("CALENDAR", [])
    }
    whole = [one for one in tables.get("PROJWBS", []) if one.get("proj_id") == key and one.get("proj_node_flag") == "Y"]
    steps = [_step(one, tables, hours) for one in tables.get("TASK", []) if one.get("proj_id") == key]
    ends = [step.finish for step in steps if isinstance(step.finish, datetime)]
    return Project(
        name=next((one["wbs_name"] for one in whole if one.get("wbs_name")), "")
        or row.get("proj_short_name")
        or file_name,
        finished=bool(steps) and all(step.done for step in steps),
        begins=day_or_moment(row.get("plan_start_date")),
        due=day_or_moment(row.get("plan_end_date")) or max(ends, default=None),
        steps=steps,
    )


def _step(row: Row, tables: Mapping[str, list[Row]], hours: Mapping[str, Decimal]) -> Step:
    key = row.get("task_id", "")
    day = hours.get(row.get("clndr_id", "")) or WORKING_DAY
    return Step(
        uid=key,
        name=" ".join(filter(None, (row.get("task_code"), row.get("task_name")))),
        done=row.get("status_code") == "TK_Complete",
        start=_first(row, "act_start_date", "target_start_date"),
        finish=_first(row, "act_end_date", "target_end_date"),
        hours=Decimal(row.get("target_drtn_hr_cnt") or 0),
        milestone=row.get("task_type") in _MILESTONES,
        links=[
            Link(
                one.get("pred_task_id", ""),
                _KINDS.get(one.get("pred_type", ""), FINISH_START),
                Decimal(one.get("lag_hr_cnt") or 0) / day,
            )
            for one in tables.get("TASKPRED", [])
            if one.get("task_id") == key
        ],
    )


def _first(row: Row, *names: str) -> datetime | None:
    moments = (day_or_moment(row.get(name)) for name in names)
    return next((moment for moment in moments if isinstance(moment, datetime)), None)
