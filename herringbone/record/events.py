"""Writing the event stream, and finding out whether somebody wrote into it behind our back."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import models

from herringbone.core import clock
from herringbone.record.actor import actor_columns
from herringbone.record.canonical import canonical, sha256
from herringbone.record.models import Chain, Event, ThreadEntry
from herringbone.record.models.event import AGENCY


@dataclass(frozen=True)
class Thread:
    """How an event shows in the client's thread: whose side it came from, and what its words are made of.

    `at` is when it happened, where that is not now (a call logged an hour later). `job` is the record it was about.
    """

    side: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    job: Any = None
    at: Any = None


def lock_chains(*records: Any) -> None:
    """Let actions on one client run one after the other: lock the chains of the clients that these belong to.

    Taken before anything else is touched and in the order of the ids, so that no two actions wait for each
    other; after it, what an action reads about its client stays true until it commits.
    """
    of_each = (client_of(record) for record in records if isinstance(record, models.Model))
    clients = {client for client in of_each if client is not None}
    for client_key in sorted(clients or {AGENCY}):
        _locked_chain(client_key)


def append(*, by: Any, verb: str, done: Any) -> Event:
    """Add the next link to the client's chain, and its entry in the thread; the chain stays locked until the end."""
    subject: models.Model = done.subject
    client_id = client_of(subject)
    chain = _locked_chain(client_id or AGENCY)
    event = Event(
        chain=chain, number=chain.length + 1, **actor_columns(by), verb=verb, client_id=client_id, at=clock.now(),
        subject_label=subject._meta.label, subject_id=subject.pk,
        particulars=json.loads(canonical(dict(done.particulars))),
    )  # fmt: skip
    event.digest = digest(chain.head, event)
    event.save(force_insert=True)
    chain.length, chain.head = event.number, event.digest
    chain.save(update_fields=["length", "head"])
    if done.thread and client_id:
        thread: Thread = done.thread
        ThreadEntry.objects.create(
            event=event, client_id=client_id, at=thread.at or event.at, side=thread.side, verb=verb, job=thread.job,
            subject_label=event.subject_label, subject_id=event.subject_id,
            facts=json.loads(canonical(dict(thread.facts))),
        )  # fmt: skip
    return event


def _locked_chain(client_key: int) -> Chain:
    try:
        return Chain.objects.select_for_update().get(client_key=client_key)
    except Chain.DoesNotExist:  # its first event; two at once agree by the primary key
        Chain.objects.get_or_create(client_key=client_key)
        return Chain.objects.select_for_update().get(client_key=client_key)


def client_of(subject: models.Model) -> int | None:
    """The id of the client that a record belongs to, by its model's `client_path`; None for the agency's own."""
    value: Any = subject
    for step in getattr(subject, "client_path", "").split("__"):
        value = getattr(value, step) if step and value is not None else None
    return getattr(value, "pk", value)


def digest(before: str, event: Event) -> str:
    """The hash that an event must bear when the one before it bears `before`."""
    words = [
        event.number, event.by_id, event.contact_id, event.link_id, event.verb, event.subject_label, event.subject_id,
        event.client_id, event.at, event.particulars,
    ]  # fmt: skip
    return sha256(before + canonical(words))


def broken_links() -> Iterator[str]:
    """Every event that does not fit its chain, in words. Reads all events once, without holding them."""
    heads: dict[int, tuple[int, str]] = {}
    for event in Event.objects.order_by("chain_id", "number").iterator():
        length, head = heads.get(event.chain_id, (0, "0" * 64))
        if event.number != length + 1 or event.digest != digest(head, event):
            yield f"chain {event.chain_id}: event {event.number} was changed, or one before it is missing"
        heads[event.chain_id] = (event.number, event.digest)
    for chain in Chain.objects.exclude(length=0):
        if heads.get(chain.pk, (0, "")) != (chain.length, chain.head):
            yield f"chain {chain.pk}: its end was cut off"
