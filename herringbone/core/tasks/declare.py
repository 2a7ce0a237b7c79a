"""What a task says of itself: how often it is tried, how long it pauses, when the clock starts it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from croniter import croniter
from django_tasks.base import Task
from django_tasks.base import task as django_task

LONGEST_PAUSE = 3600  # seconds


@dataclass(frozen=True)
class Policy:
    """How a task that failed is tried again: `backoff` seconds after the first try, doubled after each further one."""

    max_attempts: int = 5
    backoff: float = 30

    def pause(self, attempt: int) -> timedelta:
        """How long to wait after the attempt of that number, the first being 1."""
        return timedelta(seconds=min(self.backoff * 2 ** (attempt - 1), LONGEST_PAUSE))


@dataclass(frozen=True)
class Scheduled:
    """A task that the clock starts. `cron` has the five usual fields, in UTC."""

    task: Task[..., Any]
    cron: str

    def next_after(self, moment: datetime) -> datetime:
        """The first moment of the schedule after the given one."""
        following: datetime = croniter(self.cron, moment.astimezone(UTC)).get_next(datetime)
        return following


_policies: dict[str, Policy] = {}
schedules: dict[str, Scheduled] = {}


def task(
    *, max_attempts: int = 5, backoff: float = 30, cron: str = "", **options: Any
) -> Callable[[Callable[..., Any]], Task[..., Any]]:
    """Make a function a task. It must stand at the top of an importable module, under its own name.

    `cron` is in UTC. Further options are those of Django's own `task`. Raises ValueError for a cron that no
    clock understands.
    """
    if cron and not croniter.is_valid(cron):
        raise ValueError(f"“{cron}” is no schedule")

    def declare(function: Callable[..., Any]) -> Task[..., Any]:
        made = django_task(**options)(function)
        _policies[made.module_path] = Policy(max_attempts, backoff)
        if cron:
            schedules[made.module_path] = Scheduled(made, cron)
        return made

    return declare


def policy_of(path: str) -> Policy:
    """The policy of the task with that import path; the usual one for a task that is declared no longer."""
    return _policies.get(path, Policy())
