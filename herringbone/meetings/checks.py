"""What `check` recomputes about contact reports."""

from collections.abc import Iterator
from datetime import datetime

from herringbone.meetings.documents.contract import KIND
from herringbone.meetings.models import Issue, Item
from herringbone.record.models import Edition


def issues_and_editions() -> Iterator[str]:
    """An issue and its editions bear one number; its items and its window are those of the client's edition."""
    issues = Issue.objects.select_related("client_edition", "inside_edition", "report__meeting").prefetch_related(
        "items"
    )
    for issue in issues.iterator(chunk_size=200):
        name = f"contact report {issue.number}.{issue.version} of client {issue.report.meeting.client_id}"
        for edition, audience in ((issue.client_edition, "client"), (issue.inside_edition, "inside")):
            if edition is None:
                if not issue.report.meeting.internal:
                    yield f"{name}: the client’s edition is missing"
                continue
            expected = (KIND, audience, issue.number, issue.version, issue.report.meeting.client_id)
            found = (edition.kind, edition.audience, edition.number, edition.version, edition.client_id)
            if found != expected:
                yield f"{name}: its {audience} edition is another’s"
        if issue.client_edition:
            yield from _client_edition(issue, issue.client_edition, name)


def _client_edition(issue: Issue, edition: Edition, name: str) -> Iterator[str]:
    data = edition.content
    if any(item["kind"] == Item.Kind.INTERNAL for item in data["items"]):
        yield f"{name}: an internal item stands in the client’s edition"
    told = {(item["key"], item["position"], item["kind"]) for item in data["items"]}
    if told != {(item.key, item.position, item.kind) for item in issue.items.all()}:
        yield f"{name}: its items are not those of the client’s edition"
    window = data["window"]
    if window is None or datetime.fromisoformat(window["closes"]) != issue.closes:
        yield f"{name}: its window is not the one that was promised"


def every_edition_is_issued() -> Iterator[str]:
    """No edition of a contact report without its issue."""
    lost = Edition.objects.filter(kind=KIND, client_issue=None, inside_issue=None)
    for edition in lost:
        yield f"{edition} of client {edition.client_id} belongs to no issue"
