"""What a calendar feed shows at the moment it is fetched: what its maker may see just then, and no more."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from herringbone.core import clock
from herringbone.core.models import Office
from herringbone.meetings.documents.entry import Entry
from herringbone.meetings.models import CalendarFeed, Meeting
from herringbone.meetings.queries.edition import place
from herringbone.people.models import Absence, Person
from herringbone.people.rules import Standing, standing, visible
from herringbone.record.canonical import sha256
from herringbone.record.models import Event
from herringbone.status.models import NotShown
from herringbone.work.models import Job, Milestone, Stage

BACK, AHEAD = timedelta(days=90), timedelta(days=400)
MOST = 1_000  # of each kind, the earliest left out first
ADAY = timedelta(days=1)
Changes = dict[tuple[str, int], tuple[int, datetime]]


@dataclass(frozen=True)
class Fetched:
    """A calendar's name and its entries, in the language of whom it is for."""

    name: str
    entries: list[Entry]


def feed_of(token: str) -> CalendarFeed | None:
    """The feed of a token, if it may be fetched now; None for one that is wrong or has ended. One query."""
    rows = live_feeds().select_related("by__office", "person__office", "client__office", "job")
    return rows.filter(token_sha256=sha256(token)).first()


def live_feeds() -> QuerySet[CalendarFeed]:
    """Feeds that may be fetched: not revoked, and their maker has not left since, also where they came back. A copy of
    the agency that was promoted serves none that the original gave out.
    """
    left = Q(subject_label="people.Person", subject_id=OuterRef("by"), verb="person left")
    ended = Event.objects.filter(left | Q(subject_label="core.Agency", verb="copy promoted"), at__gte=OuterRef("made"))
    return CalendarFeed.objects.filter(~Exists(ended), revoked=None, by__is_active=True)


def fetched(feed: CalendarFeed) -> Fetched:
    """The feed as its maker may see it now. What they may not see any more is not there: the calendar is then empty
    and tells no client's name, so that programs throw away what they kept. A fixed number of queries.
    """
    here = standing(feed.by)
    if feed.client and not here.sees_client(feed.client_id or 0):
        return Fetched("Herringbone", [])
    language = feed.client.language if feed.client else feed.by.language
    with translation.override(language):
        return Fetched(_name(feed), _sorted(_of_client(feed, here) if feed.client else _of_person(feed, here)))


def _name(feed: CalendarFeed) -> str:
    if feed.job and feed.client:
        return f"{feed.client.name}: {feed.job.name}"
    return str(feed.client or feed.person)


def _sorted(entries: Iterable[Entry]) -> list[Entry]:
    return sorted(entries, key=lambda one: (f"{one.starts:%Y-%m-%d}", one.uid))


def _of_client(feed: CalendarFeed, here: Standing) -> Iterator[Entry]:
    """A client's calendar may be handed to the client: internal meetings, and jobs kept out of its reports with all
    meetings about them, are not in it, nor is anything that leads into the house.
    """
    meetings = visible(here, Meeting).filter(client=feed.client_id, internal=False)
    kept_out = NotShown.objects.filter(ended=None).values("job")
    meetings = meetings.exclude(job__in=kept_out)
    jobs = visible(here, Job).filter(client=feed.client_id).exclude(pk__in=kept_out)
    if feed.job_id:
        meetings, jobs = meetings.filter(job=feed.job_id), jobs.filter(pk=feed.job_id)
    yield from _entries(meetings, jobs, ours=False)


def _of_person(feed: CalendarFeed, here: Standing) -> Iterator[Entry]:
    """Meetings to which somebody is asked, dates of the jobs they lead, when they are away and when they stand in."""
    assert feed.person
    meetings = visible(here, Meeting).filter(attendees__person=feed.person)
    yield from _entries(meetings, visible(here, Job).filter(lead=feed.person), ours=True)
    yield from _absences(feed.person)


def _entries(meetings: QuerySet[Meeting], jobs: QuerySet[Job], *, ours: bool) -> Iterator[Entry]:
    now = clock.now()
    first, last = now - BACK, now + AHEAD
    rows = meetings.filter(starts__range=(first, last), said="").select_related("client", "office", "withdrawal")
    held = list(rows.prefetch_related("agenda").order_by("-starts", "-pk")[:MOST])
    on = (first.date(), last.date())
    milestones = Milestone.objects.filter(job__in=jobs, on__range=on).select_related("job__client")
    reached = list(milestones.order_by("-on", "-pk")[:MOST])
    delivered = list(jobs.filter(delivered_by__range=on).select_related("client").order_by("-delivered_by")[:MOST])
    changes = _changes({"meetings.Meeting": held, "work.Milestone": reached, "work.Job": delivered})
    yield from (_meeting(one, changes, ours) for one in held)
    yield from (_milestone(one, changes, ours) for one in reached)
    yield from (_delivery(one, changes, ours) for one in delivered)


