"""The days that a series will make, seen before it is called."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from herringbone.core.models import Office
from herringbone.meetings import recurrence
from herringbone.meetings.actions.series.making import last_day
from herringbone.meetings.queries.series import SeriesDay, series_days


@dataclass(frozen=True)
class Preview:
    """All days by month, how many meetings there will be, and a seal: what was seen is what is called."""

    months: list[tuple[date, list[SeriesDay]]]
    meetings: int
    closed: list[SeriesDay]
    seal: str


def preview_of(given: Mapping[str, Any]) -> Preview:
    """The days of what a form says. Raises Refused as the action would."""
    office: Office = given["office"]
    first = office.local(given["starts"]).date()
    every = recurrence.settled(given["every"], first)
    last = last_day(office, every, first, given["until"], given["count"])
    days = series_days(office, recurrence.days(every, first, last), given["skip_closed"])
    kept = [day for day in days if not day.left_out]
    by_month = groupby(days, key=lambda day: day.date.replace(day=1))
    return Preview(
        months=[(month, list(found)) for month, found in by_month], meetings=len(kept),
        closed=[day for day in days if day.closed], seal=",".join(day.date.isoformat() for day in kept),
    )  # fmt: skip
