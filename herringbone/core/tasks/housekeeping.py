"""What happens by itself: finished tasks and failed sign-ins are cleared away, calendars are made longer."""

from datetime import UTC, date, datetime, timedelta

from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.contrib.sessions.models import Session
from django_tasks_db.models import DBTaskResult

from herringbone.core import clock
from herringbone.core.calendar import fill_calendar
from herringbone.core.models import Office
from herringbone.core.tasks.declare import task

YEARS_AHEAD = 2
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


@task(cron="40 3 1 * *")
def lengthen_calendars() -> None:
    """Each month, let every office's calendar reach to the end of the year after next."""
    last = date(clock.now().year + YEARS_AHEAD, 12, 31)
    for office in Office.objects.all():
        known = office.days.order_by("-date").first()
        if known and known.date < last:
            fill_calendar(office, known.date + timedelta(days=1), last)
