"""What has just happened when somebody opens the demo: the days before the story's morning, and what is to come."""

from dataclasses import replace
from datetime import datetime, timedelta

from herringbone.demo.moments import Moments
from herringbone.demo.script import Form, Script, in_order
from herringbone.demo.story import (
    aims,
    asked_of_two,
    daily,
    days_ahead,
    forms,
    frames,
    lines_asked,
    owed,
    relations,
    report_31,
    reports,
    statuses,
    talk,
)

QUIET = {"ORS": 9, "NWF": 5, "PEL": 8, "QUI": 19, "TES": 6, "HAV": 13, "MBR": 9, "COR": 33}  # days; of the others 2
LEFT = {"ORS": 0, "NWF": 3, "TES": 2, "MBR": 3}  # routine jobs still in work; of the others 1 or 2
A_MOMENT = timedelta(minutes=4)

__all__ = ["LEFT", "QUIET", "forms_of", "story"]


def forms_of(moments: Moments, code: str) -> dict[int, datetime]:
    """When the story's own forms of a client are submitted, by their places among the forms of the year."""
    return {one.ordinal: one.submitted(moments) for one in forms.forms() if one.code == code}


def story(moments: Moments) -> Script:
    """All of it."""
    parts = (
        forms,
        report_31,
        reports,
        talk,
        frames,
        owed,
        days_ahead,
        statuses,
        lines_asked,
        daily,
        aims,
        asked_of_two,
        relations,
    )
    return in_order(_after_their_jobs([step for part in parts for step in part.script(moments)]))


def _after_their_jobs(found: Script) -> Script:
    """No step speaks of a job before its form is sent: after holidays that one office has and the other has not, what
    is told from either one's days would else change places."""
    sent = {step.key: step.submitted for step in found if isinstance(step, Form)}
    ordered: Script = []
    for step in found:
        there = sent.get(getattr(step, "job", ""))
        if there is None or step.at > there or isinstance(step, Form):
            ordered.append(step)
        else:
            ordered.append(replace(step, at=there + A_MOMENT))
    return ordered
