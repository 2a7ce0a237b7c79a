"""The worker's part in meetings."""

from contextlib import suppress

from herringbone.core.tasks import task
from herringbone.meetings.actions import lengthen_series
from herringbone.meetings.queries.series import to_lengthen
from herringbone.record.actor import SYSTEM


@task(cron="50 3 * * *")
def lengthen_all_series() -> int:
    """Each night: make the meetings of series that have come within three months; gives of how many series."""
    rows = list(to_lengthen())
    for series in rows:
        lengthen_series(by=SYSTEM, series=series)
    return len(rows)


@task(cron="*/3 * * * *", max_attempts=1)
def read_answers() -> int:
    """Every three minutes: read what came into the mailbox, where one is named; gives how many mails."""
    from herringbone.meetings.mailbox.imap import Unreachable  # what reads mail no page needs
    from herringbone.meetings.mailbox.reading import read_mailbox

    with suppress(Unreachable):  # the administrator's page says so, and the next round tries again
        done = read_mailbox()
        return done.found if done else 0
    return 0
