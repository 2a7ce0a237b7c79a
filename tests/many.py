"""Much of everything, written past the actions since only the reading of it is measured: rows are made like others."""

import copy
from collections.abc import Iterable
from datetime import date, timedelta
from itertools import count, cycle, islice
from typing import Any

from django.db.models import Model, Q

from herringbone.clients.models import Attachment, Client, Contact, Message, Post
from herringbone.core.sql import analyse
from herringbone.desk.models import Notification
from herringbone.meetings.models import Attendee, ContactReport, Issue, Meeting
from herringbone.people.models import Absence, Person, Role
from herringbone.record.models import Duty, Edition, Event, StoredFile, ThreadEntry
from herringbone.work.models import Deliverable, Job, Milestone, Task, Waiting
from herringbone.work.tests.builders import many_jobs
from tests.world import DAY, HOUR, MONDAY, World

NEW = count(5_000_000)  # a number that nothing has yet


def more(rows: Iterable[Model], how_many: int, /, **told: Any) -> list[Any]:
    """So many rows like these, in turn. `told` gives values that differ, or functions of the row and its place."""
    made = [copy.copy(row) for row in islice(cycle(rows), how_many)]
    assert len(made) == how_many, "there is nothing to make more of"
    for place, row in enumerate(made):
        row.pk, row._state.adding = None, True
        for name, value in told.items():
            setattr(row, name, value(row, place) if callable(value) else value)
    return type(made[0])._base_manager.bulk_create(made, batch_size=200)


def new(row: Any, place: int) -> str:
    """A text that nothing has yet."""
    return f"{next(NEW)}"


def grow(world: World, number: int, now: Any) -> None:
    """So many more of everything that a desk, Alder's page, one of its jobs or a list reads."""
    alder = world.alder
    readers = [one for one in world.everyone.values() if one != world.admin]
    _duties(world, number, readers)
    _clients(world, number)
    contacts = more(alder.contacts.order_by("pk"), number, name=new)
    more(Message.objects.filter(client=alder), number, contact=lambda row, n: contacts[n])
    many_jobs(world, number, duties=False)
    _on_the_job(Job.objects.filter(client=alder).order_by("pk")[0], number)
    _meetings(world, number, now, readers, contacts)
    _told(world, number)
    away = more(Person.objects.filter(pk=world.bizdev.pk), len(readers), email=lambda row, n: f"{next(NEW)}@a.example")
    Absence.objects.bulk_create(
        Absence(person=one, cover=reader, begins=now - DAY, ends=now + DAY)
        for one, reader in zip(away, readers, strict=True)
    )
    analyse()


def _duties(world: World, number: int, readers: list[Person]) -> None:
    """Of every kind in turn, owed by everybody in turn, by whoever answers and by one who has left; most are late."""
    owners = [*readers, None, world.extra["former"]]
    for which in (Q(done=None), ~Q(done=None)):
        more(
            Duty.objects.filter(which, client__in=[world.alder, world.cedar], taken_by=None).order_by("due"), number,
            subject=lambda row, n: next(NEW), owner=lambda row, n: owners[n % len(owners)],
        )  # fmt: skip


def _clients(world: World, number: int) -> None:
    """With all that stands in the director's ledger: point person, who decides, waits and duties."""
    clients: list[Client] = more([world.cedar], number, name=new, code=lambda row, n: f"C{next(NEW) % 10**6:06}")

    def each(row: Any, place: int) -> Client:
        return clients[place]

    Role.objects.bulk_create(
        Role(person=person, client=client, kind=kind, starts=date(2025, 1, 1))
        for client in clients
        for person, kind in ((world.ae_alder, Role.Kind.POINT), (world.director, Role.Kind.DIRECTOR))
    )
    more([world.extra["kim"]], number, client=each)
    more(Waiting.objects.filter(client=world.cedar), number, client=each, job=None)
    more(Duty.objects.filter(client=world.cedar), number, client=each, subject=lambda row, n: next(NEW))


def _on_the_job(job: Job, number: int) -> None:
    for model in (Milestone, Task, Deliverable, Waiting):
        more(model.objects.filter(job=job).order_by("pk")[:1], number)
    about = {"subject_label": job._meta.label, "subject_id": job.pk}
    posts: list[Post] = more(Post.objects.filter(**about), number)
    files = more(StoredFile.objects.filter(client=job.client).order_by("pk")[:1], number, path=new)
    more(
        Attachment.objects.filter(**about), number, post=lambda row, n: posts[n], file=lambda row, n: files[n],
        preview=None,
    )  # fmt: skip


def _meetings(world: World, number: int, now: Any, readers: list[Person], contacts: list[Contact]) -> None:
    """Today's, with two of us at each table, and others before them whose reports are issued."""
    held = Meeting.objects.filter(client=world.alder, report__issues__isnull=False).distinct()
    today: list[Meeting] = more(held, number, uid=new, starts=now, ends=now + HOUR)
    seats = cycle(readers)
    Attendee.objects.bulk_create(Attendee(meeting=one, person=who) for one in today for who in islice(seats, 2))
    before: list[Meeting] = more(held, number, uid=new, starts=lambda row, n: row.starts - n * HOUR)
    Attendee.objects.bulk_create(Attendee(meeting=one, contact=who) for one, who in zip(before, contacts, strict=True))
    reports: list[ContactReport] = more(
        ContactReport.objects.filter(meeting__in=held), number, meeting=lambda row, n: before[n], correcting=None
    )
    issues = Issue.objects.filter(report__meeting__in=held).order_by("pk")[:1]
    numbers = [next(NEW) for _ in range(number)]
    editions = {
        audience: more(
            Edition.objects.filter(client=world.alder, audience=audience).order_by("pk")[:1], number,
            number=lambda row, n: numbers[n], replaces=None,
        )
        for audience in ("client", "inside")
    }  # fmt: skip
    more(
        issues, number, report=lambda row, n: reports[n], number=lambda row, n: numbers[n],
        client_edition=lambda row, n: editions["client"][n], inside_edition=lambda row, n: editions["inside"][n],
    )  # fmt: skip


def _told(world: World, number: int) -> None:
    """The thread and what people are told of it."""
    entries = ThreadEntry.objects.filter(client=world.alder).order_by("pk")
    known = {entry.event_id: entry for entry in entries}
    source = Event.objects.filter(pk__in=known).order_by("pk")
    told = list(islice(cycle(known[event.pk] for event in source), number))
    events = more(source, number, number=lambda row, n: next(NEW))
    more(told, number, event=lambda row, n: events[n], at=lambda row, n: MONDAY - timedelta(minutes=n))
    Notification.objects.bulk_create(
        Notification(person=world.ae_alder, event=event, why="mention", made=MONDAY) for event in events
    )
