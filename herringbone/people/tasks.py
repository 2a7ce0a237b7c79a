"""The worker's part in offices."""

from herringbone.core.tasks import task
from herringbone.people.actions import begin_clock
from herringbone.people.queries.offices import clocks_begun
from herringbone.record.actor import SYSTEM


@task(cron="* * * * *", max_attempts=1)
def begin_clocks() -> int:
    """Each minute: let the offices whose new clock has begun be on it; gives how many."""
    begun = list(clocks_begun())
    for ahead in begun:
        begin_clock(by=SYSTEM, office=ahead.office)
    return len(begun)
