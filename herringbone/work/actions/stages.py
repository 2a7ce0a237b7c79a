"""The way of a job: each stage is a row with who, when and, off the way, why (B4)."""

from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from herringbone.core import clock
from herringbone.people.models import Person
from herringbone.record.action import Done, Refused, Thread, action, refuse_unless
from herringbone.work.actions.kept import keep_gap, keep_milestone, keep_waiting
from herringbone.work.actions.paper import refuse_without_paper
from herringbone.work.actions.written import line
from herringbone.work.gates import shut_gates
from herringbone.work.models import Change, Job, Milestone, Routing, Stage, Task, Waiting
from herringbone.work.queries.stages import steps
from herringbone.work.rules import may_move_stage

Key = Stage.Key


@action("stage moved", may=may_move_stage)
def move_stage(*, by: Person, job: Job, to: str, why: str = "", paper: Change | None = None) -> Done[Stage]:
    """Move a job to the next stage of its way. What leaves the way takes a change form (`paper`).

    Cancelling ends what is open on the job: its milestones, tasks and waits. Closing is refused while any is open.
    What other features ask before a stage (`work.gates`) refuses it too.
    """
    job.refresh_from_db()
    now = clock.now()
    allowed = {step.to: step for step in steps(job)}
    refuse_unless(to in allowed, _("The job cannot go there from where it stands"), "to")
    if allowed[to].on_paper:
        refuse_without_paper(paper, job)
    why = line(why, "why", 200, _("Say why") if allowed[to].on_paper else "")
    for reason in shut_gates(job, to):
        raise Refused(reason, "to")
    if to == Key.CLOSED:
        _refuse_while_open(job)
    if to == Key.CANCELLED:
        _end_what_is_open(job, by, now)
    was, job.stage = job.stage, to
    job.save(update_fields=["stage"])
    stage = Stage.objects.create(job=job, key=to, by=by, at=now, note=why)
    keep_gap(job, now)
    thread = Thread("agency", {"number": job.number, "name": job.name, "to": to, "why": why}, job=job)
    return Done(stage, {"job": job.pk, "was": was, "to": to, "change": paper and paper.pk}, thread=thread)


def _refuse_while_open(job: Job) -> None:
    tasks = Task.objects.filter(job=job, dropped=None, done=None).count()
    milestones = Milestone.objects.filter(job=job, dropped=None, reached=None).count()
    waits = Waiting.objects.filter(job=job, ended=None).count()
    routed = Q(form=job.form_id) | Q(form__change__job=job)
    forms = Routing.objects.filter(routed, acknowledgement=None).count()
    counted = [
        (tasks, ngettext("%(count)d task", "%(count)d tasks", tasks)),
        (milestones, ngettext("%(count)d milestone", "%(count)d milestones", milestones)),
        (waits, ngettext("%(count)d wait for the client", "%(count)d waits for the client", waits)),
        (forms, ngettext("%(count)d acknowledgement", "%(count)d acknowledgements", forms)),
    ]
    still = ", ".join(words % {"count": count} for count, words in counted if count)
    refuse_unless(not still, _("Still open on this job: %(what)s") % {"what": still}, "to")


def _end_what_is_open(job: Job, by: Person, now: datetime) -> None:
    Milestone.objects.filter(job=job, dropped=None, reached=None).update(dropped=now)
    Task.objects.filter(job=job, dropped=None, done=None).update(dropped=now)
    Waiting.objects.filter(job=job, ended=None).update(ended=now, ended_by=by)
    keep_milestone(job)
    keep_waiting(job)
