"""One client as its history is written in bulk: its records by name, its chain of events, its counters."""

import json
from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import Model

from herringbone.clients.models import Brand, Client, Contact, Message
from herringbone.core.models import Agency, Counter
from herringbone.demo.bulk.rows import Rows
from herringbone.demo.moments import Hours
from herringbone.demo.players import Players
from herringbone.meetings.models import Attendee, ContactReport, Issue, Item, Meeting
from herringbone.people.models import Department, Person, Role
from herringbone.record import events
from herringbone.record.canonical import canonical
from herringbone.record.events import Thread
from herringbone.record.models import Chain, Event, ThreadEntry
from herringbone.work.models import Change, Job, Milestone, Routing, StepGap, Task, Waiting


class Book:
    """`players` are those that all clients share: people, departments, kinds of jobs."""

    def __init__(self, rows: Rows, players: Players, agency: Agency, client: Client, hours: Hours) -> None:
        self.rows, self.players, self.agency, self.client, self.hours = rows, players, agency, client, hours
        self.brands: dict[str, Brand] = {}
        self.contacts: dict[str, Contact] = {}
        self.roles: list[Role] = []
        self.jobs: dict[str, Job] = {}
        self.milestones: dict[str, Milestone] = {}
        self.waits: dict[str, Waiting] = {}
        self.tasks: dict[str, Task] = {}
        self.meetings: dict[str, Meeting] = {}
        self.reports: dict[str, ContactReport] = {}
        self.issues: dict[str, Issue] = {}
        self.messages: dict[str, Message] = {}
        self.routings: dict[int, list[Routing]] = {}  # by form
        self.asked: dict[int, list[Department]] = {}  # by form
        self.changes: dict[int, list[Change]] = defaultdict(list)  # by job
        self.gaps: dict[int, StepGap] = {}  # the open one, by job
        self.milestones_of: dict[int, list[Milestone]] = defaultdict(list)  # the open ones, by job
        self.waits_of: dict[int, list[Waiting]] = defaultdict(list)  # the open ones, by job
        self.open_tasks: dict[int, Task] = {}
        self.open_waits: dict[int, Waiting] = {}
        self.attendees: dict[int, list[Attendee]] = {}  # by meeting
        self.items: dict[int, list[Item]] = {}  # by report
        self.points: dict[int, list[Any]] = {}  # the agenda's own, by meeting
        self.counters: dict[str, Counter] = {}
        self.chain = Chain(client_key=client.pk)

    def person(self, key: str) -> Person:
        """One of ours."""
        return self.players.people[key]

    def somebody(self, name: str) -> Person | Contact | None:
        """One of ours by key, or a contact by name; None for an empty name."""
        return (self.players.people.get(name) or self.contacts[name]) if name else None

    def number(self, series: str) -> int:
        """The next number of a series."""
        counter = self.counters.get(series)
        if counter is None:
            counter = self.counters[series] = self.rows.add(Counter(series=series))
        counter.last += 1
        return counter.last

    def event(
        self, by: Person, verb: str, subject: Model, particulars: Mapping[str, Any], at: datetime,
        thread: Thread | None = None,
    ) -> Event:  # fmt: skip
        """The next link of the client's chain, as `record.events.append` makes it, and its entry in the thread."""
        if not self.chain.length:
            self.rows.add(self.chain)
        event = Event(
            chain=self.chain, number=self.chain.length + 1, by=by, verb=verb, client=self.client, at=at,
            subject_label=subject._meta.label, subject_id=subject.pk,
            particulars=json.loads(canonical(dict(particulars))),
        )  # fmt: skip
        event.digest = events.digest(self.chain.head, event)
        self.chain.length, self.chain.head = event.number, event.digest
        self.rows.add(event)
        if thread:
            self.rows.add(
                ThreadEntry(
                    event=event, client=self.client, at=thread.at or at, side=thread.side, verb=verb, job=thread.job,
                    subject_label=event.subject_label, subject_id=event.subject_id,
                    facts=json.loads(canonical(dict(thread.facts))),
                )
            )  # fmt: skip
        return event
