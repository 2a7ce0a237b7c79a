"""Publishing a status report (B5): an edition is frozen under the client's next number, its readers are written to."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from herringbone.clients.models import Client
from herringbone.core import clock
from herringbone.people.models import Person
from herringbone.record.action import Done, Thread, action, refuse_unless
from herringbone.record.editions import freeze, next_issue, seals
from herringbone.record.effects import enqueue
from herringbone.record.models import Edition
from herringbone.status.documents.contract import KIND
from herringbone.status.models import Published, Reader
from herringbone.status.queries.readers import readers
from herringbone.status.queries.report import ahead, latest, seal_of
from herringbone.status.rules import may_report_to


@action("status report published", may=may_report_to)
def publish_status_report(
    *, by: Person, client: Client, to: Sequence[str] | None = None, seen: str = ""
) -> Done[Published]:
    """Publish how things stand: freeze the edition, note who gets it and why, and have a mail sent to each.

    `to` names the readers as the preview does ("theirs-4"); without it they are those who get it by themselves. `seen`
    is the digest of what the preview showed: refused where something has changed since.
    """
    now = clock.now()
    data = ahead(client, by, now).data
    refuse_unless(data["lines"], _("No job is open that the client may see: there is nothing to report"))
    same = not seen or seen == seal_of(data)
    refuse_unless(same, _("Something has changed since you looked: below is how it stands now"))
    chosen = readers(client, by, latest(client)).chosen(to)
    theirs = [one for one in chosen if one.contact]
    refuse_unless(theirs, _("Choose somebody at the client’s who gets it"), "to")
    number, version = next_issue(client, KIND)
    edition = freeze(
        by=by, client=client, kind=KIND, audience=Edition.Audience.CLIENT, number=number, version=version,
        data={**data, "number": number},
    )  # fmt: skip
    published = Published.objects.create(client=client, edition=edition, number=number, by=by, at=now)
    for one in chosen:
        reader = Reader.objects.create(published=published, why=one.why[:200], contact=one.contact, person=one.person)
        enqueue(KIND, key=f"{KIND}:{reader.pk}", subject=reader, contact=one.contact, person=one.person)
    jobs = len(data["lines"])
    facts = {"number": number, "code": client.code, "jobs": jobs, "readers": len(theirs)}
    particulars = {"number": number, "jobs": jobs, "readers": len(chosen), "sealed": seals(edition)}
    return Done(published, particulars, thread=Thread("agency", facts))
