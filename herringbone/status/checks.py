"""What `check` recomputes about status reports."""

from collections.abc import Iterator
from datetime import datetime

from herringbone.record.models import Edition
from herringbone.status.documents.contract import KIND
from herringbone.status.models import Published, Review


def reports_and_editions() -> Iterator[str]:
    """A published report and its edition bear one number and are one client's; no edition is without its report, and
    none names a review that nobody made."""
    reviews = set(Review.objects.values_list("client", "number", "at"))  # and not by whom: people change their names
    for one in Published.objects.select_related("edition").iterator():
        edition = one.edition
        expected = (KIND, one.client_id, one.number)
        if (edition.kind, edition.client_id, edition.number) != expected or edition.content["number"] != one.number:
            yield f"status report {one.number} of client {one.client_id}: its edition is another’s"
        told = edition.content.get("reviewed")
        if told and (one.client_id, one.number, datetime.fromisoformat(told["at"])) not in reviews:
            yield f"status report {one.number} of client {one.client_id} names a review that is not on record"
    for lost in Edition.objects.filter(kind=KIND, status_report=None):
        yield f"{lost} of client {lost.client_id} belongs to no status report"
