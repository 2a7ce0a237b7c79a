"""Which workers live, and when each schedule is due next."""

from django.db import models


class LiveWorker(models.Model):
    """A worker process that has told lately that it lives. What a silent one was running is given to another."""

    id = models.CharField(max_length=64, primary_key=True)
    seen = models.DateTimeField()

    class Meta:
        app_label = "core"

    def __str__(self) -> str:
        return f"worker {self.id[:8]}"


class Schedule(models.Model):
    """The next moment at which the clock starts a task. Moved on in the transaction that enqueues it."""

    task_path = models.CharField(max_length=200, primary_key=True)
    cron = models.CharField(max_length=80)
    next_at = models.DateTimeField()

    class Meta:
        app_label = "core"

    def __str__(self) -> str:
        return f"{self.task_path} at {self.next_at}"
