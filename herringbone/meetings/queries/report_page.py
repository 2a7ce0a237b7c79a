"""One issued report: its items with their windows and objections, its readers with their mails, its versions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from herringbone.core.names.order import by_name
from herringbone.meetings.documents.contract import ContactReport as Data
from herringbone.meetings.documents.order import GroupName, groups
from herringbone.meetings.models import (
    Confirmation,
    ContactReport,
    DistributionChange,
    Issue,
    IssuedItem,
    Objection,
    Reader,
)
from herringbone.meetings.queries.stands import State, state_of, with_standing
from herringbone.meetings.queries.why_read import why
from herringbone.record.models import Effect, Link

UNDELIVERED = (Effect.State.FAILED, Effect.State.UNKNOWN, Effect.State.TOO_OLD)


@dataclass(frozen=True)
class ItemView:
    """One item of an edition as a page shows it: its number, data, until when it may be objected to, objections."""

    number: int | None
    item: Mapping[str, Any]
    closes: datetime | None
    objections: Sequence[Objection]

    @property
    def disputed(self) -> bool:
        """Whether an objection to it is open."""
        return any(not hasattr(one, "settlement") for one in self.objections)

    def disputed_in_time(self, late: frozenset[int]) -> bool:
        """Whether an open objection to it came within the window; `late` holds those that did not."""
        return any(not hasattr(one, "settlement") and one.pk not in late for one in self.objections)


@dataclass(frozen=True)
class ReaderView:
    """Somebody who got it: why, and what became of their mail."""

    id: int
    who: Any
    why: str
    state: str
    at: datetime | None
    bounced: str | None
    confirmed: Confirmation | None

    @property
    def undelivered(self) -> bool:
        """Whether the mail certainly, or most likely, did not arrive."""
        return self.bounced is not None or self.state in UNDELIVERED


@dataclass(frozen=True)
class ReportPage:
    """A version of a report. `late` holds the keys of objections that came after their window; `others_from` is from
    when the items that nobody objects to stand.
    """

    issue: Issue
    issues: list[Issue]
    state: State
    stands_from: datetime | None
    window_closes: datetime | None
    others_from: datetime | None
    data: Data
    groups: list[tuple[GroupName, list[ItemView]]]
    readers: list[ReaderView]
    taken_off: list[DistributionChange]
    objections: list[Objection]
    late: frozenset[int]
    confirmations: list[Confirmation]
    links: list[Link]

    @property
    def latest(self) -> bool:
        """Whether no later version replaced it."""
        return self.issue.version == self.issues[-1].version

    @property
    def kept(self) -> frozenset[str]:
        """The items that a correction left as they were, and whose window is still their own. Empty for a first one."""
        rows = (row for _name, found in self.groups for row in found)
        return frozenset(row.item["key"] for row in rows if row.closes and row.closes != self.issue.closes)

    @property
    def under_objection(self) -> int:
        """How many of the client's items an objection in time leaves open."""
        return sum(row.disputed_in_time(self.late) for row in self._asked)

    @property
    def others(self) -> int:
        """How many of the client's items nobody objects to."""
        return len(self._asked) - self.under_objection

    @property
    def _asked(self) -> list[ItemView]:
        return [row for _name, found in self.groups for row in found if row.closes]

    @property
    def keys(self) -> list[str]:
        """The items by their keys."""
        return [row.item["key"] for _name, found in self.groups for row in found]

    @property
    def reached(self) -> list[ReaderView]:
        """The client's readers."""
        return [one for one in self.readers if getattr(one.who, "of_client", False)]


