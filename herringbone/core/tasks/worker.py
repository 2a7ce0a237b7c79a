"""The worker process: takes one task after the other until it is told to stop."""

import logging
import secrets
import signal
import time
from collections.abc import Callable
from contextlib import suppress
from types import FrameType
from typing import Any

from django.db import DatabaseError, InterfaceError, OperationalError, close_old_connections, connection
from django.utils import timezone, translation
from django_tasks.base import TaskContext
from django_tasks.utils import normalize_json

from herringbone.core.tasks import ledger
from herringbone.core.tasks.beat import Beat, beat_once, goodbye

log = logging.getLogger(__name__)
LOOK_EVERY = 0.2  # seconds between two looks into an empty queue
DATABASE_AWAY = (OperationalError, InterfaceError)


class Worker:
    """One process, one task at a time. A signal to stop lets the running task end; a second one kills."""

    def __init__(self) -> None:
        self.id = secrets.token_hex(16)
        self.stopping = False

    def stop_on_signals(self) -> None:
        """End in order on SIGTERM and SIGINT."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)

    def _stop(self, number: int, frame: FrameType | None) -> None:
        self.stopping = True
        signal.signal(number, signal.SIG_DFL)

    def run(self) -> None:
        """Work until told to stop. A database that is away is waited for."""
        _until_there(lambda: beat_once(self.id))
        beat = Beat(self.id)
        beat.start()
        try:
            while not self.stopping:
                close_old_connections()
                if not self.run_one():
                    time.sleep(LOOK_EVERY)
        finally:
            beat.stop()
            with suppress(DatabaseError):
                goodbye(self.id)
            connection.close()

    def run_one(self) -> bool:
        """Run the next task that is ready; whether there was one."""
        try:
            row = ledger.claim(self.id)
        except DATABASE_AWAY:
            log.exception("The database did not answer the worker; it tries again")
            connection.close()
            time.sleep(1)
            return False
        if row is None:
            return False
        self._run(row)
        return True

    def _run(self, row: Any) -> None:
        try:
            task = row.task
        except Exception as error:
            log.exception("There is no task %s", row.task_path)
            lost = error
            _until_there(lambda: ledger.give_up(row, lost))
            return
        try:
            with translation.override(None), timezone.override(None):
                arguments = row.args_kwargs["args"]
                if task.takes_context:
                    arguments = [TaskContext(task_result=row.task_result), *arguments]
                returned = normalize_json(task.call(*arguments, **row.args_kwargs["kwargs"]))
        except BaseException as error:
            log.exception("Task %s %s failed, try %s", row.task_path, row.pk, len(row.worker_ids))
            raised = error
            kept = _until_there(lambda: ledger.fail(row, raised))
        else:
            kept = _until_there(lambda: ledger.succeed(row, returned))
        if not kept:
            log.warning("Task %s %s was given to another worker; this result is refused", row.task_path, row.pk)


def _until_there(write: Callable[[], Any]) -> Any:
    """Do something with the database, again and again while it is away: a result in hand is not thrown away."""
    while True:
        try:
            return write()
        except DATABASE_AWAY:
            log.exception("The database is away; the worker waits for it")
            connection.close()
            time.sleep(1)
