"""Contact report 31 of Orsatti Vermouth: objected to by the link in the mail, corrected the same day."""

from herringbone.demo import script as steps
from herringbone.demo.moments import Moments
from herringbone.demo.players import Players
from herringbone.demo.script import Script
from herringbone.meetings.actions import Written, begin_correction, issue_contact_report, object_to_item, save_items
from herringbone.meetings.letters.report import PURPOSE
from herringbone.meetings.models import ContactReport, Item
from herringbone.record.actor import ByLink
from herringbone.record.links import make_link

KEY, CODE, READER = "report-31", "ORS", "Paolo Brandi"
OBJECTION = "Abbiamo approvato l’etichetta, non il collarino."
CORRECTED = "Paolo Brandi approva l’etichetta di Rosso, fronte e retro, come da prova 4. Il collarino non è approvato."


def script(moments: Moments) -> Script:
    """Objection and correction on Friday; the meeting and the first issue are in cast/reports.toml."""
    return [
        steps.Do(moments.at(-4, "10:15", "Milan"), "nora", _objects),
        steps.Do(moments.at(-4, "17:40", "Milan"), "nora", _corrects),
    ]


def _objects(players: Players) -> None:
    """Paolo Brandi opens the link in his mail."""
    report = players.reports[KEY]
    issue = report.issues.select_related("client_edition", "report__meeting__client__office").get()
    assert issue.client_edition and issue.closes
    contact = players.contacts[CODE, READER]
    link, _token = make_link(purpose=PURPOSE, contact=contact, edition=issue.client_edition, expires=issue.closes)
    item = issue.items.get(kind=Item.Kind.APPROVAL)
    object_to_item(by=ByLink(contact, link), issue=issue, item_key=item.key, contact=contact, reason=OBJECTION)


def _corrects(players: Players) -> None:
    """Nora Whitfield sets the item right, which settles the objection."""
    report, nora = players.reports[KEY], players.people["nora"]
    begin_correction(by=nora, report=report, because="Il collarino non è approvato")
    save_items(by=nora, report=report, items=_corrected(report))
    issue_contact_report(by=nora, report=report)


def _corrected(report: ContactReport) -> list[Written]:
    rows = report.items.select_related("job", "owner", "owner_contact", "agenda")
    return [
        Written(
            row.kind, CORRECTED if row.kind == Item.Kind.APPROVAL else row.text, row.key, row.job,
            row.owner or row.owner_contact, row.due, row.due_at, row.agenda,
        ) for row in rows
    ]  # fmt: skip
