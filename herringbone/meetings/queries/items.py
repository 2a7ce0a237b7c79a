"""The items of a draft, with all that a page says of them."""

from herringbone.meetings.models import ContactReport, Item


def drafted(report: ContactReport | None) -> list[Item]:
    """The draft's items in order; none before it was begun. One query."""
    if report is None:
        return []
    return list(
        report.items.select_related("job", "owner", "owner_contact", "agenda", "report__meeting__client__office")
    )
