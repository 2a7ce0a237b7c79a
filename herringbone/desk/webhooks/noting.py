"""Writing deliveries down from the event stream: one for each event and webhook that asks for it."""

from collections.abc import Iterable

from django.db import IntegrityError, transaction

from herringbone.core import clock
from herringbone.desk.models import Delivery, Webhook
from herringbone.desk.notices.stream import leave_behind, read_on
from herringbone.desk.webhooks.types import TYPE_OF, names_of
from herringbone.record.effects import enqueue
from herringbone.record.models import Effect, Event

READER = "webhooks"
KIND = "webhook"


def note_deliveries() -> int:
    """Write down who is to be told of the new events; gives how many deliveries that makes. Safe to run again."""
    webhooks = list(Webhook.objects.filter(stopped=None, ended=None))
    if not webhooks:
        leave_behind(READER)
        return 0
    return read_on(READER, TYPE_OF, lambda events: _note(webhooks, events))


def concerned(webhook: Webhook, events: Iterable[Event]) -> list[Event]:
    """The events of which a webhook is told."""
    kinds = set(names_of(webhook.kinds))
    return [
        event
        for event in events
        if TYPE_OF.get(event.verb) in kinds and (webhook.client_id is None or webhook.client_id == event.client_id)
    ]


def send_first_time(webhook: Webhook, event: Event) -> bool:
    """Have an event delivered that was not yet; False where it was."""
    try:
        with transaction.atomic():
            delivery = Delivery.objects.create(webhook=webhook, event=event, made=clock.now())
    except IntegrityError:
        return False
    _enqueue(delivery)
    return True


def send_once_more(delivery: Delivery) -> bool:
    """Have an event delivered again, under the same name; False where it is on its way already. The row is locked and
    read anew first: whoever held it may have loaded it before it was sent the last time.
    """
    delivery.refresh_from_db(fields=["runs"], from_queryset=Delivery.objects.select_for_update())
    mine = Effect.objects.filter(kind=KIND, subject_label=delivery._meta.label, subject_id=delivery.pk)
    if mine.filter(state__in=[Effect.State.WAITING, Effect.State.CLAIMED]).exists():
        return False
    delivery.runs += 1
    delivery.save(update_fields=["runs"])
    _enqueue(delivery)
    return True


def _note(webhooks: list[Webhook], events: list[Event]) -> int:
    known = set(Delivery.objects.filter(event__in=events).values_list("webhook", "event"))
    wanted = [
        (webhook, event)
        for webhook in webhooks
        for event in concerned(webhook, events)
        if event.at >= webhook.made and (webhook.pk, event.pk) not in known
    ]
    return sum(send_first_time(webhook, event) for webhook, event in wanted)


def _enqueue(delivery: Delivery) -> None:
    enqueue(KIND, key=f"webhook-{delivery.pk}-{delivery.runs}", subject=delivery)
