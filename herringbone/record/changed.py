"""Who changed a record last, and when."""

from datetime import datetime
from typing import Any

from django.db.models import Model

from herringbone.record.models import Event


def last_change(record: Model) -> tuple[Any, datetime | None]:
    """Whoever did the last thing to a record (None: nobody of the house), and when. One query."""
    event = (
        Event.objects.filter(subject_label=record._meta.label, subject_id=record.pk)
        .select_related("by").order_by("-pk").first()
    )  # fmt: skip
    return (event.by if event else None, event.at if event else None)