def report_page(report: ContactReport, version: int | None, audience: str, at: datetime) -> ReportPage | None:
    """One version of a report (the newest, if none is named) as one audience has it. None for a version that is not.

    A fixed number of queries.
    """
    issues = list(
        with_standing(report.issues.all())
        .select_related("client_edition", "inside_edition", "by", "report__meeting")
        .order_by("version")
    )
    wanted = version or (issues[-1].version if issues else None)
    issue = next((one for one in issues if one.version == wanted), None)
    if issue is None:
        return None
    edition = issue.client_edition if audience == "client" and issue.client_edition else issue.inside_edition
    data: Data = edition.content
    objections = list(
        Objection.objects.filter(issue__report=report)
        .select_related("contact", "noted_by", "issue", "settlement__by", "settlement__issue")
        .order_by("at")
    )
    windows = _windows(issues)
    confirmations = list(issue.confirmations.select_related("contact", "noted_by").order_by("at"))
    found: dict[str, Any] = vars(issue)
    return ReportPage(
        issue=issue,
        issues=issues,
        state=state_of(issue, at),
        stands_from=found["stands_from"],
        window_closes=found["window_closes"],
        others_from=found["stood"],
        data=data,
        groups=_grouped(data, windows.get(issue.pk, {}), objections),
        readers=_readers(issue, confirmations),
        taken_off=_taken_off(issue),
        objections=objections,
        late=frozenset(one.pk for one in objections if _late(one, windows)),
        confirmations=confirmations,
        links=_links(issue, at),
    )


def _windows(issues: Sequence[Issue]) -> dict[int, dict[str, datetime | None]]:
    """For each issue, until when each of its items may be objected to. One query."""
    found: dict[int, dict[str, datetime | None]] = {}
    rows = IssuedItem.objects.filter(issue__in=issues).values_list("issue", "key", "since__closes")
    for issue, key, closes in rows:
        found.setdefault(issue, {})[key] = closes
    return found


def _late(objection: Objection, windows: Mapping[int, Mapping[str, datetime | None]]) -> bool:
    closes = windows.get(objection.issue_id, {}).get(objection.item_key)
    return closes is not None and objection.at > closes


def _grouped(
    data: Data, windows: Mapping[str, datetime | None], objections: Sequence[Objection]
) -> list[tuple[GroupName, list[ItemView]]]:
    by_item: dict[str, list[Objection]] = {}
    for one in objections:
        by_item.setdefault(one.item_key, []).append(one)
    return [
        (
            name,
            [
                ItemView(row.number, row.item, windows.get(row.item["key"]), by_item.get(row.item["key"], []))
                for row in rows
            ],
        )
        for name, rows in groups(data)
    ]


def _readers(issue: Issue, confirmations: Sequence[Confirmation]) -> list[ReaderView]:
    """Who got an issue, with the state of each mail. Three queries."""
    rows: list[Reader] = list(issue.readers.select_related("person", "contact").order_by("pk"))
    effects = {
        one.subject_id: one
        for one in Effect.objects.filter(subject_label="meetings.Reader", subject_id__in=[row.pk for row in rows])
        .order_by("pk")  # of several mails to one reader the newest counts
        .prefetch_related("bounces")
    }
    by_contact = {one.contact_id: one for one in confirmations}
    found = []
    for row in rows:
        effect = effects.get(row.pk)
        bounces = list(effect.bounces.all()) if effect else []
        found.append(
            ReaderView(
                id=row.pk,
                who=row.person or row.contact,
                why=why(row),
                state=effect.state if effect else "",
                at=effect.settled_at if effect else None,
                bounced=bounces[0].code if bounces else None,
                confirmed=by_contact.get(row.contact_id) if row.contact_id else None,
            )
        )
    return found


def _taken_off(issue: Issue) -> list[DistributionChange]:
    """Who was taken off before it was issued, by whose word. One query."""
    rows = DistributionChange.objects.filter(report=issue.report_id, at__lte=issue.at)
    newest = {
        (row.person_id, row.contact_id): row for row in rows.select_related("person", "contact", "by").order_by("pk")
    }
    return [row for row in newest.values() if not row.added]


def _links(issue: Issue, at: datetime) -> list[Link]:
    """The live links into this issue's client's edition: whoever has one can answer. One query."""
    if issue.client_edition_id is None:
        return []
    live = Link.objects.filter(edition=issue.client_edition_id, revoked=None, expires__gt=at)
    return list(live.select_related("contact").order_by(by_name("contact__name"), "pk"))
