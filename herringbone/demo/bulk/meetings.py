"""Meetings, reports and what is said, as rows: what `meetings.actions` and `clients.actions` do."""

import uuid
from datetime import datetime

from django.utils.text import Truncator

from herringbone.clients.models import Answer, Contact, Message, Post
from herringbone.core.text import prose
from herringbone.demo import script
from herringbone.demo.bulk.book import Book
from herringbone.demo.bulk.dispatch import do
from herringbone.demo.players import item_key
from herringbone.meetings.models import (
    AgendaItem,
    Attendee,
    Confirmation,
    ContactReport,
    Item,
    Meeting,
    NoReportOwed,
)
from herringbone.meetings.queries.agenda import AT_MOST, OpenStep
from herringbone.people.models import Person
from herringbone.record.events import Thread

Reply = Attendee.Reply


def _uid(key: str) -> str:
    return str(uuid.uuid5(uuid.NAMESPACE_OID, key))


@do.register
def _(step: script.Meet, book: Book) -> None:
    by = book.person(step.by)
    starts, ends = step.meets
    meeting = book.meetings[step.key] = book.rows.add(
        Meeting(
            client=book.client, job=book.jobs.get(step.job), kind=step.kind, topic=step.topic, starts=starts, ends=ends,
            internal=step.internal, planning=step.planning, office=book.client.office, place=step.place,
            conference=step.conference, refreshments=step.refreshments, by=by, made=step.at, uid=_uid(step.key),
            reporter=book.players.people.get(step.reporter) or by,
        )
    )  # fmt: skip
    contacts = [book.contacts[name] for name in step.contacts]
    people = dict.fromkeys([*(book.person(key) for key in step.people), meeting.reporter, by])
    asked = [_asked(meeting, person, step.at) for person in people]
    asked += [Attendee(meeting=meeting, contact=contact) for contact in dict.fromkeys(contacts)]
    book.attendees[meeting.pk] = book.rows.add_all(asked)
    ahead = _open_steps(book) if ends > step.at else []
    for position, one in enumerate(ahead, start=1):
        book.rows.add(AgendaItem(meeting=meeting, position=position, text=one.point, from_key=one.key))
    book.points[meeting.pk] = book.rows.add_all(
        AgendaItem(meeting=meeting, position=position, text=text[:200])
        for position, text in enumerate(step.agenda, start=len(ahead) + 1)
    )
    facts = {
        "meeting": meeting.pk, "kind": meeting.kind, "topic": meeting.topic, "starts": starts, "place": meeting.place,
        "with": [contact.name for contact in contacts], "office": meeting.office.name, "zone": meeting.office.zone,
    }  # fmt: skip
    told = {
        "reporter": meeting.reporter_id, "starts": starts, "ends": ends, "sequence": 0,
        "asked": [one.pk for one in book.attendees[meeting.pk]],
    }  # fmt: skip
    thread = None if step.internal else Thread("agency", facts, job=meeting.job, at=starts)
    book.event(by, "meeting planned", meeting, told, step.at, thread)


def _asked(meeting: Meeting, person: Person, at: datetime) -> Attendee:
    """Whoever calls the meeting has accepted."""
    own = {"reply": Reply.ACCEPTED, "replied": at} if person.pk == meeting.by_id else {}
    return Attendee(meeting=meeting, person=person, **own)


def _open_steps(book: Book) -> list[OpenStep]:
    """As `meetings.queries.agenda.open_steps` finds them."""
    tasks = sorted((one for one in book.open_tasks.values() if one.item_key), key=lambda one: (one.due, one.pk))
    waits = sorted((one for one in book.open_waits.values() if one.item_key), key=lambda one: (one.since, one.pk))
    found = [OpenStep(one.item_key, one.title, one.owner, one.due) for one in tasks[:AT_MOST]]
    found += [OpenStep(one.item_key, one.what, one.contact, one.wanted_on) for one in waits[:AT_MOST]]
    return sorted(found, key=lambda one: (one.due or datetime.max.date(), one.key))[:AT_MOST]


@do.register
def _(step: script.Write, book: Book) -> None:
    meeting, by = book.meetings[step.meeting], book.person(step.by)
    report = book.reports[step.meeting] = book.rows.add(
        ContactReport(meeting=meeting, begun=step.begun, begun_by=by, stamp=1, saved=step.at)
    )
    book.event(by, "contact report begun", report, {"meeting": meeting.pk, "begun": True}, step.begun)
    points = book.points[meeting.pk]
    book.items[report.pk] = book.rows.add_all(
        _item(one, report, place, step.meeting, points, book) for place, one in enumerate(step.items, start=1)
    )
    book.event(by, "contact report written", report, {"items": len(step.items), "stamp": 1}, step.at)


