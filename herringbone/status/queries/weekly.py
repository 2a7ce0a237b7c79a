"""The weekly meeting's screen: whose turn it is, one job in big type, and what was changed at the table."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from herringbone.clients.models import Client
from herringbone.core.names.order import by_name
from herringbone.core.sql import CountOf
from herringbone.core.wording.durations import days, hours, waited
from herringbone.core.wording.numbers import in_words, sentence
from herringbone.people.models import Absence, Person
from herringbone.people.queries.absences import last_day
from herringbone.people.rules import Standing, visible, who_answers
from herringbone.record.models import ThreadEntry
from herringbone.record.wording import words_of
from herringbone.status.models import TableChange, Turn, WeeklyMeeting
from herringbone.status.queries.lines import JobStanding
from herringbone.status.queries.report import Live, live
from herringbone.status.queries.table import record_of
from herringbone.work.models import Job, MilestoneMove, Stage

SINCE = 3  # things that happened on a job since the last report
CHANGES = 12  # shown on the screen; the record holds all
HELD = 30


@dataclass(frozen=True)
class Place:
    """One job in the list beside: "said" once it was passed."""

    job: JobStanding
    state: str
    word: str
    current: bool


@dataclass(frozen=True)
class Spoken:
    """The job in big type. `moved`: how many days later its milestone is than it was first planned for."""

    job: JobStanding
    waits: str
    moved: int
    since: list[str]


@dataclass(frozen=True)
class Screen:
    """One turn of the meeting."""

    meeting: WeeklyMeeting
    turns: Sequence[Turn]
    turn: Turn
    live: Live
    places: list[Place]
    spoken: Spoken | None
    away: Absence | None
    changes: list[TableChange]
    ahead: int  # minutes; behind where it is below nought
    jobs_next: int

    @property
    def place(self) -> int:
        """Which turn it is, from 1."""
        return self.turns.index(self.turn) + 1

    @property
    def next_turn(self) -> Turn | None:
        """Whose turn is next."""
        return self.turns[self.place] if self.place < len(self.turns) else None

    @property
    def turn_before(self) -> Turn | None:
        """Whose turn it was."""
        return self.turns[self.place - 2] if self.place > 1 else None

    def _beside(self, step: int) -> int | None:
        at = next((n for n, one in enumerate(self.places) if one.current), None)
        found = None if at is None or not 0 <= at + step < len(self.places) else self.places[at + step]
        return found.job.pk if found else None

    @property
    def next_job(self) -> int | None:
        """The job below."""
        return self._beside(1)

    @property
    def job_before(self) -> int | None:
        """The job above."""
        return self._beside(-1)

    @property
    def away_until(self) -> date | None:
        """The last day on which the one who is spoken for is away, in their office."""
        return last_day(self.away.ends, self.away.person.office) if self.away else None


def clients_of_team(here: Standing) -> QuerySet[Client]:
    """The clients that a person runs through: those of their account teams and those they lead, with a job that is
    open; of the head of account services, who is on none, all."""
    found = visible(here, Client)
    mine = here.accounts | here.led
    if mine or not here.directs_agency:
        found = found.filter(pk__in=mine)
    return found.annotate(open_jobs=_open_jobs()).filter(open_jobs__gt=0).order_by(by_name(), "pk")


def speakers(clients: Sequence[Client], here: Standing) -> dict[int, tuple[int, int | None]]:
    """For each client who speaks, and instead of whom: whoever answers for it or, while they are away, their cover."""
    answering, covers = who_answers([one.pk for one in clients], here.on, here), here.covers
    return {
        client: (covers.get(person, person), person if person in covers else None)
        for client, person in answering.items()
    }


def meetings_of(person: Person) -> QuerySet[WeeklyMeeting]:
    """The weekly meetings that a person has held."""
    return WeeklyMeeting.objects.filter(by=person)


def meetings_read_by(person: Person, here: Standing) -> QuerySet[WeeklyMeeting]:
    """The weekly meetings whose record somebody reads, the newest first: whoever held it, spoke for a client or was to.

    Each with how many clients of theirs it went through and how much was changed for these.
    """
    turns, changes = visible(here, Turn), visible(here, TableChange)
    spoke = turns.filter(Q(speaker=person) | Q(instead_of=person), meeting=OuterRef("pk"))
    rows = WeeklyMeeting.objects.filter(Q(by=person) | Exists(spoke)).select_related("by")
    return rows.annotate(
        clients=CountOf(turns.filter(meeting=OuterRef("pk"))),
        changed=CountOf(changes.filter(turn__meeting=OuterRef("pk"))),
    ).order_by("-at")


def turns_of(meeting: WeeklyMeeting, here: Standing) -> list[Turn]:
    """The turns of a meeting whose clients the reader still sees, in order, each with how many jobs are open."""
    rows = visible(here, Turn).filter(meeting=meeting).select_related("client__office", "speaker", "instead_of")
    jobs = Job.objects.filter(client=OuterRef("client")).exclude(stage__in=Stage.OVER)
    return list(rows.annotate(open_jobs=CountOf(jobs)).order_by("position"))


def screen(meeting: WeeklyMeeting, turns: list[Turn], turn: Turn, job: int, here: Standing) -> Screen:
    """What the table sees; `job` is the one that is spoken of, the first where it is none of the client's."""
    found = live(turn.client, here)
    jobs = found.jobs
    current = next((one for one in jobs if one.pk == job), jobs[0] if jobs else None)
    at = jobs.index(current) if current else 0
    following = turns[turns.index(turn) + 1 :][:1]
    away = (
        Absence.objects.running(here.at)
        .filter(person=turn.instead_of_id)
        .select_related("person__office")
        .order_by("-ends")
        .first()
    )
    return Screen(
        meeting, turns, turn, found, [_place(one, place, at) for place, one in enumerate(jobs)],
        _spoken(current, found, here.at) if current else None, away if turn.instead_of_id else None,
        list(record_of(meeting, here)[:CHANGES]), _ahead(meeting, turns, turn, at, here.at),
        vars(following[0])["open_jobs"] if following else 0,
    )  # fmt: skip


