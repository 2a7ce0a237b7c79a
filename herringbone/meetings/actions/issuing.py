"""Issuing a contact report (C2, C3): two editions are frozen, readers are written to, next steps take effect."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from herringbone.core import clock
from herringbone.meetings.actions.follow_up import let_go, take_effect
from herringbone.meetings.actions.writing import refuse_closed
from herringbone.meetings.documents.contract import KIND
from herringbone.meetings.models import (
    ContactReport,
    Issue,
    IssuedItem,
    Item,
    Objection,
    Reader,
    Settlement,
)
from herringbone.meetings.queries.distribution import Distribution, distribution
from herringbone.meetings.queries.edition import Edition as Draft
from herringbone.meetings.queries.edition import around, changed, client_data, inside_data
from herringbone.meetings.queries.window import window
from herringbone.meetings.rules import may_write_report
from herringbone.people.models import Person
from herringbone.record.action import Done, Refused, Thread, action, refuse_unless
from herringbone.record.editions import freeze, next_issue, seals
from herringbone.record.effects import enqueue
from herringbone.record.models import Edition

EFFECT = "contact_report"


@action("contact report issued", may=may_write_report)
def issue_contact_report(*, by: Person, report: ContactReport) -> Done[Issue]:
    """Issue the report, or its correction: freeze the client's edition and the inside one under one number, note who
    gets it and why, have a mail sent to each, and let its next steps become tasks and waitings.

    Refused while something is missing: an item without text, a next step without owner or date. A correction settles
    the objections to what it changed, and only for that the client's window opens anew.
    """
    report.refresh_from_db()
    meeting = report.meeting
    now = clock.now()
    refuse_closed(report)
    refuse_unless(meeting.starts <= now, _("The meeting has not begun"))
    items = list(report.items.select_related("job", "owner", "owner_contact", "agenda"))
    refuse_unless(items, _("A report without items says nothing"), "items")
    _refuse_incomplete(items)
    former = report.issues.select_related("client_edition", "inside_edition", "by").order_by("version").last()
    with translation.override(meeting.reporter.language):
        readers = distribution(report, items)
    refuse_unless(readers.readers, _("Nobody would get it"), "readers")
    issue, client_items, inside_items = _freeze(by, report, items, readers, former)
    _refuse_empty(issue, former, readers, client_items, inside_items)
    _note_items(issue, former, client_items)
    _write_to(issue, readers)
    _take_effect(by, issue, items, former)
    settled = _settle(by, issue, inside_items) if former else 0
    report.correcting, report.because = None, ""
    report.save(update_fields=["correcting", "because"])
    facts = {
        "number": issue.number, "version": issue.version, "topic": meeting.topic, "report": report.pk,
        "readers": len(readers.readers), "outside": readers.outside, "closes": issue.closes,
    }  # fmt: skip
    return Done(
        issue,
        {"number": issue.number, "version": issue.version, "report": report.pk, "items": len(items),
         "readers": len(readers.readers), "closes": issue.closes, "settled": settled,
         "sealed": seals(issue.client_edition, issue.inside_edition)},
        thread=None if meeting.internal else Thread("agency", facts, job=meeting.job),
    )  # fmt: skip


def _refuse_incomplete(items: Iterable[Item]) -> None:
    """What a draft may lack and an issued report may not. The field names the item: "KEY:owner"."""
    for number, item in enumerate(items, start=1):
        told = {"number": number}
        refuse_unless(item.text.strip(), _("Item %(number)d says nothing yet") % told, f"{item.key}:text")
        if item.kind == Item.Kind.NEXT_STEP:
            owned = item.owner_id or item.owner_contact_id
            both = owned or item.due
            refuse_unless(both, _("Next step %(number)d: say who does it, and until when") % told, f"{item.key}:owner")
            refuse_unless(owned, _("Next step %(number)d: say who does it") % told, f"{item.key}:owner")
            refuse_unless(item.due, _("Next step %(number)d: say until when") % told, f"{item.key}:due")


def _refuse_empty(
    issue: Issue, former: Issue | None, readers: Distribution, client_items: list[Any], inside_items: list[Any]
) -> None:
    """A correction must correct something, and the client gets no mail that says nothing to them."""
    if former:
        told = {"version": former.version}
        refuse_unless(changed(inside_items), _("Nothing has changed since version %(version)d") % told)
        said = issue.client_edition_id is None or changed(client_items)
        refuse_unless(said, _("Only internal items have changed: put that into the conversation"))
    empty = readers.outside and not client_items
    refuse_unless(not empty, _("All of it is internal: the client would get an empty report"), "items")


def _freeze(
    by: Person, report: ContactReport, items: Sequence[Item], readers: Distribution, former: Issue | None
) -> tuple[Issue, list[Any], list[Any]]:
    """The two editions and their issue, with the items of each as frozen."""
    meeting, now = report.meeting, clock.now()
    number, version = next_issue(meeting.client, KIND, former.inside_edition if former else None)
    promised = None if meeting.internal else window(meeting.client, now)
    draft = Draft(report, items, readers, number, version, now, promised, around(meeting))

    def frozen(audience: str, data: Mapping[str, Any], replaces: Edition | None) -> Edition:
        return freeze(
            by=by, client=meeting.client, kind=KIND, audience=audience, number=number, version=version, data=data,
            replaces=replaces,
        )  # fmt: skip

    outside = former.client_edition if former else None
    inside = former.inside_edition if former else None
    for_inside = inside_data(draft, inside.content if inside else None)
    for_client = None if meeting.internal else client_data(draft, outside.content if outside else None)
    issue = Issue.objects.create(
        report=report, version=version, number=number, by=by, at=now, closes=promised.closes if promised else None,
        client_edition=frozen("client", for_client, outside) if for_client else None,
        inside_edition=frozen("inside", for_inside, inside),
    )  # fmt: skip
    return issue, for_client["items"] if for_client else [], for_inside["items"]


def _note_items(issue: Issue, former: Issue | None, items: Iterable[Mapping[str, Any]]) -> None:
    """The items of the client's edition; what did not change keeps the window of the issue that it came with."""
    since = dict(former.items.values_list("key", "since")) if former else {}
    IssuedItem.objects.bulk_create(
        IssuedItem(
            issue=issue, key=item["key"], position=item["position"], kind=item["kind"],
            since_id=issue.pk if item["change"] or item["key"] not in since else since[item["key"]],
        )
        for item in items
    )  # fmt: skip


