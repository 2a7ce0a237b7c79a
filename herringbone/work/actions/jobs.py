"""What is edited freely on a job: its status line, its next step, its lead (B4). Each edit is an event."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from herringbone.clients.models import Contact
from herringbone.core import clock
from herringbone.core.merge import merge_or_ask, plain
from herringbone.people.models import Person
from herringbone.people.rules import may_see
from herringbone.record.action import Done, action, refuse_unless
from herringbone.work.actions.kept import keep_gap
from herringbone.work.actions.written import day, line
from herringbone.work.models import Job, Stage
from herringbone.work.queries.next_step import either, either_side, next_step_values
from herringbone.work.rules import may_change_lead, may_work_on_job


@action("status line set", may=may_work_on_job)
def set_status_line(*, by: Person, job: Job, status: str, original: str | None = None) -> Done[Job]:
    """Say in one line how the job stands. `original` is the line that the page showed: raises InConflict where
    somebody else has written another meanwhile."""
    job.refresh_from_db()
    status = line(status, "status", 300)
    if original is not None:
        status = merge_or_ask({"status": original}, {"status": status}, {"status": job.status}).values["status"]
    job.status, job.status_at = status, clock.now()
    job.stamp += 1
    job.save(update_fields=["status", "status_at", "stamp"])
    return Done(job, {"stamp": job.stamp})


@action("next step set", may=may_work_on_job)
def set_next_step(
    *, by: Person, job: Job, step: str, person: Person | None = None, contact: Contact | None = None,
    on: date | None = None, original: Mapping[str, Any] | None = None, past: bool = False,
) -> Done[Job]:  # fmt: skip
    """Say what happens next on a job, who does it (one of ours or the client's) and on which day; empty takes it away.

    `original` is what the page showed (`next_step_values`): what one side alone changed stands, and InConflict is
    raised where both changed the same. With `past` its day may lie behind, where what stood before is put back.
    """
    job.refresh_from_db()
    now = clock.now()
    refuse_unless(not (person and contact), _("The next step is one person's: ours or the client's"), "person")
    stored = next_step_values(job)
    typed = {"step": line(step, "step", 300), "person": either(person, contact), "on": plain(on)}
    merged = merge_or_ask(stored if original is None else original, typed, stored).values
    job.next_step = merged["step"]
    job.next_person, job.next_contact = either_side(merged["person"])
    job.next_on = date.fromisoformat(merged["on"]) if merged["on"] else None
    _refuse_wrong_step(job, changed=on if plain(on) != stored["on"] and not past else None)
    job.next_at = now
    job.stamp += 1
    job.save(update_fields=["next_step", "next_person", "next_contact", "next_on", "next_at", "stamp"])
    keep_gap(job, now)
    who = {"person": job.next_person_id, "contact": job.next_contact_id}
    return Done(job, {"stamp": job.stamp, **who, "on": job.next_on})


def _refuse_wrong_step(job: Job, changed: date | None) -> None:
    if not job.next_step:
        job.next_person = job.next_contact = job.next_on = None
        return
    if job.next_person:
        seen = job.next_person.is_active and may_see(job.next_person, job.client)
        words = {"person": job.next_person}
        refuse_unless(seen, _("%(person)s is not on the client's team and could not open it") % words, "person")
    if job.next_contact:
        refuse_unless(job.next_contact.client_id == job.client_id, _("Choose one from the list"), "person")
    if changed:
        day(job.client.office, changed, "on", clock.now())


@action("next step handed over", may=may_change_lead)
def pass_next_step(*, by: Person, job: Job, to: Person) -> Done[Job]:
    """Let somebody else do the next step; its words and day stay."""
    job.refresh_from_db()
    refuse_unless(job.next_step and job.next_person_id, _("The next step is nobody's of ours"))
    was, job.next_person = job.next_person_id, to
    _refuse_wrong_step(job, changed=None)
    job.next_at = clock.now()
    job.stamp += 1
    job.save(update_fields=["next_person", "next_at", "stamp"])
    return Done(job, {"was": was, "person": to.pk})


@action("lead changed", may=may_change_lead)
def change_lead(*, by: Person, job: Job, to: Person) -> Done[Job]:
    """Let somebody else lead the job: what the lead owes on it is theirs from now on."""
    job.refresh_from_db()
    refuse_unless(to.is_active, _("%(person)s has left the agency") % {"person": to}, "to")
    words = {"person": to}
    seen = may_see(to, job.client)
    refuse_unless(seen, _("%(person)s is not on the client's team and could not open it") % words, "to")
    refuse_unless(job.stage not in Stage.OVER, _("That job is over"), "to")
    refuse_unless(to.pk != job.lead_id, _("%(person)s leads the job already") % words, "to")
    was, job.lead = job.lead_id, to
    job.stamp += 1
    job.save(update_fields=["lead", "stamp"])
    return Done(job, {"was": was, "lead": to.pk})
