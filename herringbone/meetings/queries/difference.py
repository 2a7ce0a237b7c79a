"""Whether a draft says anything else than the edition that was last issued."""

import json

from herringbone.core import clock
from herringbone.meetings.models import ContactReport
from herringbone.meetings.queries.distribution import Distribution
from herringbone.meetings.queries.edition import Edition, changed, inside_data
from herringbone.record.canonical import canonical


def differs_from_issue(report: ContactReport) -> bool:
    """Whether issuing the draft now would change an item of the last issue."""
    last = report.issues.select_related("inside_edition").order_by("version").last()
    if last is None:
        return True
    items = list(report.items.select_related("job", "owner", "owner_contact", "agenda"))
    nobody = Distribution((), ())
    draft = Edition(report, items, nobody, last.number, last.version + 1, clock.now(), None)
    data = json.loads(canonical(inside_data(draft, last.inside_edition.content)))
    return changed(data["items"])
