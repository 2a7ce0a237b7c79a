"""The jobs of the list as a board: a column for each stage, the most urgent of each on top (B4)."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, QuerySet, Window
from django.db.models.functions import RowNumber

from herringbone.people.rules import Standing, visible
from herringbone.work.models import Job, Stage
from herringbone.work.queries.filters import ALL, OPEN, Filters
from herringbone.work.queries.job_rows import JobRow, row_of, values_of
from herringbone.work.wording import stage_word

IN_A_COLUMN = 20


@dataclass(frozen=True)
class BoardColumn:
    """One stage: its jobs, the first of them, and how many there are. `url` leads to all of them as a list."""

    stage: str
    label: str
    rows: list[JobRow]
    count: int
    url: str

    @property
    def more(self) -> int:
        """How many are not shown."""
        return self.count - len(self.rows)


def board(here: Standing, filters: Filters) -> list[BoardColumn]:
    """The columns that these filters leave. One query."""
    found: dict[str, list[Any]] = {}
    for row in _cards(here, filters):
        found.setdefault(row["stage"], []).append(row)
    return [
        BoardColumn(
            key, stage_word(key), [row_of(one, here) for one in found.get(key, [])],
            found[key][0]["of_stage"] if key in found else 0, f"?{filters.query(stage=key, shape='')}",
        )
        for key in _stages(filters)
    ]  # fmt: skip


def _stages(filters: Filters) -> list[str]:
    if filters.stage == OPEN:
        return [key for key in Stage.Key.values if key not in Stage.OVER]
    return Stage.Key.values if filters.stage == ALL else [filters.stage]


def _cards(here: Standing, filters: Filters) -> QuerySet[Job, dict[str, Any]]:
    """The first of each stage by their milestone, each with how many its stage holds."""
    order = (F("milestone_on").asc(nulls_last=True), F("pk").asc())
    ranked = visible(here, Job).filter(filters.where(here)).annotate(
        place=Window(RowNumber(), partition_by=F("stage"), order_by=order),
        of_stage=Window(Count("pk"), partition_by=F("stage")),
    )  # fmt: skip
    return values_of(ranked.filter(place__lte=IN_A_COLUMN).order_by("stage", "place"), "of_stage")
