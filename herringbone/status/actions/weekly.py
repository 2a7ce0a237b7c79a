"""The weekly status meeting (B6): begun, spoken at, changed at, ended. Each change is made by the actions of `work`."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from herringbone.clients.models import Contact
from herringbone.core import clock
from herringbone.core.merge import InConflict, plain
from herringbone.people.models import Person
from herringbone.people.rules import may_see, standing
from herringbone.record.action import Done, Refused, action, refuse_unless
from herringbone.status.models import TableChange, Turn, WeeklyMeeting
from herringbone.status.queries.weekly import clients_of_team, speakers
from herringbone.status.rules import may_change_at_table, may_hold, may_lead_meeting, may_undo
from herringbone.work.actions import (
    discard_form,
    draft_change,
    drop_task,
    make_task,
    save_change,
    set_next_step,
    set_status_line,
    written,
)
from herringbone.work.models import Job
from herringbone.work.queries.changes import open_draft, values_of
from herringbone.work.queries.next_step import either_side, next_step_values

LONGEST = 240  # minutes
Kind = TableChange.Kind


@action("weekly meeting begun", may=may_hold)
def begin_weekly_meeting(*, by: Person, minutes: int = 60) -> Done[WeeklyMeeting]:
    """Begin to run through the clients of one's team that have jobs; whoever is away is spoken for by their cover.

    One that was not ended ends with it.
    """
    refuse_unless(0 < minutes <= LONGEST, _("It takes up to four hours"), "minutes")
    now = clock.now()
    here = standing(by)
    clients = list(clients_of_team(here))
    refuse_unless(clients, _("None of your clients has an open job"))
    WeeklyMeeting.objects.filter(by=by, ended=None).update(ended=now)
    meeting = WeeklyMeeting.objects.create(by=by, minutes=minutes, at=now)
    who = speakers(clients, here)
    Turn.objects.bulk_create(
        Turn(
            meeting=meeting, client=client, position=place, speaker_id=who.get(client.pk, (None, None))[0],
            instead_of_id=who.get(client.pk, (None, None))[1],
        )
        for place, client in enumerate(clients, start=1)
    )  # fmt: skip
    return Done(meeting, {"clients": [client.pk for client in clients]})


@action("weekly meeting ended", may=may_lead_meeting)
def end_weekly_meeting(*, by: Person, meeting: WeeklyMeeting) -> Done[WeeklyMeeting]:
    """It is over: nothing is changed at its table any more."""
    meeting.refresh_from_db()
    refuse_unless(meeting.ended is None, _("That meeting is over"))
    meeting.ended = clock.now()
    meeting.save(update_fields=["ended"])
    return Done(meeting, {})


@action("speaker named", may=may_change_at_table)
def name_speaker(*, by: Person, turn: Turn, speaker: Person) -> Done[Turn]:
    """Say who speaks for a client, in the place of whoever was to."""
    _refuse_over(turn)
    refuse_unless(speaker.is_active, _("%(person)s has left the agency") % {"person": speaker}, "speaker")
    seen = may_see(speaker, turn.client)
    words = {"person": speaker}
    refuse_unless(seen, _("%(person)s is not on the client's team and could not open it") % words, "speaker")
    refuse_unless(speaker.pk != turn.speaker_id, _("%(person)s speaks already") % words, "speaker")
    owner = turn.instead_of_id or turn.speaker_id
    turn.instead_of_id = owner if owner != speaker.pk else None
    turn.speaker = speaker
    turn.save(update_fields=["speaker", "instead_of"])
    return Done(turn, {"speaker": speaker.pk, "instead_of": turn.instead_of_id})


@action("status line set at the table", may=may_change_at_table)
def set_status_at_table(*, by: Person, turn: Turn, job: Job, status: str) -> Done[TableChange]:
    """Say at the table how a job stands."""
    _refuse_over(turn, job)
    was = job.status
    set_status_line(by=by, job=job, status=status)
    return _noted(
        by, turn, job, Kind.STATUS, {"status": was, "words": was}, {"status": job.status, "words": job.status}
    )


@action("next step set at the table", may=may_change_at_table)
def set_step_at_table(
    *, by: Person, turn: Turn, job: Job, step: str, person: Person | None = None, contact: Contact | None = None,
    on: date | None = None,
) -> Done[TableChange]:  # fmt: skip
    """Say at the table what happens next, who does it and when."""
    _refuse_over(turn, job)
    was = _step_of(job)
    set_next_step(by=by, job=job, step=step, person=person, contact=contact, on=on)
    return _noted(by, turn, job, Kind.STEP, was, _step_of(job))


@action("task given at the table", may=may_change_at_table)
def give_task_at_table(
    *, by: Person, turn: Turn, job: Job, title: str, owner: Person, due: date | None = None
) -> Done[TableChange]:
    """Give somebody a task about the job that is spoken of."""
    _refuse_over(turn, job)
    task = make_task(by=by, client=turn.client, title=title, owner=owner, due=due, job=job)
    now = {"words": f"{owner}: {task.title}", "day": task.due.isoformat()}
    done = _noted(by, turn, job, Kind.TASK, {}, now)
    done.subject.task = task
    done.subject.save(update_fields=["task"])
    return done


@action("change drafted at the table", may=may_change_at_table)
def draft_change_at_table(*, by: Person, turn: Turn, job: Job, why: str) -> Done[TableChange]:
    """Begin a change form for the job that is spoken of. It is filled in and submitted after the meeting."""
    _refuse_over(turn, job)
    why = written.line(why, "why", 300, _("Say why it changes"))
    return _drafted(by, turn, job, Kind.CHANGE, why, {"words": why})


@action("milestone moved at the table", may=may_change_at_table)
def move_milestone_at_table(*, by: Person, turn: Turn, job: Job, to: date, why: str) -> Done[TableChange]:
    """Try another date for the job's next milestone: it was promised, so it is drafted on a change form."""
    _refuse_over(turn, job)
    milestone = job.milestone
    refuse_unless(milestone, _("No milestone is planned"), "to")
    assert milestone
    to = written.day(job.client.office, to, "to", clock.now())
    refuse_unless(to != milestone.on, _("That is the day it has already"), "to")
    why = written.line(why, "why", 200, _("Say why it moves"))
    now = {"words": milestone.name, "day": to.isoformat()}
    return _drafted(by, turn, job, Kind.MILESTONE, why, now, milestones={str(milestone.pk): to})


