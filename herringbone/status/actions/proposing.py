"""What somebody who was asked says of a job, and what becomes of it (B5)."""

from datetime import date
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext as _

from herringbone.clients.models import Contact
from herringbone.core import clock
from herringbone.core.merge import plain
from herringbone.people.models import Person
from herringbone.record.action import Done, action, refuse_unless
from herringbone.record.actor import ByLink
from herringbone.status.models import AskedLine, Proposal
from herringbone.status.rules import may_propose, may_settle
from herringbone.work.actions import set_next_step, set_status_line, written
from herringbone.work.models import Job, Stage
from herringbone.work.queries.next_step import either, either_side, next_step_values

Outcome = Proposal.Outcome


@action("line proposed", may=may_propose)
def propose_line(*, by: Any, line: AskedLine, status: str, step: str = "", on: date | None = None) -> Done[Proposal]:
    """Say how a job stands and what comes next, as one was asked to. Nothing of the job changes by it.

    May be said again, also after the report has gone out: the newest stands beside the line, the others are kept.
    """
    now = clock.now()
    line.ask.refresh_from_db()
    line.job.refresh_from_db()
    refuse_unless(line.ask.withdrawn is None, _("That is asked for no longer"), "status")
    refuse_unless(line.job.stage not in Stage.OVER, _("That job is over"), "status")
    status, step = written.line(status, "status", 300), written.line(step, "step", 300)
    refuse_unless(status or step, _("Say in a line how it stands, or what comes next"), "status")
    refuse_unless(step or not on, _("Say what happens on that day"), "step")
    if on:
        written.day(line.ask.client.office, on, "on", now)
    open_ones = Proposal.objects.filter(line=line, settled=None)
    open_ones.update(settled=now, outcome=Outcome.REPLACED)
    last = Proposal.objects.filter(line=line).aggregate(last=Max("number"))["last"] or 0
    made = Proposal.objects.create(
        line=line, number=last + 1, status=status, step=step, on=on, at=now,
        person=None if isinstance(by, ByLink) else by,
    )  # fmt: skip
    return Done(made, {"job": line.job_id, "ask": line.ask_id, "asker": line.ask.by_id, "number": made.number})


@action("proposed line taken over", may=may_settle)
def take_over_line(
    *, by: Person, proposal: Proposal, status: str | None = None, step: str | None = None,
    person: Person | None = None, contact: Contact | None = None, on: date | None = None, stamp: int | None = None,
) -> Done[Proposal]:  # fmt: skip
    """Let it be the job's status line and next step: as it was said, or in other words where some are given.

    What the answer left empty stays as it is on the job. `stamp` is the job's, as the page showed it: refused where
    somebody has written another line since.
    """
    job = _still_open(proposal)
    now_there = _("Somebody has changed the line since you looked: below is how it stands now")
    refuse_unless(stamp is None or stamp == job.stamp, now_there)
    edited = status is not None or step is not None
    if status is None and step is None:
        status, step = proposal.status, proposal.step
        person, contact, on = *_who_does_it(proposal, job), _on_which_day(proposal, job)
    if status and status != job.status:
        set_status_line(by=by, job=job, status=status)
    told = {"step": step, "person": either(person, contact), "on": plain(on)}
    if step and told != next_step_values(job):
        set_next_step(by=by, job=job, step=step, person=person, contact=contact, on=on)
    return _settled(by, proposal, Outcome.EDITED if edited else Outcome.TAKEN)


@action("proposed line left", may=may_settle)
def leave_line(*, by: Person, proposal: Proposal) -> Done[Proposal]:
    """Leave the line as it stands; what was proposed is kept with the question."""
    _still_open(proposal)
    return _settled(by, proposal, Outcome.LEFT)


def _who_does_it(proposal: Proposal, job: Job) -> tuple[Person | None, Contact | None]:
    """Whoever answered, where a next step may be theirs; whoever has the next step already, where that is the step
    that was said again or somebody outside has answered."""
    ask = proposal.line.ask
    if proposal.step == job.next_step:
        return either_side(next_step_values(job)["person"])
    if proposal.person:
        return proposal.person, None
    if ask.contact and ask.contact.client_id == job.client_id:
        return None, ask.contact
    return either_side(next_step_values(job)["person"])


def _on_which_day(proposal: Proposal, job: Job) -> date | None:
    """The day of the answer; without one, or where it has passed by now, the one of the next step as it stands."""
    today = job.client.office.local(clock.now()).date()
    return proposal.on if proposal.on and proposal.on >= today else job.next_on


def _still_open(proposal: Proposal) -> Job:
    proposal.refresh_from_db()
    refuse_unless(proposal.settled is None, _("That is settled already"))
    job = Job.objects.select_related("client__office", "next_person", "next_contact").get(pk=proposal.line.job_id)
    refuse_unless(job.stage not in Stage.OVER, _("That job is over"))
    return job


def _settled(by: Person, proposal: Proposal, outcome: Proposal.Outcome) -> Done[Proposal]:
    proposal.settled, proposal.settled_by, proposal.outcome = clock.now(), by, outcome
    proposal.save(update_fields=["settled", "settled_by", "outcome"])
    return Done(proposal, {"job": proposal.line.job_id, "outcome": outcome})
