"""The worker's part in sending."""

import time

from herringbone.core.tasks import task
from herringbone.record.effects import sending
from herringbone.record.effects.declare import WEB

A_RUN = 45  # seconds: receivers who hang hold up nothing else for longer


@task(cron="* * * * *", max_attempts=1)
def send_what_waits() -> int:
    """Send what is due, until nothing is; each minute, and whenever something new waits."""
    sending.sweep()
    sent = 0
    while tried := sending.send_due():
        sent += tried
    return sent


@task(cron="* * * * *", max_attempts=1)
def send_over_the_web() -> int:
    """The same for webhooks and chats, one by one; what is left after a while waits for the next minute."""
    sending.sweep()
    sent, until = 0, time.monotonic() + A_RUN
    while time.monotonic() < until and sending.send_due(1, WEB):
        sent += 1
    return sent
