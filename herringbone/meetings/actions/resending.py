"""An issued report goes once more to somebody whom its mail did not reach."""

from typing import Any

from django.utils.translation import gettext as _

from herringbone.meetings.actions.issuing import EFFECT
from herringbone.meetings.models import Issue, Reader
from herringbone.meetings.rules import may_write_report
from herringbone.people.models import Person
from herringbone.record.action import Done, action, refuse_unless
from herringbone.record.effects import enqueue
from herringbone.record.models import Effect

State = Effect.State
LOST = (State.FAILED, State.UNKNOWN, State.TOO_OLD)


def _may_resend(*, by: Any, reader: Reader, **_: Any) -> bool:
    return may_write_report(by=by, report=reader.issue.report)


@action("contact report sent again", may=_may_resend)
def send_report_again(*, by: Person, reader: Reader) -> Done[Reader]:
    """Write one more mail for a reader, to the address that stands on file now. The client's window does not move.

    Refused while the last one is on its way, where it arrived as far as anybody knows, and for a replaced version.
    """
    issue = reader.issue
    newer = Issue.objects.filter(report=issue.report_id, version__gt=issue.version).exists()
    refuse_unless(not newer, _("A later version replaced this one"))
    effects = Effect.objects.filter(subject_label=reader._meta.label, subject_id=reader.pk).order_by("pk")
    last = effects.last()
    lost = last is None or last.state in LOST or last.bounces.exists()
    refuse_unless(lost, _("That mail is on its way, or arrived"))
    again = effects.count() + 1
    enqueue(EFFECT, key=f"{EFFECT}:{reader.pk}:{again}", subject=reader, person=reader.person, contact=reader.contact)
    return Done(reader, {"issue": issue.pk, "mail": again})
