"""Eighteen months of a client's history, written as a script: routine jobs, meetings with their reports, calls."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from herringbone.demo.cast import Account, Someone, people
from herringbone.demo.history.jobs import Jobs, routine_jobs
from herringbone.demo.history.meetings import routine_meetings
from herringbone.demo.history.plot import Plot
from herringbone.demo.moments import Moments
from herringbone.demo.script import Script, in_order

__all__ = ["Plot", "history"]


def history(
    account: Account, moments: Moments, began: datetime, *, forms: Mapping[int, datetime], quiet_days: int, left: int,
    people: Sequence[Someone] = people(),
) -> Script:  # fmt: skip
    """The script of a client up to the story.

    `forms` are the story's own: the place in the year's forms and when each is submitted, so that the others come
    before and between. The client has said nothing for `quiet_days`. `left` jobs are still in work. `people` are
    those of ours who may be named.
    """
    plot = Plot(account, moments, began, quiet_days, people)
    jobs: Jobs = routine_jobs(plot, forms, left)
    return in_order(jobs.script, routine_meetings(plot, jobs))
