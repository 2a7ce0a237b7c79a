"""What is done about the record: a late duty is explained, the goal is set (J4)."""

from datetime import date

from django.utils.translation import gettext as _

from herringbone.core import clock
from herringbone.core.text import one_line
from herringbone.ontime.models import Goal, Reason
from herringbone.ontime.rules import may_explain, may_set_goal
from herringbone.people.models import Person
from herringbone.record.action import Done, action, refuse_unless
from herringbone.record.duties.declare import register
from herringbone.record.models import Duty

LONGEST = 300
MOST = 100  # hundredths


@action("reason given", may=may_explain)
def give_reason(*, by: Person, duty: Duty, why: str) -> Done[Reason]:
    """Say why a duty was late. It is shown beside its case with who said so and when, and changes no figure."""
    duty.refresh_from_db()
    refuse_unless(duty.due < clock.now(), _("It is not due yet"))
    refuse_unless(duty.done is None or duty.done > duty.due, _("It was in time: there is nothing to explain"))
    why = one_line(why)
    refuse_unless(why, _("Say why it was late"), "why")
    refuse_unless(len(why) <= LONGEST, _("That is longer than %(longest)d characters") % {"longest": LONGEST}, "why")
    given = Reason.objects.create(
        client=duty.client, kind=duty.kind, subject=duty.subject, started=duty.started, why=why, by=by, at=clock.now()
    )
    return Done(given, {"kind": duty.kind, "subject": duty.subject, "held_by": duty.held_by_id})


@action("goal set", may=may_set_goal)
def set_goal(*, by: Person, share: int, kind: str = "", begins: date | None = None) -> Done[Goal]:
    """Set the share in time that the agency aims at, in hundredths, from a day on (today where none is given).

    With a `kind` it is the goal of these duties alone. What was the goal of months that are over stays.
    """
    today = by.office.local(clock.now()).date()
    begins = begins or today
    refuse_unless(1 <= share <= MOST, _("A goal is a share between 1 and 100 in a hundred"), "share")
    refuse_unless(not kind or kind in register, _("Choose one from the list"), "kind")
    refuse_unless(begins >= today.replace(day=1), _("A month that is over keeps the goal that it had"), "begins")
    goal = Goal.objects.create(kind=kind, share=share, begins=begins, by=by, at=clock.now())
    return Done(goal, {"kind": kind, "share": share, "begins": begins})