def _item(
    one: script.Item, report: ContactReport, place: int, meeting: str, points: list[AgendaItem], book: Book
) -> Item:
    owner = book.somebody(one.owner)
    return Item(
        report=report, key=item_key(meeting, place - 1), position=place, kind=one.kind, text=prose(one.text),
        job=book.jobs.get(one.job), agenda=None if one.agenda is None else points[one.agenda],
        owner=owner if isinstance(owner, Person) else None,
        owner_contact=owner if isinstance(owner, Contact) else None, due=one.due, due_at=one.due_at,
    )  # fmt: skip


@do.register
def _(step: script.Confirm, book: Book) -> None:
    issue, by, contact = book.issues[step.meeting], book.person(step.by), book.contacts[step.contact]
    said = book.rows.add(Confirmation(issue=issue, contact=contact, via=step.via, at=step.at, noted_by=by))
    facts = {
        "number": issue.number, "version": issue.version, "report": issue.report_id, "contact": contact.name,
        "via": step.via,
    }  # fmt: skip
    told = {"issue": issue.pk, "contact": contact.pk, "version": issue.version}
    job = issue.report.meeting.job
    book.event(by, "report confirmed", said, told, step.at, Thread("client", facts, job=job))


@do.register
def _(step: script.Call, book: Book) -> None:
    assert not step.steps, "a call with next steps is the story's"
    by, contact, job = book.person(step.by), book.contacts[step.contact], book.jobs.get(step.job)
    topic = Truncator(step.said[:1].upper() + step.said[1:]).chars(80)
    meeting = book.meetings[step.key] = book.rows.add(
        Meeting(
            client=book.client, job=job, kind=Meeting.Kind.CALL, topic=topic, said=step.said, starts=step.starts,
            ends=step.at, office=by.office, reporter=by, by=by, made=step.at, uid=_uid(step.key),
        )
    )  # fmt: skip
    book.attendees[meeting.pk] = book.rows.add_all(
        [
            Attendee(meeting=meeting, contact=contact, reply=Reply.ACCEPTED),
            Attendee(meeting=meeting, person=by, reply=Reply.ACCEPTED),
        ]
    )
    report = book.reports[step.key] = book.rows.add(
        ContactReport(meeting=meeting, begun=step.at, begun_by=by, saved=step.at)
    )
    book.rows.add(
        Item(report=report, key=item_key(step.key, 0), position=1, kind=Item.Kind.DISCUSSION, text=step.said, job=job)
    )
    facts = {
        "meeting": meeting.pk, "contact": contact.name, "topic": topic, "said": step.said,
        "job": job.number if job else "",
    }  # fmt: skip
    told = {"contact": contact.pk, "starts": step.starts, "ends": step.at, "steps": 0, "reporter": by.pk}
    book.event(by, "call logged", meeting, told, step.at, Thread("client", facts, job=job, at=step.starts))


@do.register
def _(step: script.NoneOwed, book: Book) -> None:
    meeting, by = book.meetings[step.meeting], book.person(step.by)
    decided = book.rows.add(NoReportOwed(meeting=meeting, because=step.because, by=by, at=step.at))
    book.event(by, "no report owed", decided, {"meeting": meeting.pk}, step.at)


@do.register
def _(step: script.Says, book: Book) -> None:
    by, contact = book.person(step.by), book.contacts[step.contact]
    message = book.messages[step.key] = book.rows.add(
        Message(client=book.client, contact=contact, text=step.text, via=step.via, at=step.at, noted_by=by)
    )
    facts = {"contact": contact.name, "text": step.text, "via": step.via}
    told = {"contact": contact.pk, "via": step.via}
    book.event(by, "client message received", message, told, step.at, Thread("client", facts))


@do.register
def _(step: script.Answers, book: Book) -> None:
    by, message = book.person(step.by), book.messages[step.message]
    answer = book.rows.add(Answer(message=message, by=by, text=step.text, via=step.via, at=step.at))
    waited = int((step.at - message.at).total_seconds())
    facts = {"contact": message.contact.name, "text": step.text, "via": step.via, "by": by.name, "waited": waited}
    told = {"message": message.pk, "waited": waited}
    book.event(by, "client message answered", answer, told, step.at, Thread("agency", facts))


@do.register
def _(step: script.Remark, book: Book) -> None:
    assert not step.mentions, "a remark with a name in it is the story's"
    by, subject = book.person(step.by), book.jobs.get(step.job) or book.client
    remark = book.rows.add(
        Post(
            client=book.client, subject_label=subject._meta.label, subject_id=subject.pk, by=by, text=step.text,
            at=step.at,
        )
    )  # fmt: skip
    told = {"on": remark.subject_label, "id": remark.subject_id, "mentions": [], "files": 0}
    book.event(by, "remark posted", remark, told, step.at)
