"""The draft as the client's edition, before it is one."""

import json
from dataclasses import dataclass

from herringbone.core import clock
from herringbone.meetings.documents.contract import ContactReport as Data
from herringbone.meetings.documents.contract import checked
from herringbone.meetings.documents.order import GroupName, Numbered, groups
from herringbone.meetings.models import ContactReport
from herringbone.meetings.queries.distribution import distribution
from herringbone.meetings.queries.edition import Edition, client_data
from herringbone.meetings.queries.items import drafted
from herringbone.meetings.queries.window import window
from herringbone.meetings.queries.writing import Point, next_number, points
from herringbone.record.canonical import canonical


@dataclass(frozen=True)
class Sheet:
    """What the client will read, if it is issued now.

    `numbered`: it has its number, as a correction has. `uncovered`: points of the agenda that were neither written on
    nor noted as not discussed.
    """

    data: Data
    groups: list[tuple[GroupName, list[Numbered]]]
    numbered: bool
    uncovered: list[Point]


def sheet(report: ContactReport) -> Sheet:
    """The draft through the same door as an issue: built, spelled and checked alike."""
    items, meeting, now = drafted(report), report.meeting, clock.now()
    last = report.issues.select_related("client_edition").order_by("version").last()
    number = last.number if last else next_number(meeting)
    draft = Edition(
        report, items, distribution(report, items), number, last.version + 1 if last else 1, now,
        window(meeting.client, now),
    )  # fmt: skip
    former = last.client_edition.content if last and last.client_edition else None
    data = checked(json.loads(canonical(client_data(draft, former))))
    uncovered = [one for one in points(meeting, items) if not one.covered and not one.row.not_discussed]
    return Sheet(data, groups(data), last is not None, uncovered)
