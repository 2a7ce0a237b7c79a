"""The record's own regular work."""

from datetime import timedelta

from herringbone.core import clock
from herringbone.core.tasks import task
from herringbone.record.duties.holding import settle
from herringbone.record.duties.keeping import write_ahead
from herringbone.record.files import sweep_strays

TWO_WEEKS = timedelta(days=14)


@task(cron="40 3 * * *")
def sweep_stray_files() -> int:
    """Remove the files of transactions that were taken back."""
    return sweep_strays()


@task(cron="10 3 * * *")
def write_duties_ahead() -> None:
    """Write the duties that begin within two weeks."""
    write_ahead(clock.now() + TWO_WEEKS)


@task(cron="* * * * *", max_attempts=1)
def settle_what_fell_due() -> int:
    """Each minute: write down who held what has fallen due, for the on-time record."""
    return settle()
