"""Contact reports that wait to be issued."""

from collections.abc import Callable
from datetime import timedelta

from herringbone.clients.models import Client
from herringbone.core import clock
from herringbone.meetings.actions import Written, issue_contact_report, open_report, plan_meeting, save_items
from herringbone.meetings.models import ContactReport, Item
from herringbone.people.models import Person, Role
from herringbone.record.editions import rendering

HOUR = timedelta(hours=1)
TEXTS = (
    (
        Item.Kind.DISCUSSION,
        "The spring campaign was gone through by market; the poster stays as shown, the film loses its last scene.",
    ),
    (Item.Kind.DECISION, "The launch moves to the second Monday of March in all markets."),
    (Item.Kind.BUDGET, "The print run is to be estimated for 40,000 and for 60,000 copies."),
    (Item.Kind.APPROVAL, "The key visual is approved as presented."),
    (Item.Kind.INTERNAL, "They asked twice about the media fee: to be ready for it on Thursday."),
)


def reports_to_issue(count: int) -> list[Callable[[], int]]:
    """One call for each report: it issues the report, makes both PDFs, and gives their size."""
    clients = Client.objects.filter(contacts__isnull=False).distinct().order_by("pk")[: count + 1]
    return [_issuing(*_written(client)) for client in clients]


def _written(client: Client) -> tuple[Person, ContactReport]:
    point = Person.objects.filter(roles__client=client, roles__kind=Role.Kind.POINT, roles__ends=None).first()
    assert point, f"{client} has a point person"
    now = clock.now()
    meeting = plan_meeting(
        by=point, client=client, topic="Spring campaign", starts=now - 3 * HOUR, ends=now - 2 * HOUR, people=[point],
        contacts=list(client.contacts.all()[:3]), invite=False,
    )  # fmt: skip
    report = open_report(by=point, meeting=meeting)
    items = [Written(kind, text) for kind, text in TEXTS * 3]
    return point, save_items(by=point, report=report, items=items)


def _issuing(by: Person, report: ContactReport) -> Callable[[], int]:
    def call() -> int:
        issue = issue_contact_report(by=by, report=report)
        editions = [issue.inside_edition, issue.client_edition]
        return sum(rendering(edition).file.size for edition in editions if edition)

    return call