def _meeting(meeting: Meeting, changes: Changes, ours: bool) -> Entry:
    withdrawal = getattr(meeting, "withdrawal", None)
    changed = changes.get(("meetings.Meeting", meeting.pk), (0, meeting.made))[1]
    lines = [meeting.conference] if meeting.conference else []
    if points := list(meeting.agenda.all()):
        lines += ["", _("Agenda")] if lines else [_("Agenda")]
        lines += [f"{number}. {point.said}" for number, point in enumerate(points, start=1)]
    starts, ends = _days(meeting.starts, meeting.ends, meeting.office)
    return Entry(
        uid=meeting.uid, sequence=meeting.sequence, stamp=max(changed, withdrawal.at) if withdrawal else changed,
        starts=starts, ends=ends, zone=meeting.office.zone_at(meeting.starts),
        summary=f"{meeting.client.name}: {meeting.topic}" if ours else meeting.topic, place=place(meeting),
        text="\n".join(lines), url=_at("meeting", meeting.pk) if ours else "", cancelled=withdrawal is not None,
    )  # fmt: skip


def _milestone(milestone: Milestone, changes: Changes, ours: bool) -> Entry:
    number, changed = changes.get(("work.Milestone", milestone.pk), (1, milestone.planned))
    job = milestone.job
    return Entry(
        uid=f"milestone-{milestone.pk}@{_host()}", sequence=number - 1, stamp=changed,
        starts=milestone.on, ends=milestone.on + ADAY, summary=f"{_job(job, ours)}: {milestone.name}",
        url=_at("job", job.number) if ours else "", free=True,
        cancelled=milestone.dropped is not None or job.stage == Stage.Key.CANCELLED,
    )  # fmt: skip


def _delivery(job: Job, changes: Changes, ours: bool) -> Entry:
    assert job.delivered_by
    number, changed = changes.get(("work.Job", job.pk), (1, job.opened))
    return Entry(
        uid=f"delivery-{job.pk}@{_host()}", sequence=number - 1, stamp=changed,
        starts=job.delivered_by, ends=job.delivered_by + ADAY,
        summary=_("%(job)s: delivery") % {"job": _job(job, ours)},
        url=_at("job", job.number) if ours else "", free=True, cancelled=job.stage == Stage.Key.CANCELLED,
    )  # fmt: skip


def _absences(person: Person) -> Iterator[Entry]:
    """When somebody is away, and whom they stand in for. Why somebody is away is nobody's business here."""
    now = clock.now()
    rows = Absence.objects.filter(Q(person=person) | Q(cover=person), begins__lt=now + AHEAD, ends__gt=now - BACK)
    found = list(rows.select_related("person__office", "cover").order_by("-begins")[:MOST])
    changes = _changes({"people.Absence": found})
    for one in found:
        number, changed = changes.get(("people.Absence", one.pk), (1, one.begins))
        own = one.person_id == person.pk
        words = _("Away: %(person)s, %(cover)s stands in") if own else _("Standing in for %(person)s")
        starts, ends = _days(one.begins, one.ends, one.person.office)
        yield Entry(
            uid=f"absence-{one.pk}-{'own' if own else 'cover'}@{_host()}", sequence=number - 1, stamp=changed,
            starts=starts, ends=ends, zone=one.person.office.zone_at(one.begins), free=not own,
            summary=words % {"person": one.person.name, "cover": one.cover.name},
        )  # fmt: skip


def _days(begins: datetime, ends: datetime, office: Office) -> tuple[date, date]:
    """Whole days as days, all else as moments."""
    local = [office.local(one) for one in (begins, ends)]
    if all(one.time() == time() for one in local):
        return local[0].date(), local[1].date()
    return begins, ends


def _changes(records: dict[str, Iterable[Meeting | Milestone | Job | Absence]]) -> Changes:
    """How many events each of these records has, and when the last one was. One query."""
    about = Q(pk=None)
    for label, rows in records.items():
        about |= Q(subject_label=label, subject_id__in=[one.pk for one in rows])
    found = Event.objects.filter(about).order_by().values_list("subject_label", "subject_id")
    return {(label, pk): (number, at) for label, pk, number, at in found.annotate(number=Count("pk"), last=Max("at"))}


def _job(job: Job, ours: bool) -> str:
    return f"{job.client.name}, {job.number} {job.name}" if ours else f"{job.number} {job.name}"


def _host() -> str:
    return urlsplit(settings.BASE_URL).hostname or "localhost"


def _at(name: str, part: object) -> str:
    return f"{settings.BASE_URL}{reverse(name, args=[part])}"
