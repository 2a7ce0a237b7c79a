"""The kick-off of a job: called, found in a meeting, or waived (B3). A change form is talked over (B2)."""

from decimal import Decimal
from typing import Any

from babel.numbers import list_currencies
from django.utils.translation import gettext as _

from herringbone.core import clock
from herringbone.core.text import one_line
from herringbone.meetings.actions.planning import plan_meeting
from herringbone.meetings.models import Attendee, CalledFor, KickOffRule, KickOffWaived, Meeting
from herringbone.meetings.queries.agenda import open_steps
from herringbone.meetings.queries.kick_offs import missing, of_size
from herringbone.meetings.rules import may_change, may_set_kick_offs, may_talk_over, may_waive_kick_off
from herringbone.people.models import Person
from herringbone.record.action import Done, action, refuse_unless
from herringbone.work.models import Change, Job, Stage, Submission
from herringbone.work.rules import may_work_on_job

Kind = CalledFor.Kind


@action("kick-off called", may=may_work_on_job)
def call_kick_off(*, by: Person, job: Job, **meeting: Any) -> Done[Meeting]:
    """Call the kick-off of a job: `meeting` says what `plan_meeting` takes. Inside, and between the departments; of
    what is open from earlier reports only what is the job's own comes on its agenda."""
    _refuse_over(job)
    asked = {*meeting.get("people", ()), by, *filter(None, [meeting.get("reporter")])}
    _refuse_missing(asked)
    own, wanted = [step.key for step in open_steps(job.client, job)], meeting.get("steps")
    steps = own if wanted is None else [key for key in own if key in wanted]
    given = {**meeting, "steps": steps, "job": job, "internal": True, "contacts": (), "kind": Meeting.Kind.MEETING}
    planned = plan_meeting(by=by, client=job.client, **given)
    CalledFor.objects.create(meeting=planned, kind=Kind.KICK_OFF, job=job, by=by, at=clock.now())
    return Done(planned, {"job": job.pk, "starts": planned.starts})


@action("meeting named kick-off", may=may_change)
def name_kick_off(*, by: Person, meeting: Meeting) -> Done[Meeting]:
    """A meeting that was called already is the kick-off of its job."""
    meeting.refresh_from_db()
    refuse_unless(meeting.job, _("Say which job the meeting is about first"))
    assert meeting.job
    _refuse_over(meeting.job)
    refuse_unless(meeting.kind == Meeting.Kind.MEETING, _("A kick-off is a meeting, face to face or on screen"))
    refuse_unless(not hasattr(meeting, "withdrawal"), _("This meeting was called off"))
    refuse_unless(not CalledFor.objects.filter(meeting=meeting).exists(), _("That was said already"))
    there = Attendee.objects.filter(meeting=meeting, absent=False, person__isnull=False)
    _refuse_missing(Person.objects.filter(pk__in=there.values("person")).select_related("department"))
    CalledFor.objects.create(meeting=meeting, kind=Kind.KICK_OFF, job=meeting.job, by=by, at=clock.now())
    return Done(meeting, {"job": meeting.job_id})


@action("kick-off waived", may=may_waive_kick_off)
def waive_kick_off(*, by: Person, job: Job, why: str) -> Done[KickOffWaived]:
    """Let a job into work without its kick-off. Who did so and why stays on the job."""
    _refuse_over(job)
    first = KickOffWaived.objects.select_related("by").filter(job=job).first()
    refuse_unless(first is None, _("%(person)s has waived it already") % {"person": first and first.by})
    refuse_unless(of_size().filter(pk=job.pk).exists(), _("A job of this size needs no kick-off"))
    why = one_line(why)
    refuse_unless(why, _("Say why it goes into work without a kick-off"), "why")
    refuse_unless(len(why) <= 300, _("That is longer than %(longest)d characters") % {"longest": 300}, "why")
    waived = KickOffWaived.objects.create(job=job, by=by, at=clock.now(), why=why)
    return Done(waived, {"job": job.pk, "lead": job.lead_id})


@action("change talked over", may=may_talk_over)
def call_about_change(*, by: Person, change: Change, **meeting: Any) -> Done[Meeting]:
    """Call a meeting about a change form where it needs talking over: `meeting` says what `plan_meeting` takes."""
    sent = Submission.objects.filter(form=change.form_id).exists()
    refuse_unless(sent, _("Submit the change first: until then it can still be written otherwise"))
    planned = plan_meeting(by=by, client=change.job.client, **{**meeting, "job": change.job})
    CalledFor.objects.create(meeting=planned, kind=Kind.CHANGE, job=change.job, change=change, by=by, at=clock.now())
    return Done(planned, {"job": change.job_id, "change": change.pk})


@action("kick-off size set", may=may_set_kick_offs)
def set_kick_off_size(
    *, by: Person, amount: Decimal | None = None, departments: int | None = None, currency: str = ""
) -> Done[KickOffRule]:
    """Set from which size a job begins with a kick-off, for the jobs opened from now on: budget, or departments named.

    With a `currency` it says the amount for budgets in that currency alone, where the office reckons in another.
    """
    currency = currency.strip().upper()
    refuse_unless(not currency or currency in list_currencies(), _("A currency has three letters, as EUR"), "currency")
    refuse_unless(amount is None or 0 < amount < Decimal(10) ** 12, _("An amount is more than nought"), "amount")
    refuse_unless(departments is None or 1 <= departments <= 99, _("One department at least"), "departments")
    rule = KickOffRule.objects.create(
        begins=clock.now(), currency=currency, amount=amount, departments=None if currency else departments, by=by
    )
    return Done(rule, {"amount": amount, "departments": rule.departments, "currency": currency})


def _refuse_over(job: Job) -> None:
    job.refresh_from_db()
    refuse_unless(job.stage not in Stage.OVER, _("That job is over"))


def _refuse_missing(people: Any) -> None:
    lacking = missing(people)
    said = _("A kick-off is between account, creative and production: ask somebody of %(departments)s")
    refuse_unless(not lacking, said % {"departments": ", ".join(lacking)}, "people")
