"""Tasks: tried again with growing pauses, taken over from the dead, started by the clock once."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from axes.models import AccessAttempt
from django_tasks_db.backend import DatabaseBackend
from django_tasks_db.models import DBTaskResult

from herringbone.core import clock
from herringbone.core.calendar import fill_calendar
from herringbone.core.models import Office
from herringbone.core.tasks import ledger
from herringbone.core.tasks.beat import _start_if_due, beat_once
from herringbone.core.tasks.declare import Policy, Scheduled, task
from herringbone.core.tasks.housekeeping import clear_away, lengthen_calendars
from herringbone.core.tasks.models import LiveWorker, Schedule
from herringbone.core.tasks.worker import Worker
from tests.sample_tasks import always_fails, write_line

pytestmark = pytest.mark.django_db
QUEUE = DatabaseBackend("default", {"QUEUES": []})
MORNING = datetime(2026, 3, 2, 6, 30, tzinfo=UTC)


def enqueued(what: Any, *given: Any) -> Any:
    """The queue's row of a task that waits."""
    return DBTaskResult.objects.get(pk=QUEUE.enqueue(what, given, {}).id)


def the_pause_is_over(row: Any) -> None:
    DBTaskResult.objects.filter(pk=row.pk).update(run_after=datetime.now(UTC) - timedelta(seconds=1))


def test_a_task_runs_and_keeps_what_it_returned(tmp_path):
    row = enqueued(write_line, str(tmp_path / "lines"), "one")
    assert Worker().run_one()
    row.refresh_from_db()
    assert (row.status, row.return_value) == ("SUCCESSFUL", 3)
    assert not Worker().run_one()


def test_a_task_that_fails_waits_longer_each_time_and_then_stays_failed():
    row = enqueued(always_fails, "somebody")
    pauses = []
    for _ in range(2):
        began = datetime.now(UTC)
        Worker().run_one()
        row.refresh_from_db()
        assert row.status == "READY"
        pauses.append(round((row.run_after - began).total_seconds()))
        assert not Worker().run_one(), "nobody runs it before its pause is over"
        the_pause_is_over(row)
    Worker().run_one()
    row.refresh_from_db()
    assert (row.status, pauses) == ("FAILED", [30, 60])


def test_no_pause_is_longer_than_an_hour():
    assert Policy(backoff=30).pause(20) == timedelta(hours=1)


def test_what_is_kept_of_an_error_names_no_people():
    row = enqueued(always_fails, "CANARY")
    Worker().run_one()
    row.refresh_from_db()
    assert row.exception_class_path == "builtins.ValueError"
    assert "always_fails" in row.traceback
    assert "CANARY" not in row.traceback


def test_a_task_that_is_no_longer_declared_fails_at_once():
    row = enqueued(always_fails, "somebody")
    DBTaskResult.objects.filter(pk=row.pk).update(task_path="tests.sample_tasks.gone")
    Worker().run_one()
    row.refresh_from_db()
    assert row.status == "FAILED"


def test_two_workers_never_hold_the_same_task(tmp_path):
    enqueued(write_line, str(tmp_path / "lines"), "one")
    assert ledger.claim("first") is not None
    assert ledger.claim("second") is None


class TestADeadWorker:
    @pytest.fixture
    def held(self, tmp_path) -> Iterator[Any]:
        """A task that a worker holds of which nothing has been heard."""
        enqueued(write_line, str(tmp_path / "lines"), "one")
        yield ledger.claim("dead")

    def test_its_task_is_ready_again(self, held):
        beat_once("living")
        held.refresh_from_db()
        assert held.status == "READY"

    def test_a_living_one_keeps_its_task(self, held):
        beat_once("dead")
        beat_once("living")
        held.refresh_from_db()
        assert held.status == "RUNNING"

    def test_one_that_is_silent_for_too_long_is_dead(self, held, settings):
        beat_once("dead")
        LiveWorker.objects.update(seen=datetime.now(UTC) - timedelta(seconds=settings.WORKER_SILENT_AFTER + 1))
        beat_once("living")
        held.refresh_from_db()
        assert held.status == "READY"

    def test_its_late_result_is_refused(self, held):
        ledger.take_from_the_dead()
        again = ledger.claim("living")
        assert not ledger.succeed(held, "late")
        assert not ledger.fail(held, ValueError())
        assert ledger.succeed(again, "in time")
        held.refresh_from_db()
        assert held.return_value == "in time"

    def test_its_late_result_is_refused_also_where_it_took_the_task_again(self, held):
        ledger.take_from_the_dead()
        ledger.claim("dead")
        assert not ledger.succeed(held, "late")

    def test_a_task_that_kills_every_worker_fails_in_the_end(self, held):
        for _ in range(2):
            ledger.take_from_the_dead()
            assert ledger.claim("dead")
        ledger.take_from_the_dead()
        held.refresh_from_db()
        assert (held.status, held.exception_class_path.rpartition(".")[2]) == ("FAILED", "WorkerDied")


