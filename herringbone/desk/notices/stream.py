"""Reading the event stream on, each reader at its own pace: nothing is skipped, and what one does can be repeated."""

from collections.abc import Callable, Collection

from django.db import transaction

from herringbone.desk.models import StreamPosition
from herringbone.record.models import Event

BATCH = 500
# Transactions commit in another order than their ids were given, so what lies a little back is looked at again.
LOOK_BACK = 200


def read_on(reader: str, verbs: Collection[str], do: Callable[[list[Event]], int]) -> int:
    """Give a reader the new events of some verbs, batch by batch; sums up what it says. Safe by two at once.

    `do` gets some events again that it had before, and must let them be.
    """
    done = 0
    while True:
        with transaction.atomic():
            position, _ = StreamPosition.objects.select_for_update().get_or_create(reader=reader)
            events = list(
                Event.objects.filter(pk__gt=max(0, position.last_event - LOOK_BACK), verb__in=verbs)
                .select_related("client")
                .order_by("pk")[:BATCH]
            )
            done += do(events)
            reached = events[-1].pk if len(events) == BATCH else _end()
            finished = reached == position.last_event or len(events) < BATCH
            position.last_event = max(position.last_event, reached)
            position.save(update_fields=["last_event"])
        if finished:
            return done


def leave_behind(reader: str) -> None:
    """Have a reader pass over what happened so far."""
    StreamPosition.objects.update_or_create(reader=reader, defaults={"last_event": _end() + LOOK_BACK})


def _end() -> int:
    return Event.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