def _drafted(
    by: Person, turn: Turn, job: Job, kind: TableChange.Kind, why: str, now: dict[str, str], **values: Any
) -> Done[TableChange]:
    """Put it into this person's draft, or a new one; what stood in the draft is kept for taking it back."""
    before = open_draft(by, job)
    was = {name: values_of(before)[name] for name in ("why", *values)} if before else {}
    paper = draft_change(by=by, job=job, why=why, **values)
    paper.form.refresh_from_db()
    done = _noted(by, turn, job, kind, {"words": "", **was}, {**now, "stamp": str(paper.form.stamp)})
    done.subject.paper = paper
    done.subject.save(update_fields=["paper"])
    return done


@action("change at the table taken back", may=may_undo)
def undo_at_table(*, by: Person, change: TableChange) -> Done[TableChange]:
    """Take back what was changed at the table, unless somebody has changed it again since."""
    change.refresh_from_db()
    _refuse_over(change.turn)
    refuse_unless(change.undone is None, _("That was taken back already"))
    job = Job.objects.select_related("client__office", "next_person", "next_contact").get(pk=change.job_id)
    try:
        _put_back(by, change, job)
    except InConflict:
        raise Refused(_("Somebody has changed it again since: it stays as it is")) from None
    change.undone = clock.now()
    change.save(update_fields=["undone"])
    return Done(change, {"job": job.pk, "kind": change.kind})


def _put_back(by: Person, change: TableChange, job: Job) -> None:
    if change.kind == Kind.STATUS:
        set_status_line(by=by, job=job, status=change.was["status"], original=change.now["status"])
    elif change.kind == Kind.STEP:
        person, contact = either_side(change.was["person"])
        on = date.fromisoformat(change.was["on"]) if change.was["on"] else None
        if on and on < job.client.office.local(clock.now()).date():
            on = None  # nobody promises a day that has passed
        original = {name: change.now[name] for name in ("step", "person", "on")}
        set_next_step(
            by=by, job=job, step=change.was["step"], person=person, contact=contact, on=on, original=original
        )  # fmt: skip
    elif change.paper:
        _take_off_paper(by, change)
    elif change.task:
        drop_task(by=by, task=change.task)


def _take_off_paper(by: Person, change: TableChange) -> None:
    """A draft that was begun at the table is discarded; one that was there before says again what it said."""
    paper = change.paper
    assert paper
    paper.form.refresh_from_db()
    refuse_unless(
        str(paper.form.stamp) == change.now["stamp"], _("Somebody has changed it again since: it stays as it is")
    )
    was = {name: value for name, value in change.was.items() if name not in ("words", "day")}
    if was:
        save_change(by=by, change=paper, values=was)
    else:
        discard_form(by=by, form=paper.form)


def _noted(
    by: Person, turn: Turn, job: Job, kind: TableChange.Kind, was: dict[str, Any], now: dict[str, str]
) -> Done[TableChange]:
    made = TableChange.objects.create(turn=turn, job=job, kind=kind, was=was, now=now, by=by, at=clock.now())
    return Done(made, {"job": job.pk, "meeting": turn.meeting_id})


def _step_of(job: Job) -> dict[str, Any]:
    """A next step to be compared, and to be read: the day is worded where it is shown, in the reader's language."""
    who = job.next_person or job.next_contact
    words = ", ".join(filter(None, [job.next_step, str(who or "")]))
    return {**next_step_values(job), "words": words, "day": plain(job.next_on) or ""}


def _refuse_over(turn: Turn, job: Job | None = None) -> None:
    turn.meeting.refresh_from_db()
    refuse_unless(turn.meeting.ended is None, _("That meeting is over"))
    if job:
        job.refresh_from_db()
        refuse_unless(job.client_id == turn.client_id, _("That job belongs to another client"))
