"""A call is logged: the meeting, the draft of its report, and what follows of it, in one go."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from herringbone.clients.models import Contact
from herringbone.core import clock
from herringbone.meetings.actions.checks import refuse_strangers, refuse_wrong_job
from herringbone.meetings.actions.follow_up import take_effect
from herringbone.meetings.models import Attendee, ContactReport, Item, Meeting
from herringbone.meetings.rules import may_log
from herringbone.people.models import Person
from herringbone.record.action import Done, Thread, action, refuse_unless
from herringbone.work.models import Job

A_CALL = timedelta(minutes=5)  # how long a call is taken to last where nobody says so


@dataclass(frozen=True)
class Step:
    """What happens next, as agreed in a call: who does what, until when."""

    what: str
    owner: Person | Contact
    due: date | None = None
    due_at: datetime | None = None
    job: Job | None = None


@action("call logged", may=may_log)
def log_call(
    *, by: Person, contact: Contact, said: str, starts: datetime | None = None, ends: datetime | None = None,
    topic: str = "", job: Job | None = None, steps: Sequence[Step] = (), people: Sequence[Person] = (),
    contacts: Sequence[Contact] = (),
) -> Done[Meeting]:  # fmt: skip
    """Put a call on record. Without times it has just ended; what was said and agreed stands in its report's draft.

    What one of ours does becomes a task at once, what the client does a waiting, so that nobody waits for the report.
    """
    client = contact.client
    refuse_unless(client is not None, _("This contact belongs to no client"), "contact")
    assert client is not None
    refuse_unless(said.strip(), _("Say what was said"), "said")
    now = clock.now()
    ends = ends or (min(now, starts + A_CALL) if starts and starts < now else now)
    starts = starts or ends - A_CALL
    refuse_unless(starts < ends, _("The call ends before it begins"), "ends")
    refuse_unless(ends <= now, _("The call is still to come: plan it as a meeting"), "starts")
    for one in (job, *(step.job for step in steps)):
        refuse_wrong_job(client, one)
    owners = [step.owner for step in steps]
    refuse_strangers(
        client,
        [by, *people, *(one for one in owners if isinstance(one, Person))],
        [contact, *contacts, *(one for one in owners if isinstance(one, Contact))],
    )
    meeting = Meeting.objects.create(
        client=client, job=job, kind=Meeting.Kind.CALL, topic=topic.strip() or _topic(said), said=said.strip(),
        starts=starts, ends=ends, office=by.office, reporter=by, by=by, made=now,
    )  # fmt: skip
    came = Attendee.Reply.ACCEPTED
    Attendee.objects.bulk_create(
        [Attendee(meeting=meeting, contact=one, reply=came) for one in _once([contact, *contacts])]
        + [Attendee(meeting=meeting, person=one, reply=came) for one in _once([by, *people])]
    )
    _draft(by, meeting, steps)
    told = Thread(
        "client",
        {"meeting": meeting.pk, "contact": str(contact), "topic": meeting.topic, "said": meeting.said,
         "job": job.number if job else ""},
        job=job, at=starts,
    )  # fmt: skip
    return Done(
        meeting, {"contact": contact.pk, "starts": starts, "ends": ends, "steps": len(steps), "reporter": by.pk}, told
    )


def _draft(by: Person, meeting: Meeting, steps: Sequence[Step]) -> None:
    report = ContactReport.objects.create(meeting=meeting, begun=clock.now(), begun_by=by, saved=clock.now())
    Item.objects.create(report=report, position=1, kind=Item.Kind.DISCUSSION, text=meeting.said, job=meeting.job)
    for position, step in enumerate(steps, start=2):
        item = Item.objects.create(
            report=report, position=position, kind=Item.Kind.NEXT_STEP, text=_sentence(step.what),
            job=step.job or meeting.job, owner=step.owner if isinstance(step.owner, Person) else None,
            owner_contact=step.owner if isinstance(step.owner, Contact) else None, due_at=step.due_at,
            due=meeting.client.office.local(step.due_at).date() if step.due_at else step.due,  # as of a task
        )  # fmt: skip
        if item.due:
            take_effect(by, meeting.client, item)


def _sentence(text: str) -> str:
    text = text.strip()
    return text[:1].upper() + text[1:]


def _topic(said: str) -> str:
    return Truncator(_sentence(said).splitlines()[0]).chars(80)


def _once(rows: Sequence) -> list:
    return list({one.pk: one for one in rows}.values())
