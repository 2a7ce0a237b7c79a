"""Who changed a record last, and when."""

from datetime import datetime

from django.db.models import Model

from herringbone.record.models import Event


def last_change(record: Model) -> tuple[str, datetime | None]:
    """The name of whoever did the last thing to a record, and when. One query."""
    event = (
        Event.objects.filter(subject_label=record._meta.label, subject_id=record.pk)
        .select_related("by").order_by("-pk").first()
    )  # fmt: skip
    return (event.by.name if event and event.by else "", event.at if event else None)