def _write_to(issue: Issue, readers: Distribution) -> None:
    for one in readers.readers:
        reader = Reader.objects.create(
            issue=issue, person=one.person, contact=one.contact, why=one.why, reasons=one.kept
        )
        enqueue(EFFECT, key=f"{EFFECT}:{reader.pk}", subject=reader, person=one.person, contact=one.contact)


def _take_effect(by: Person, issue: Issue, items: Sequence[Item], former: Issue | None) -> None:
    client = issue.report.meeting.client
    for number, item in enumerate(items, start=1):
        try:
            take_effect(by, client, item)
        except Refused as reason:
            told = {"number": number, "reason": str(reason)}
            raise Refused(
                _("Next step %(number)d: %(reason)s") % told, f"{item.key}:{reason.field or 'owner'}"
            ) from reason
    if former:
        here = {item.key for item in items}
        for old in former.inside_edition.content["items"]:
            if old["key"] not in here:
                let_go(by, old["key"])


def _settle(by: Person, issue: Issue, items: Iterable[Mapping[str, Any]]) -> int:
    """Objections to an item that this correction changed are settled by it."""
    touched = {item["key"] for item in items if item["change"]}
    open_ones = Objection.objects.filter(issue__report=issue.report, settlement=None, item_key__in=touched)
    settlements = [Settlement(objection=one, issue=issue, by=by, at=issue.at) for one in open_ones]
    Settlement.objects.bulk_create(settlements)
    return len(settlements)
