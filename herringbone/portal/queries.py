"""What a contact sees of the report that they were sent: the client's edition, and what they said to it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from herringbone.clients.models import Contact
from herringbone.meetings.documents.contract import ContactReport as Data
from herringbone.meetings.documents.contract import checked
from herringbone.meetings.documents.order import GroupName, groups
from herringbone.meetings.models import Confirmation, Issue, IssuedItem, Objection
from herringbone.people.models import Person
from herringbone.record.models import Link


@dataclass(frozen=True)
class ItemView:
    """One item, with this contact's objection to it, and the colleagues who object too."""

    number: int | None
    item: Mapping[str, Any]
    closes: datetime | None
    mine: Objection | None
    others: Sequence[Objection]

    @property
    def disputed(self) -> bool:
        """Whether somebody's objection to it is open."""
        return any(not hasattr(one, "settlement") for one in (*self.others, *([self.mine] if self.mine else [])))


@dataclass(frozen=True)
class AnswerPage:
    """The page behind a link. `newer` is the version that replaced this one; then nothing can be answered here."""

    issue: Issue
    data: Data
    groups: list[tuple[GroupName, list[ItemView]]]
    closes: datetime
    began: datetime
    confirmed: Confirmation | None
    newer: Issue | None
    author: Person

    @property
    def items(self) -> list[ItemView]:
        """All items, in the order of reading."""
        return [one for _name, rows in self.groups for one in rows]

    @property
    def disputed(self) -> list[ItemView]:
        """The items under objection."""
        return [one for one in self.items if one.disputed]

    @property
    def undisputed(self) -> int:
        """How many items a confirmation would cover."""
        return sum(1 for one in self.items if not one.disputed and one.item["change"] != "removed")


def issue_of(link: Link) -> Issue:
    """The issue whose client's edition a link leads to."""
    rows = Issue.objects.select_related(
        "client_edition", "report__meeting__client__office", "report__meeting__reporter", "report__meeting__job"
    )
    return rows.get(client_edition=link.edition_id)


def answer_page(issue: Issue, contact: Contact) -> AnswerPage:
    """The client's edition of an issue as one contact sees it. A fixed number of queries.

    Raises NotForTheClient if an internal item stood in it: nothing is shown then.
    """
    assert issue.client_edition is not None and issue.closes is not None
    data = checked(issue.client_edition.content)
    found = Objection.objects.filter(issue=issue).select_related("contact", "settlement").order_by("at")
    by_item: dict[str, list[Objection]] = {}
    for one in found:
        by_item.setdefault(one.item_key, []).append(one)
    windows = dict(IssuedItem.objects.filter(issue=issue).values_list("key", "since__closes"))
    newer = Issue.objects.filter(report=issue.report_id, version__gt=issue.version).order_by("version").last()
    return AnswerPage(
        issue=issue,
        data=data,
        groups=[
            (name, [_view(row.number, row.item, windows, by_item, contact) for row in rows])
            for name, rows in groups(data)
        ],
        closes=max((one for one in windows.values() if one), default=issue.closes),
        began=issue.at,
        confirmed=Confirmation.objects.filter(issue=issue, contact=contact).first(),
        newer=newer,
        author=issue.report.meeting.reporter,
    )


def _view(
    number: int | None, item: Any, windows: Mapping[str, datetime | None],
    by_item: Mapping[str, Sequence[Objection]], contact: Contact,
) -> ItemView:  # fmt: skip
    rows = by_item.get(item["key"], [])
    mine = [one for one in rows if one.contact_id == contact.pk]
    others = [one for one in rows if one.contact_id != contact.pk and not hasattr(one, "settlement")]
    return ItemView(number, item, windows.get(item["key"]), mine[-1] if mine else None, others)