class TestTheClock:
    daily = Scheduled(write_line, "0 7 * * *")

    def started(self, moment: datetime) -> int:
        """How many tasks there are after the worker looked at this moment."""
        with clock.clock_at(moment):
            _start_if_due("daily", self.daily)
        return len(self.enqueued)

    @pytest.fixture(autouse=True)
    def count(self, monkeypatch):
        self.enqueued: list[Any] = []
        monkeypatch.setattr(type(write_line), "enqueue", lambda *given: self.enqueued.append(given))

    def test_nothing_starts_before_its_moment(self):
        assert self.started(MORNING) == 0
        assert self.started(MORNING + timedelta(minutes=29)) == 0

    def test_a_task_starts_once_at_its_moment(self):
        self.started(MORNING)
        assert self.started(MORNING + timedelta(minutes=31)) == 1
        assert self.started(MORNING + timedelta(minutes=32)) == 1
        assert self.started(MORNING + timedelta(days=1, minutes=31)) == 2

    def test_after_a_long_stop_it_starts_once_and_not_for_each_day_missed(self):
        self.started(MORNING)
        assert self.started(MORNING + timedelta(days=9)) == 1

    def test_a_changed_schedule_counts_from_now(self, monkeypatch):
        self.started(MORNING)
        monkeypatch.setattr(TestTheClock, "daily", Scheduled(write_line, "0 9 * * *"))
        assert self.started(MORNING + timedelta(minutes=31)) == 0
        assert Schedule.objects.get().next_at == MORNING.replace(hour=9, minute=0)

    def test_a_clock_that_was_set_back_does_not_silence_it(self):
        self.started(MORNING + timedelta(days=300))
        self.started(MORNING)
        assert self.started(MORNING + timedelta(minutes=31)) == 1

    def test_a_schedule_that_no_clock_understands_is_refused(self):
        with pytest.raises(ValueError, match="every morning"):
            task(cron="every morning")(print)


def test_every_month_the_calendars_reach_to_the_end_of_the_year_after_next():
    office = Office.objects.create(name="Milan", zone="Europe/Rome", country="IT", opens=time(9), closes=time(18))
    fill_calendar(office, date(2026, 1, 1), date(2026, 12, 31))
    with clock.clock_at(MORNING):
        lengthen_calendars.call()
        lengthen_calendars.call()
    last = office.days.order_by("-date").first()
    assert (last.date, office.days.count()) == (date(2028, 12, 31), 365 + 365 + 366)
    assert not office.days.get(date=date(2027, 4, 25)).working


def test_what_is_older_than_a_month_is_cleared_away(tmp_path):
    old, new = (
        enqueued(write_line, str(tmp_path / "lines"), "one"),
        enqueued(write_line, str(tmp_path / "lines"), "two"),
    )
    worker = Worker()
    while worker.run_one():
        pass
    DBTaskResult.objects.filter(pk=old.pk).update(finished_at=datetime.now(UTC) - timedelta(days=31))
    AccessAttempt.objects.create(username="ann", failures_since_start=1)
    AccessAttempt.objects.update(attempt_time=datetime.now(UTC) - timedelta(days=31))
    clear_away.call()
    assert list(DBTaskResult.objects.values_list("pk", flat=True)) == [new.pk]
    assert not AccessAttempt.objects.exists()
