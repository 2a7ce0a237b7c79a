"""Asana: tasks as its export and its API give them. Each task at top level is a job, its subtasks are its steps."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from herringbone.work.importing.plan import Project, Remark, Step, day_or_moment

Json = Mapping[str, Any]


def is_asana(data: Any) -> bool:
    """Whether this is a list of tasks as Asana writes it."""
    rows = data.get("data") if isinstance(data, Mapping) else None
    return isinstance(rows, list) and all(isinstance(one, Mapping) and "gid" in one for one in rows)


def projects(data: Json) -> list[Project]:
    """The tasks at top level, in the order of the file."""
    return [_project(task) for task in data["data"] if not task.get("parent")]


def _project(task: Json) -> Project:
    return Project(
        name=str(task.get("name") or ""),
        scope="\n\n".join(filter(None, (str(task.get("notes") or ""), str(task.get("permalink_url") or "")))),
        stage=_section(task),
        finished=bool(task.get("completed")),
        begins=day_or_moment(task.get("start_at") or task.get("start_on")),
        due=_due(task),
        who=_assignee(task),
        steps=list(_steps(task, "")),
        remarks=[_remark(one) for one in _rows(task.get("stories")) if one.get("resource_subtype") == "comment_added"],
        files=len(_rows(task.get("attachments"))),
    )


def _steps(task: Json, above: str) -> Iterator[Step]:
    for one in _rows(task.get("subtasks")):
        uid = str(one.get("gid") or "")
        below = list(_steps(one, uid))
        yield Step(
            uid=uid, name=str(one.get("name") or ""), done=bool(one.get("completed")), finish=_due(one), above=above,
            summary=bool(below), milestone=one.get("resource_subtype") == "milestone", who=_assignee(one),
        )  # fmt: skip
        yield from below


def _due(task: Json) -> Any:
    return day_or_moment(task.get("due_at") or task.get("due_on"))


def _section(task: Json) -> str:
    sections = (one.get("section") for one in _rows(task.get("memberships")))
    return next((str(one.get("name") or "") for one in sections if isinstance(one, Mapping)), "")


def _assignee(task: Json) -> Sequence[str]:
    who = task.get("assignee")
    return [str(who[key]) for key in ("email", "name") if who.get(key)] if isinstance(who, Mapping) else []


def _remark(story: Json) -> Remark:
    at = day_or_moment(story.get("created_at"))
    by = story.get("created_by")
    return Remark(
        by=str(by.get("name") or "") if isinstance(by, Mapping) else "",
        text=str(story.get("text") or ""),
        at=at if isinstance(at, datetime) else None,
    )


def _rows(value: Any) -> Sequence[Json]:
    return [one for one in value if isinstance(one, Mapping)] if isinstance(value, list) else []
