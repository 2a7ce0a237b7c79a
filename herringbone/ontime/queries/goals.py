"""The share in time that the agency aims at: of all duties, and of single kinds, month by month."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from herringbone.ontime.models import Goal
from herringbone.ontime.month import Month

ALL = ""  # the kind of the goal of all duties


@dataclass(frozen=True)
class Goals:
    """Every goal that was set, each kind's the latest first."""

    rows: Mapping[str, list[Goal]]

    def of(self, month: Month, kind: str = ALL) -> int | None:
        """The goal of a month in hundredths: the one in force on its last day. None where none was set."""
        last = month.end - timedelta(days=1)
        return next((goal.share for goal in self.rows.get(kind, ()) if goal.begins <= last), None)


def all_goals() -> Goals:
    """What was set. One query."""
    rows: dict[str, list[Goal]] = {}
    for goal in Goal.objects.select_related("by").order_by("-begins", "-pk"):
        rows.setdefault(goal.kind, []).append(goal)
    return Goals(rows)
