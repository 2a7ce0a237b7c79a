"""Who changed a record last, and when."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db.models import Model

from herringbone.record.models import Event

LATELY = 50  # events among which the one that changed a certain field is looked for


def last_change(record: Model, fields: Collection[str] = (), verb: str = "") -> tuple[Any, datetime | None]:
    """Whoever did the last thing to a record (None: nobody of the house), and when. One query.

    With `fields`, the last thing that changed one of them, where its event says so; with `verb`, the last of its kind.
    """
    events = Event.objects.filter(subject_label=record._meta.label, subject_id=record.pk)
    found = list((events.filter(verb=verb) if verb else events).select_related("by").order_by("-pk")[:LATELY])
    event = next((one for one in found if _named(one).intersection(fields)), found[0] if found else None)
    return (event.by if event else None, event.at if event else None)


def _named(event: Event) -> set[str]:
    named = (event.particulars.get(key) for key in ("fields", "changed"))
    return {name for names in named if isinstance(names, list) for name in names}
