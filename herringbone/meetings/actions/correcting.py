"""Opening an issued report once more, since something in it is not right."""

from django.utils.translation import gettext as _

from herringbone.core import clock
from herringbone.meetings.models import ContactReport
from herringbone.meetings.queries.difference import differs_from_issue
from herringbone.meetings.rules import may_write_report
from herringbone.people.models import Person
from herringbone.record.action import Done, action, refuse_unless


@action("correction begun", may=may_write_report)
def begin_correction(*, by: Person, report: ContactReport, because: str = "") -> Done[ContactReport]:
    """Open the items of an issued report again. What was issued stays as it is; the next issue replaces it."""
    report.refresh_from_db()
    refuse_unless(report.issues.exists(), _("This report was not issued yet: simply go on writing"))
    refuse_unless(report.correcting is None, _("It is being corrected already"))
    report.correcting, report.because = clock.now(), because.strip()[:300]
    report.save(update_fields=["correcting", "because"])
    return Done(report, {"meeting": report.meeting_id})


@action("correction left", may=may_write_report)
def leave_correction(*, by: Person, report: ContactReport) -> Done[ContactReport]:
    """Close a report that needs no correction after all. Refused while its draft differs from what was issued."""
    report.refresh_from_db()
    refuse_unless(report.correcting is not None, _("It is not being corrected"))
    refuse_unless(
        not differs_from_issue(report), _("The draft differs from what was issued: issue it, or take that back")
    )
    report.correcting, report.because = None, ""
    report.save(update_fields=["correcting", "because"])
    return Done(report, {"meeting": report.meeting_id})
