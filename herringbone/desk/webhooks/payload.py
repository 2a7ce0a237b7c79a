"""What is sent: JSON of ids and figures. Texts of people are never in it: who may read them asks for them here."""

import json
from datetime import UTC, datetime
from typing import Any

from herringbone.desk.webhooks.types import TEST, TYPE_OF
from herringbone.record.models import Event

VERSION = 1


def id_of(event: Event) -> str:
    """The name of a delivery outside: the same however often the event is sent, so that a receiver takes it once."""
    return f"evt_{event.pk}"


def of_event(event: Event) -> bytes:
    """The body for an event. Its particulars hold ids, dates and figures (`Event`)."""
    data = {
        "event": event.pk,
        "client": event.client_id,
        "subject": {"kind": event.subject_label, "id": event.subject_id},
        "by": {"person": event.by_id, "contact": event.contact_id},
        "particulars": event.particulars,
    }
    return _body(id_of(event), TYPE_OF[event.verb], event.at, data)


def of_test(name: str, at: datetime) -> bytes:
    """The body of a test, which is about nothing."""
    return _body(name, TEST, at, {})


def _body(name: str, kind: str, at: datetime, data: dict[str, Any]) -> bytes:
    moment = at.astimezone(UTC).isoformat().replace("+00:00", "Z")
    told = {"version": VERSION, "id": name, "type": kind, "timestamp": moment, "data": data}
    return json.dumps(told, separators=(",", ":"), ensure_ascii=True).encode()
