"""What is cleared away by itself: finished tasks, failed sign-ins, sessions past their time."""

from datetime import UTC, datetime, timedelta

from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.contrib.sessions.models import Session
from django_tasks_db.models import DBTaskResult

from herringbone.core.tasks.declare import task

KEPT = timedelta(days=30)


@task(cron="20 3 * * *")
def clear_away() -> None:
    """Delete what is older than thirty days, and sessions that have ended. Failed tasks wait for somebody to look."""
    long_ago = datetime.now(UTC) - KEPT
    DBTaskResult.objects.successful().filter(finished_at__lt=long_ago).delete()
    DBTaskResult.objects.failed().filter(finished_at__lt=long_ago - KEPT).delete()
    for rows in (AccessAttempt, AccessFailureLog, AccessLog):
        rows.objects.filter(attempt_time__lt=long_ago).delete()
    Session.objects.filter(expire_date__lt=datetime.now(UTC)).delete()
