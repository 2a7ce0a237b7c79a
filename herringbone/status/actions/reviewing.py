"""Looking a status report over before it goes out (B5)."""

from django.utils.translation import gettext as _

from herringbone.clients.models import Client
from herringbone.core import clock
from herringbone.people.models import Person
from herringbone.record.action import Done, Thread, action, refuse_unless
from herringbone.status.models import Review
from herringbone.status.queries.report import ahead
from herringbone.status.rules import may_review


@action("status report reviewed", may=may_review)
def review_status_report(*, by: Person, client: Client, seen: str = "") -> Done[Review]:
    """Say that one has looked the next report over as it stands: its foot names who did, unless they publish it too.

    `seen` is the digest of what the preview said (`queries.report.Ahead.said`): refused where something has changed
    since. What is changed afterwards ends the review, since nobody has seen it then.
    """
    now = clock.now()
    found = ahead(client, by, now)
    number = found.data["number"]
    refuse_unless(found.data["lines"], _("No job is open that the client may see: there is nothing to review"))
    same = not seen or seen == found.said
    refuse_unless(same, _("Something has changed since you looked: below is how it stands now"))
    refuse_unless(not found.reviewed_by(by), _("You have reviewed it as it stands"))
    made = Review.objects.create(client=client, number=number, said=found.said, by=by, at=now)
    facts = {"number": number, "code": client.code}
    return Done(made, {"number": number, "jobs": len(found.data["lines"])}, thread=Thread("agency", facts))
