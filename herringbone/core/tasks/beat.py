"""The pulse beside the work: a worker tells that it lives, takes over from the dead, starts what the clock says."""

import logging
import threading
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db import DatabaseError, connection, transaction

from herringbone.core import clock
from herringbone.core.tasks import ledger
from herringbone.core.tasks.declare import Scheduled, schedules
from herringbone.core.tasks.models import LiveWorker, Schedule

log = logging.getLogger(__name__)
BEATS_PER_LEASE = 6


class Beat(threading.Thread):
    """Runs beside the worker on a connection of its own, until it is stopped."""

    def __init__(self, worker_id: str) -> None:
        super().__init__(daemon=True, name="beat")
        self.worker_id = worker_id
        self._stop_now = threading.Event()

    def run(self) -> None:
        try:
            while not self._stop_now.wait(settings.WORKER_SILENT_AFTER / BEATS_PER_LEASE):
                try:
                    beat_once(self.worker_id)
                except DatabaseError:
                    log.exception("The database did not answer the worker's beat")
                    connection.close()
        finally:
            connection.close()

    def stop(self) -> None:
        """End the pulse. Other workers may take over as soon as the worker has said goodbye."""
        self._stop_now.set()
        self.join(timeout=5)


def beat_once(worker_id: str) -> None:
    """One beat. The order matters: a worker is known to live before it looks for the dead."""
    real_now = datetime.now(UTC)
    LiveWorker.objects.update_or_create(pk=worker_id, defaults={"seen": real_now})
    LiveWorker.objects.filter(seen__lt=real_now - timedelta(seconds=settings.WORKER_SILENT_AFTER)).delete()
    if taken := ledger.take_from_the_dead():
        log.warning("Took over %s tasks of a worker that is silent", taken)
    for path, scheduled in schedules.items():
        _start_if_due(path, scheduled)


def _start_if_due(path: str, scheduled: Scheduled) -> None:
    """Enqueue a scheduled task whose moment has come: once, however many workers ask."""
    now = clock.now()
    following = scheduled.next_after(now)
    kept, new = Schedule.objects.get_or_create(pk=path, defaults={"cron": scheduled.cron, "next_at": following})
    as_seen = Schedule.objects.filter(pk=path, cron=kept.cron, next_at=kept.next_at)
    if kept.cron != scheduled.cron or kept.next_at > following:
        as_seen.update(cron=scheduled.cron, next_at=following)
    elif not new and kept.next_at <= now:
        with transaction.atomic():
            if as_seen.update(next_at=following):
                scheduled.task.enqueue()


def goodbye(worker_id: str) -> None:
    """A worker that ends in order is dead at once, so that nobody waits for its silence."""
    LiveWorker.objects.filter(pk=worker_id).delete()
