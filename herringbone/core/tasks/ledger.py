"""The rows of the queue, and the only ways in which they change.

Every change compares and sets: it states the row as it was seen, and does nothing when the row has moved on. The
list of workers that have held the task, its own try included, is the lease: it grows with each try, so a worker
that was frozen and woke after its task had been given away cannot write its result over the second one's.
"""

from datetime import UTC, datetime
from typing import Any

from django_tasks import TaskResultStatus as Status
from django_tasks_db.models import DBTaskResult

from herringbone.core.quiet_log import quiet_traceback
from herringbone.core.tasks.declare import policy_of
from herringbone.core.tasks.models import LiveWorker

BACKEND = "default"


def claim(worker_id: str) -> Any:
    """Take the next task that is ready, or give None. The row that comes back carries the lease."""
    while True:
        row = DBTaskResult.objects.ready().filter(backend_name=BACKEND).first()
        if row is None:
            return None
        lease = [*row.worker_ids, worker_id]
        if _move(row, status=Status.RUNNING, started_at=_now(), worker_ids=lease):
            return row


def succeed(row: Any, returned: Any) -> bool:
    """Record that the task is done. False when the lease is lost and the result is refused."""
    return _move(
        row,
        status=Status.SUCCESSFUL,
        finished_at=_now(),
        return_value=returned,
        exception_class_path="",
        traceback="",
    )


def fail(row: Any, error: BaseException) -> bool:
    """Record a try that raised: ready again after a pause, or failed for good. False when the lease is lost."""
    told = {
        "exception_class_path": f"{type(error).__module__}.{type(error).__qualname__}",
        "traceback": quiet_traceback(error),
    }
    policy, attempt = policy_of(row.task_path), len(row.worker_ids)
    if attempt < policy.max_attempts:
        return _move(row, status=Status.READY, run_after=_now() + policy.pause(attempt), **told)
    return _move(row, status=Status.FAILED, finished_at=_now(), **told)


def give_up(row: Any, error: BaseException) -> bool:
    """Record that there is no such task any more: trying again would not help."""
    return _move(
        row,
        status=Status.FAILED,
        finished_at=_now(),
        exception_class_path=f"{type(error).__module__}.{type(error).__qualname__}",
        traceback=quiet_traceback(error),
    )


def take_from_the_dead() -> int:
    """Put back what workers hold that live no longer; how many tasks. A task that kills each of its workers fails."""
    # The rows are read before the workers: one who begins in between is then among the living.
    rows = list(DBTaskResult.objects.filter(status=Status.RUNNING, backend_name=BACKEND))
    living = set(LiveWorker.objects.values_list("id", flat=True))
    taken = 0
    for row in rows:
        if row.worker_ids[-1] in living:
            continue
        if len(row.worker_ids) < policy_of(row.task_path).max_attempts:
            taken += _move(row, status=Status.READY, run_after=_now())
        else:
            lost = f"{__name__}.WorkerDied"
            taken += _move(row, status=Status.FAILED, finished_at=_now(), exception_class_path=lost, traceback=lost)
    return taken


def _move(row: Any, **changes: Any) -> bool:
    """Change a row that is as it was seen, in the database and in the given copy."""
    as_seen = DBTaskResult.objects.filter(pk=row.pk, status=row.status, worker_ids=row.worker_ids)
    if not as_seen.update(**changes):
        return False
    for name, value in changes.items():
        setattr(row, name, value)
    return True


def _now() -> datetime:
    """The real moment, as the queue reckons, also where the demo's clock stands elsewhere."""
    return datetime.now(UTC)
