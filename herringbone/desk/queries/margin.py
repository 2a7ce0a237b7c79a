"""What stands beside the duties: today's meetings, whom we wait for, whom one covers for, what was done this week."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import CharField, Count, DateTimeField, F, IntegerField, Q, QuerySet, Value
from django.db.models.functions import Cast

from herringbone.core.compiled import compiled_once
from herringbone.core.wording.dates import days_between
from herringbone.desk.queries.duties import nobody_s, with_pairs
from herringbone.meetings.models import KickOffWaived, Meeting
from herringbone.people.models import Absence, Person
from herringbone.people.queries.absences import last_day
from herringbone.people.rules import Standing
from herringbone.record.models import Duty
from herringbone.work.models import Stage, Waiting
from herringbone.work.queries.waited import asked_of, steps_of

MEETINGS = 12
WAITINGS = 8
UNSTARTED = 5
ENDED = (Stage.Key.DELIVERED, *Stage.OVER)
STEP = ("number", "name", "next_step", "next_on", "next_contact__name")
WAIT = ("pk", "client__name", "client__code", "what", "job__number", "since")


@dataclass(frozen=True)
class Appointment:
    """One meeting of today or the next working days."""

    id: int
    starts: datetime
    topic: str
    client: str
    call: bool
    place: str
    tomorrow: bool


@dataclass(frozen=True)
class Wait:
    """Something the client owes: the days since it was asked."""

    id: int
    client: str
    code: str
    what: str
    job: str
    days: int


@dataclass(frozen=True)
class Step:
    """A job whose next step is the client's: what, by when, whose."""

    number: str
    name: str
    what: str
    on: date | None
    whose: str


@dataclass(frozen=True)
class Unstarted:
    """A job that its director let go into work without its kick-off, why and when."""

    number: str
    name: str
    by: str
    why: str
    at: datetime


@dataclass(frozen=True)
class Covering:
    """Somebody this person stands in for, until when."""

    person: Person
    until: date  # the last day


@dataclass(frozen=True)
class Week:
    """What was done since Monday, and how much of it in time."""

    done: int
    in_time: int


def meetings_of(person: Person, here: Standing, at: datetime, days: int = 1) -> list[Appointment]:
    """The meetings of the person on the office's date and the days after it, those called off left out. One query."""
    zone = person.office.wall
    midnight = datetime.combine(here.on, datetime.min.time(), zone)
    rows = _meetings(person.pk, here, midnight, midnight + timedelta(days=days))
    return [
        Appointment(pk, starts, topic, client, kind == "call", place, starts.astimezone(zone).date() > here.on)
        for pk, starts, topic, client, kind, place in rows
    ]


@compiled_once
def _meetings(person: int, here: Standing, begin: datetime, end: datetime) -> QuerySet[Meeting, tuple[Any, ...]]:
    rows = Meeting.objects.filter(here.sees("client"), attendees__person=person, withdrawal=None)
    return (
        rows.filter(starts__gte=begin, starts__lt=end).order_by("starts", "pk")
        .values_list("pk", "starts", "topic", "client__name", "kind", "place")[:MEETINGS]
    )  # fmt: skip


def waiting_on_clients(here: Standing, at: datetime) -> list[Wait]:
    """What clients owe on the accounts this person serves, the longest first. One query."""
    return [_wait(row, at) for row in _waits(here)]


def waits_of(client: int, here: Standing, at: datetime) -> tuple[list[Wait], list[Step]]:
    """All that waits on one client, as its page counts it: what it was asked for, the longest first, and the next steps
    that are its own. Two queries."""
    asked, steps = asked_of(client).filter(here.sees("client")), steps_of(client).filter(here.sees("client"))
    return [_wait(row, at) for row in asked.values_list(*WAIT)], [Step(*row) for row in steps.values_list(*STEP)]


def _wait(row: tuple[Any, ...], at: datetime) -> Wait:
    pk, client, code, what, job, since = row
    return Wait(pk, client, code, what, job or "", days_between(since, at))


@compiled_once
def _waits(here: Standing) -> QuerySet[Waiting, tuple[Any, ...]]:
    rows = Waiting.objects.filter(here.sees("client"), client__in=here.team, ended=None).order_by("since", "pk")
    return rows.values_list(*WAIT)[:WAITINGS]


def covering(here: Standing, at: datetime) -> list[Covering]:
    """Whom this person stands in for. One query, and none where nobody is away."""
    if not here.away:
        return []
    rows = Absence.objects.running(at).filter(person__in=here.away).select_related("person__office").order_by("ends")
    return [Covering(row.person, last_day(row.ends, row.person.office)) for row in rows]


def week_and_unstarted(person: Person, here: Standing) -> tuple[Week, list[Unstarted]]:
    """What this person did since Monday's midnight in their office; and the open jobs that went on without a kick-off,
    of all accounts that this person sees, the latest first. One query."""
    monday = here.on - timedelta(days=here.on.weekday())
    midnight = datetime.combine(monday, datetime.min.time(), person.office.wall)
    week, unstarted = Week(0, 0), []
    for *told, finished, in_time in _week_and_unstarted(person.pk, here, midnight):
        if told[0]:
            unstarted.append(Unstarted(*told))
        else:
            week = Week(finished, in_time)
    return week, unstarted


@compiled_once
def _week_and_unstarted(person: int, here: Standing, since: datetime) -> QuerySet[Any, tuple[Any, ...]]:
    """In one query, since a desk asks no more than twelve: a row for the week, and one for each job."""
    no_word, no_count = Value("", CharField()), Value(0, IntegerField())
    theirs = Q(owner=person) | nobody_s("owner", here) & Q(client__in=here.answers)
    rows = with_pairs(Duty.objects.filter(here.sees("client"), done__gte=since))
    duties = rows.filter(theirs).order_by().annotate(whole=Value(1))
    week = duties.values("whole").annotate(
        c_number=no_word, c_name=no_word, c_by=no_word, c_why=no_word, c_at=Cast(Value(None), DateTimeField()),
        c_done=Count("pk"), c_in_time=Count("pk", filter=Q(done__lte=F("due"))),
    )  # fmt: skip
    seen = KickOffWaived.objects.filter(here.sees("job__client")).exclude(job__stage__in=ENDED)
    latest = seen.order_by("-at", "-pk").values("pk")[:UNSTARTED]
    unstarted = KickOffWaived.objects.filter(pk__in=latest).order_by().annotate(
        c_number=F("job__number"), c_name=F("job__name"), c_by=F("by__name"), c_why=F("why"), c_at=F("at"),
        c_done=no_count, c_in_time=no_count,
    )  # fmt: skip
    columns = ("c_number", "c_name", "c_by", "c_why", "c_at", "c_done", "c_in_time")
    return week.values_list(*columns).union(unstarted.values_list(*columns), all=True).order_by("-c_at")
