"""Reading the event stream on, each reader at its own pace: nothing is skipped, and what one does can be repeated.

PostgreSQL gives events their ids in another order than their transactions commit: an import of a long file takes its
ids at the beginning and shows them at its end, when others have gone far beyond. So a reader reads all that it sees,
but moves on only to where nobody can write any more: to an end that it saw before, once every transaction of that time
is over.
"""

from collections.abc import Callable, Collection

from django.db import connection, transaction

from herringbone.core.sql import transactions
from herringbone.desk.models import StreamPosition
from herringbone.record.models import Event

BATCH = 500


def read_on(reader: str, verbs: Collection[str], do: Callable[[list[Event]], int]) -> int:
    """Give a reader the new events of some verbs, batch by batch; sums up what it says. Safe by two at once.

    `do` gets some events again that it had before, and must let them be.
    """
    done, after, safe = 0, -1, -1
    while True:
        with transaction.atomic():
            position, _ = StreamPosition.objects.select_for_update().get_or_create(reader=reader)
            if after < 0:
                after, safe = position.last_event, _settled(position)
            events = list(
                Event.objects.filter(pk__gt=after, verb__in=verbs)
                .select_related("client__office")
                .order_by("pk")[:BATCH]
            )
            done += do(events)
            more = len(events) == BATCH
            after = events[-1].pk if more else safe
            position.last_event = max(position.last_event, min(after, safe))
            position.save(update_fields=["last_event", "end_seen", "before"])
        if not more:
            return done


def leave_behind(reader: str) -> None:
    """Have a reader pass over what happened so far."""
    StreamPosition.objects.update_or_create(
        reader=reader, defaults={"last_event": _end(), "end_seen": None, "before": None}
    )


def _settled(position: StreamPosition) -> int:
    """Up to which event none can appear any more; notes the end of now for the next time."""
    if connection.vendor != "postgresql":  # SQLite lets one write after the other
        return _end()
    settled = position.last_event
    if position.before is None or transactions()[0] >= position.before:
        settled = settled if position.end_seen is None else max(settled, position.end_seen)
        position.end_seen = _end()
        position.before = transactions()[1]  # after the end was looked at: whoever wrote below it began before
    return settled


def _end() -> int:
    return Event.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