def pace(minutes: int) -> str:
    """ "nine minutes ahead", "two minutes behind", "on time"; from an hour on "2 h 50 behind", "7 days behind"."""
    if minutes == 0:
        return _("on time")
    span = timedelta(minutes=abs(minutes))
    if span >= timedelta(hours=1):
        told = {"span": days(span.days) if span.days else hours(span)}
        return (_("%(span)s ahead") if minutes > 0 else _("%(span)s behind")) % told
    words = (
        ngettext("one minute ahead", "%(count)s minutes ahead", minutes)
        if minutes > 0
        else ngettext("one minute behind", "%(count)s minutes behind", -minutes)
    )
    return words % {"count": in_words(abs(minutes))}


def _open_jobs() -> CountOf:
    return CountOf(Job.objects.filter(client=OuterRef("pk")).exclude(stage__in=Stage.OVER))


def _place(job: JobStanding, place: int, at: int) -> Place:
    if place < at:
        return Place(job, "done", _("said"), False)
    line = job.line
    if line["stage"] == Stage.Key.ON_HOLD:
        state, word = "stopped", pgettext("a job", "on hold")
    elif job.late:
        state, word = "late", _("late")
    elif line["group"] == "waiting":
        state, word = "waiting", _("waiting")
    elif line["was"].get("milestone_on"):
        state, word = "soon", _("moved")
    elif line["new"]:
        state, word = "soon", pgettext("a job, since the last report", "new")
    elif line["group"] == "billing":
        state, word = "open", _("to be billed")
    else:
        state, word = "open", _("on plan")
    return Place(job, state, word, place == at)


def _spoken(job: JobStanding, found: Live, at: datetime) -> Spoken:
    line = job.line
    waits = ""
    if line["since"]:
        waits = waited((at.date() - date.fromisoformat(line["since"])).days)
    named = Job.objects.filter(pk=job.pk).values("milestone")
    first = MilestoneMove.objects.filter(milestone__in=named, was=None)
    was = first.values_list("to", flat=True).first() if line["milestone_on"] else None
    moved = (date.fromisoformat(line["milestone_on"]) - was).days if was else 0
    since: list[str] = []
    if found.before:
        entries = ThreadEntry.objects.filter(job=job.pk, at__gt=found.before.at).order_by("-at", "-pk")[:SINCE]
        since = [sentence(told.under or told.title) for told in map(words_of, entries)]
    return Spoken(job, waits, max(0, moved), since)


def _ahead(meeting: WeeklyMeeting, turns: Sequence[Turn], turn: Turn, at: int, now: datetime) -> int:
    """By how many minutes the table is ahead of the even share of its time that each job has."""
    jobs = [vars(one)["open_jobs"] for one in turns]
    told = sum(jobs[: list(turns).index(turn)]) + at
    meant = timedelta(minutes=meeting.minutes) * told / max(1, sum(jobs))
    return round((meant - (now - meeting.at)) / timedelta(minutes=1))
