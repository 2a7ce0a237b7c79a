"""S41: two workers, each with a clock, and a backlog of 500 tasks. Each runs once, and the clock strikes once."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django_tasks_db.backend import DatabaseBackend
from django_tasks_db.models import DBTaskResult

from herringbone.core.tasks.models import Schedule
from tests.processes import start, until
from tests.sample_tasks import write_line

pytestmark = pytest.mark.processes
QUEUE = DatabaseBackend("default", {"QUEUES": []})
BACKLOG = 500
CLEARING = "herringbone.core.tasks.housekeeping.clear_away"


def test_s41_two_workers_and_two_clocks_do_each_thing_once(committing: None, tmp_path: Path) -> None:
    lines = tmp_path / "lines"
    for number in range(BACKLOG):
        QUEUE.enqueue(write_line, (str(lines), f"task {number}"), {})
    served = {"DJANGO_SETTINGS_MODULE": "tests.served", "HERRINGBONE_TEST_MAIL": str(tmp_path)}
    workers = [start("worker", **served) for _ in range(2)]
    try:
        until(lambda: Schedule.objects.filter(pk=CLEARING).exists())
        for _ in range(3):  # the moment comes while both are at work
            struck = Schedule.objects.get(pk=CLEARING).next_at
            Schedule.objects.filter(pk=CLEARING).update(next_at=datetime.now(UTC) - timedelta(seconds=1))
            until(lambda struck=struck: Schedule.objects.get(pk=CLEARING).next_at == struck)
        until(lambda: not DBTaskResult.objects.exclude(status="SUCCESSFUL").exists(), seconds=120)
    finally:
        for worker in workers:
            worker.terminate()
        codes = [worker.wait(timeout=30) for worker in workers]

    assert codes == [0, 0], [worker.communicate()[0] for worker in workers]
    once = Counter(f"task {number} {what}" for number in range(BACKLOG) for what in ("began", "ended"))
    written = [line.rsplit(" ", 1) for line in lines.read_text().splitlines()]
    assert Counter(what for what, _ in written) == once
    shares = Counter(by for _, by in written)
    assert len(shares) == 2, "both had a part in it"
    assert DBTaskResult.objects.filter(task_path=CLEARING).count() == 3, "once each time, though two clocks looked"
