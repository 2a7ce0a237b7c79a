"""What `check` recomputes about offices."""

from collections.abc import Iterator

from herringbone.core.models import Office


def zones_ahead() -> Iterator[str]:
    """An office names the zone that it goes over to as its clock ahead has it, and none where none is ahead."""
    for office in Office.objects.select_related("clock_ahead").order_by("pk"):
        ahead = getattr(office, "clock_ahead", None)
        moves = ahead is not None and ahead.zone != office.zone
        expected = (ahead.zone, ahead.since) if ahead and moves else ("", None)
        if (office.next_zone, office.next_since) != expected:
            yield f"office {office.pk}: the zone that it goes over to is not that of its clock ahead"
