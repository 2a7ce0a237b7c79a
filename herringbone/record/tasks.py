"""The record's own regular work."""

from datetime import timedelta

from django.db import transaction

from herringbone.core import clock
from herringbone.core.models import Office
from herringbone.core.tasks import task
from herringbone.record.duties import keeping
from herringbone.record.duties.holding import settle
from herringbone.record.duties.keeping import write_ahead
from herringbone.record.events import lock_chains
from herringbone.record.files import sweep_strays
from herringbone.record.seal import mail_it

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


@task(cron="50 3 * * *")
def mail_the_seal() -> None:
    """Daily: let the seal of the record leave the house, where the settings say whereto."""
    mail_it()


@task()
def count_anew(office: int) -> int:
    """Count anew what is owed to the clients of an office whose calendar has changed; gives how many clients.

    One client at a time, so that nobody who works on another waits; what was begun by the old calendar has ended when
    its client's turn comes.
    """
    clients = list(Office.objects.get(pk=office).clients.order_by("pk"))
    for client in clients:
        with transaction.atomic():
            lock_chains(client)
            keeping.count_anew(client)
    return len(clients)
