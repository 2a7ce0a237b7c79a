"""The worker's part in meetings."""

from contextlib import suppress

from herringbone.core.tasks import task


@task(cron="*/3 * * * *", max_attempts=1)
def read_answers() -> int:
    """Every three minutes: read what came into the mailbox, where one is named; gives how many mails."""
    from herringbone.meetings.mailbox.imap import Unreachable  # what reads mail no page needs
    from herringbone.meetings.mailbox.reading import read_mailbox

    with suppress(Unreachable):  # the administrator's page says so, and the next round tries again
        done = read_mailbox()
        return done.found if done else 0
    return 0
