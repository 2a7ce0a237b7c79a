"""S45: a worker may be killed at any moment; its task is done again, by one at a time, and nothing is lost."""

import signal
import time

import pytest
from django_tasks_db.backend import DatabaseBackend
from django_tasks_db.models import DBTaskResult

from tests.processes import start, until
from tests.sample_tasks import write_line

pytestmark = pytest.mark.processes


@pytest.fixture
def lines(tmp_path):
    """Where the task writes that it began and ended."""
    path = tmp_path / "lines"
    path.touch()
    return path


def enqueue(path, text, seconds):
    DatabaseBackend("default", {"QUEUES": []}).enqueue(write_line, (str(path), text, seconds), {})


def words(path):
    return [tuple(line.split()[:2]) for line in path.read_text().splitlines()]


def test_s45_a_killed_workers_task_is_done_again_by_another(committing, lines):
    enqueue(lines, "job", 3)
    first = start("worker")
    until(lambda: ("job", "began") in words(lines))
    first.kill()
    first.wait()
    second = start("worker")
    try:
        until(lambda: ("job", "ended") in words(lines))
        until(lambda: DBTaskResult.objects.get().status == "SUCCESSFUL")
    finally:
        second.terminate()
        second.wait()
    assert words(lines) == [("job", "began"), ("job", "began"), ("job", "ended")]


def test_s45_a_worker_told_to_stop_ends_its_task_first(committing, lines):
    enqueue(lines, "job", 2)
    worker = start("worker")
    until(lambda: ("job", "began") in words(lines))
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(timeout=20) == 0
    assert words(lines) == [("job", "began"), ("job", "ended")]
    assert DBTaskResult.objects.get().status == "SUCCESSFUL"


def test_s45_a_frozen_worker_that_wakes_cannot_write_over_the_second_result(committing, lines):
    enqueue(lines, "job", 1)
    frozen = start("worker")
    until(lambda: ("job", "began") in words(lines))
    frozen.send_signal(signal.SIGSTOP)
    time.sleep(2.5)
    second = start("worker")
    try:
        until(lambda: DBTaskResult.objects.get().status == "SUCCESSFUL")
        settled = DBTaskResult.objects.get().finished_at
        frozen.send_signal(signal.SIGCONT)
        until(lambda: words(lines).count(("job", "ended")) == 2)
        time.sleep(0.5)
        assert DBTaskResult.objects.get().finished_at == settled
    finally:
        for worker in (frozen, second):
            worker.terminate()
            worker.wait()
