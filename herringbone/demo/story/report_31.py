"""Contact report 31 of Orsatti Vermouth: issued, objected to by the link in the mail, corrected the same day."""

from datetime import timedelta

from herringbone.demo import script as steps
from herringbone.demo.moments import Moments
from herringbone.demo.players import Players
from herringbone.demo.script import Item, Script
from herringbone.meetings.actions import Written, begin_correction, issue_contact_report, object_to_item, save_items
from herringbone.meetings.letters.report import PURPOSE
from herringbone.meetings.models import ContactReport
from herringbone.record.actor import ByLink
from herringbone.record.links import make_link

KEY, CODE, READER = "report-31", "ORS", "Paolo Brandi"
APPROVED = "Paolo Brandi approva l’etichetta di Rosso, fronte e retro, come da prova 4, e il collarino."
CORRECTED = "Paolo Brandi approva l’etichetta di Rosso, fronte e retro, come da prova 4. Il collarino non è approvato."
OBJECTION = "Abbiamo approvato l’etichetta, non il collarino."


def script(moments: Moments) -> Script:
    """From the meeting on Wednesday to the corrected edition on Friday."""
    begins = moments.at(-6, "10:00", "Milan")
    ends = begins + timedelta(minutes=70)
    items = (
        Item("discussion", "Rivista la prova 4 dell’etichetta con la bottiglia nuova in mano. L’oro del crest regge; il "
             "collarino, più alto di quattro millimetri, copre la data.", "label"),
        Item("approval", APPROVED, "label"),
        Item("decision", "La capsula resta nera. La versione bordeaux non si fa.", "label"),
        Item("internal", "Chiara Fumagalli chiede a ogni riunione dello stampatore: dirle le date prima che le senta da lui."),
        Item("next_step", "Inviare allo stampatore i file definitivi dell’etichetta", "label", "elio",
             moments.day(3, "Milan")),
        Item("next_step", "Indicare chi segue il collarino in stabilimento", "label", "Chiara Fumagalli",
             moments.day(-4, "Milan")),
    )  # fmt: skip
    return [
        steps.Meet(
            begins - timedelta(days=5), "nora", KEY, CODE, "Etichetta Rosso, ultima prova", (begins, ends), job="label",
            place="Torino", conference="https://meet.haldenrossi.example/orsatti", people=("lucia", "elio"),
            contacts=(READER, "Chiara Fumagalli"), agenda=("Etichetta, prova 4", "Capsula", "Tempi dello stampatore"),
        ),
        steps.Write(moments.at(-5, "16:05", "Milan"), "nora", KEY, begun=ends + timedelta(minutes=20), items=items),
        steps.Issue(moments.at(-5, "16:20", "Milan"), "nora", KEY),
        steps.Do(moments.at(-4, "10:15", "Milan"), "nora", _objects),
        steps.Came(moments.at(-4, "12:00", "Milan"), "nora", f"{KEY}/1"),
        steps.Do(moments.at(-4, "17:40", "Milan"), "nora", _corrects),
    ]  # fmt: skip


def _objects(players: Players) -> None:
    """Paolo Brandi opens the link in his mail."""
    report = players.reports[KEY]
    issue = report.issues.select_related("client_edition", "report__meeting__client__office").get()
    assert issue.client_edition and issue.closes
    contact = players.contacts[CODE, READER]
    link, _token = make_link(purpose=PURPOSE, contact=contact, edition=issue.client_edition, expires=issue.closes)
    item = issue.items.get(kind="approval")
    object_to_item(by=ByLink(contact, link), issue=issue, item_key=item.key, contact=contact, reason=OBJECTION)


def _corrects(players: Players) -> None:
    """Nora Whitfield sets the item right, which settles the objection."""
    report, nora = players.reports[KEY], players.people["nora"]
    begin_correction(by=nora, report=report, because="Il collarino non è approvato")
    save_items(by=nora, report=report, items=[*_corrected(report)])
    issue_contact_report(by=nora, report=report)


def _corrected(report: ContactReport) -> list[Written]:
    rows = report.items.select_related("job", "owner", "owner_contact", "agenda")
    return [
        Written(
            row.kind, CORRECTED if row.text == APPROVED else row.text, row.key, row.job, row.owner or row.owner_contact,
            row.due, row.due_at, row.agenda,
        ) for row in rows
    ]  # fmt: skip
