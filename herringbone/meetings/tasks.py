"""The worker's part in meetings."""

from contextlib import suppress

from herringbone.core.tasks import task
from herringbone.meetings.actions import lengthen_series, move_with_office
from herringbone.meetings.queries.series import move_of, to_lengthen, to_move, who_writes
from herringbone.record.action import Refused
from herringbone.record.actor import SYSTEM


@task(cron="50 3 * * *")
def lengthen_all_series() -> int:
    """Each night: make the meetings of series that have come within three months; gives of how many series. One of
    which nobody is left to write the reports waits for somebody.
    """
    rows = [series for series in to_lengthen() if who_writes(series)]
    for series in rows:
        lengthen_series(by=SYSTEM, series=series)
    return len(rows)


@task(cron="5 * * * *")
def move_series_with_offices() -> int:
    """Each hour: let series go over to the clock of their office, where that is another one; gives how many have."""
    moved = 0
    for series in to_move():
        with suppress(Refused):  # closed on all its days by the other calendar: whoever called it decides
            if move_of(series):
                move_with_office(by=SYSTEM, series=series)
                moved += 1
    return moved


@task(cron="*/3 * * * *", max_attempts=1)
def read_answers() -> int:
    """Every three minutes: read what came into the mailbox, where one is named; gives how many mails."""
    from herringbone.meetings.mailbox.imap import Unreachable  # what reads mail no page needs
    from herringbone.meetings.mailbox.reading import read_mailbox

    with suppress(Unreachable):  # the administrator's page says so, and the next round tries again
        done = read_mailbox()
        return done.found if done else 0
    return 0
