"""The worker's part in sending."""

from herringbone.core.tasks import task
from herringbone.record.effects import sending


@task(cron="* * * * *", max_attempts=1)
def send_what_waits() -> int:
    """Send what is due, until nothing is; each minute, and whenever something new waits."""
    sending.sweep()
    sent = 0
    while tried := sending.send_due():
        sent += tried
    return sent
