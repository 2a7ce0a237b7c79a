"""Writing notifications down from the event stream: once for each event and person, and none skipped."""

from django.db import transaction

from herringbone.core import clock
from herringbone.desk.models import Notification, StreamPosition
from herringbone.desk.notices.tells import TELLS
from herringbone.people.models import Person
from herringbone.people.rules import standing
from herringbone.record.models import Event

READER = "notices"
BATCH = 500
# Transactions commit in another order than their ids were given, so what lies a little back is looked at again.
LOOK_BACK = 200


def collect() -> int:
    """Tell whom the new events concern; gives how many were told. Safe to run again, and by two at once."""
    told = 0
    while True:
        with transaction.atomic():
            position, _ = StreamPosition.objects.select_for_update().get_or_create(reader=READER)
            events = list(
                Event.objects.filter(pk__gt=max(0, position.last_event - LOOK_BACK), verb__in=TELLS)
                .select_related("client")
                .order_by("pk")[:BATCH]
            )
            told += _tell(events)
            end = Event.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
            reached = events[-1].pk if len(events) == BATCH else end
            finished = reached == position.last_event or len(events) < BATCH
            position.last_event = max(position.last_event, reached)
            position.save(update_fields=["last_event"])
        if finished:
            return told


def start_from_here() -> None:
    """Tell nothing of what happened so far: after history was filled in."""
    end = Event.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    StreamPosition.objects.update_or_create(reader=READER, defaults={"last_event": end + LOOK_BACK})


def _tell(events: list[Event]) -> int:
    wanted: dict[tuple[int, int], Event] = {}
    known = set(Notification.objects.filter(event__in=events).values_list("person", "event"))
    for event in events:
        for person in TELLS[event.verb](event):
            if person and person != event.by_id and (person, event.pk) not in known:
                wanted[person, event.pk] = event
    people = Person.objects.select_related("office").in_bulk({person for person, _ in wanted})
    rows = [
        Notification(person_id=person, event=event, why=event.verb[:20], made=clock.now())
        for (person, _), event in wanted.items()
        if people[person].is_active and _may_hear(people[person], event)
    ]
    Notification.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


def _may_hear(person: Person, event: Event) -> bool:
    """Nobody hears of a client whom they may not see."""
    return event.client_id is None or standing(person).sees_client(event.client_id)
