"""What clients said lately, and what we said among ourselves, as cast/talk.toml tells it."""

from datetime import datetime, timedelta
from typing import Any

from herringbone.demo import cast
from herringbone.demo import script as steps
from herringbone.demo.moments import Moments
from herringbone.demo.script import Script
from herringbone.demo.story.reports import item

MINUTE = timedelta(minutes=1)


def script(moments: Moments) -> Script:
    """Calls, messages with their answers, remarks with a name in them."""
    found: Script = []
    for row in cast.table("talk", "call"):
        found += _call(moments, row)
    for row in cast.table("talk", "message"):
        found += _message(moments, row)
    for row in cast.table("talk", "remark"):
        mentions = tuple(row.get("mentions", ()))
        at = _at(moments, row)
        found.append(steps.Remark(at, row["by"], row["client"], row["text"], row.get("job", ""), mentions))
    return found


def _call(moments: Moments, row: dict[str, Any]) -> Script:
    at, by, key = _at(moments, row), row["by"], f"call-{row['key']}"
    told = (item(moments, {"job": row["job"], **row["step"]}, _office(row)),) if "step" in row else ()
    call = steps.Call(
        at, by, key, row["contact"], row["client"], row["said"], at - 5 * MINUTE, row.get("job", ""), told
    )
    return [call, steps.NoneOwed(at + MINUTE, by, key, row["because"])]


def _message(moments: Moments, row: dict[str, Any]) -> Script:
    at, key, answer = _at(moments, row), row["key"], row["answer"]
    return [
        steps.Says(at, row["by"], key, row["client"], row["contact"], row["text"], row["via"]),
        steps.Answers(at + answer["minutes"] * MINUTE, answer["by"], key, answer["text"], answer["via"]),
    ]


def _at(moments: Moments, row: dict[str, Any]) -> datetime:
    if "minutes_ago" in row:
        return moments.ago(minutes=row["minutes_ago"])
    return moments.told(row["at"], _office(row))


def _office(row: dict[str, Any]) -> str:
    return next(one.office for one in cast.accounts() if one.code == row["client"])
