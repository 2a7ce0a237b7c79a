"""Who held a duty when it fell due, written down once that moment has passed, for the on-time record (J4).

Why stored at all: it is a fact of that moment. A task that is handed over a week late would else be charged to whoever
took it on, and a page of a month would ask, for thousands of duties, whose role ran and who was away. Who it was is
worked out by a higher floor, which knows roles and absences (`declare_holders`).
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection

from herringbone.core import clock
from herringbone.record.models import Duty

BATCH = 10_000


@dataclass(frozen=True)
class FellDue:
    """A duty whose moment has passed. `owner` is None where whoever answers for the client owed it."""

    id: int
    owner: int | None
    client: int
    due: datetime
    zone: str  # of the client's office


@dataclass(frozen=True)
class Held:
    """Who held it (None: nobody did), and the date by the clock of that person's office, or else of the client's."""

    by: int | None
    on: date


Holders = Callable[[Sequence[FellDue]], Mapping[int, Held]]
_declared: list[Holders] = []


def declare_holders(holders: Holders) -> None:
    """Say who works out the holders: one line in that feature's `apps.py`. It gives one for each duty asked of."""
    _declared[:] = [holders]


def settle(only: Collection[int] | None = None) -> int:
    """Write down who held each duty that has fallen due since the last time, or of these alone; gives how many.

    Safe to run again, and by two at once: what was written first stays.
    """
    settled = 0
    while rows := _waiting(only):
        held = _declared[0](rows)
        with connection.cursor() as cursor:
            cursor.executemany(
                "UPDATE record_duty SET held_by_id = %s, fell_on = %s WHERE id = %s AND fell_on IS NULL",
                [(held[row.id].by, held[row.id].on.isoformat(), row.id) for row in rows],
            )
        settled += len(rows)
    return settled


def _waiting(only: Collection[int] | None) -> list[FellDue]:
    rows = Duty.objects.filter(fell_on=None, due__lte=clock.now())
    if only is not None:
        rows = rows.filter(pk__in=only)
    columns = ("pk", "owner", "client", "due", "client__office__zone")
    return [FellDue(*row) for row in rows.order_by("due", "pk").values_list(*columns)[:BATCH]]
