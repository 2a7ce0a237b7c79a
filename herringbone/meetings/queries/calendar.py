"""The calendar page: a week of all offices, a month, and what is owed for meetings."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from herringbone.core.compiled import compiled_once
from herringbone.core.models import Office, WorkingDay
from herringbone.core.wording.holidays import why_closed
from herringbone.meetings.models import AgendaItem, Attendee, ContactReport, Issue, Item, Meeting
from herringbone.meetings.rules import may_write
from herringbone.people.models import Person
from herringbone.people.rules import Standing, visible
from herringbone.record.models import Duty

WORKWEEK = 5
OWED_SHOWN = 8


@dataclass(frozen=True)
class Slot:
    """One meeting on the calendar: local hours, its one state, and the words for it."""

    meeting: Meeting
    starts: datetime
    ends: datetime
    title: str
    about: str
    state: str
    words: str
    url: str
    due: datetime | None = None
    begun: bool = False
    writes: bool = False  # the reader may write the report


@dataclass(frozen=True)
class OfficeDay:
    """An office on a day: its meetings, or why it is closed; `now` is the hour there, on the day that is today."""

    office: Office
    slots: Sequence[Slot]
    closed: str
    now: datetime | None


@dataclass(frozen=True)
class CalendarDay:
    """A day across the offices."""

    date: date
    today: bool
    offices: Sequence[OfficeDay]


@dataclass(frozen=True)
class Filters:
    """What the calendar leaves out. `person` and `client` narrow it; `owed` shows only what owes something."""

    office: Office | None = None
    mine: bool = False
    person: Person | None = None
    owed: bool = False


@dataclass
class Week:
    """A week: its days, how many meetings it holds, and what is owed for them."""

    monday: date
    days: list[CalendarDay] = field(default_factory=list)
    meetings: int = 0
    owed: int = 0
    closed: list[tuple[Office, date, str]] = field(default_factory=list)


def with_states(meetings: QuerySet[Meeting]) -> QuerySet[Any]:
    """Meetings with what the calendar says of each: points on the agenda, first issue, the open duty's moment."""
    agenda = AgendaItem.objects.filter(meeting=OuterRef("pk")).order_by().values("meeting")
    duty = Duty.objects.filter(kind="contact_report", subject=OuterRef("pk"), done=None)
    return meetings.select_related("client", "office", "withdrawal", "no_report").annotate(
        points=Subquery(agenda.annotate(number=Count("pk")).values("number")),
        issued=Exists(Issue.objects.filter(report__meeting=OuterRef("pk"))),
        begun=Exists(ContactReport.objects.filter(meeting=OuterRef("pk"))),
        due=Subquery(duty.values("due")[:1]),
    )


def narrowed(meetings: QuerySet[Meeting], filters: Filters, served: frozenset[int]) -> QuerySet[Meeting]:
    """Only what the filters let through. `served` are the clients that the reader serves."""
    if filters.office:
        meetings = meetings.filter(office=filters.office)
    if filters.mine:
        meetings = meetings.filter(client__in=served)
    if filters.person:
        meetings = meetings.filter(attendees__person=filters.person)
    return meetings


def week_of(
    meetings: QuerySet[Meeting], day: date, offices: Sequence[Office], now: datetime, filters: Filters, here: Office
) -> Week:
    """The week that holds a day, Saturday and Sunday only where something is on them. Two queries."""
    monday = day - timedelta(days=day.weekday())
    week = Week(monday)
    found = _between(with_states(meetings), monday, monday + timedelta(days=7))
    by_day: dict[tuple[int, date], list[Slot]] = {}
    for meeting in found:
        slot = slot_of(meeting, now, here)
        if filters.owed and slot.state not in ("late", "soon", "open"):
            continue
        by_day.setdefault((meeting.office_id, slot.starts.date()), []).append(slot)
        week.meetings += not hasattr(meeting, "withdrawal")
        week.owed += slot.due is not None
    closed = {
        (row.office_id, row.date): why_closed(row.holiday)
        for row in WorkingDay.objects.filter(
            office__in=offices, date__gte=monday, date__lt=monday + timedelta(days=7), working=False, weekday__lte=5
        )
    }
    for place in range(7):
        on = monday + timedelta(days=place)
        if place >= WORKWEEK and not any((office.pk, on) in by_day for office in offices):
            continue
        rows = [_office_day(office, on, by_day, closed, now) for office in offices]
        week.days.append(CalendarDay(on, on == here.local(now).date(), rows))
        week.closed += [(row.office, on, row.closed) for row in rows if row.closed]
    return week


def slot_of(meeting: Meeting, now: datetime, here: Office) -> Slot:
    """How one meeting stands: before it its agenda counts, after it its report."""
    told: Mapping[str, object] = vars(meeting)
    due = told["due"] if isinstance(told["due"], datetime) else None
    state, words = _state(meeting, told, due, now)
    client = meeting.client.name
    about = [_("inside") if meeting.internal else "", _("by telephone") if meeting.kind == "call" else meeting.place]
    return Slot(
        meeting=meeting,
        starts=meeting.office.local(meeting.starts),
        ends=meeting.office.local(meeting.ends),
        title=meeting.topic if meeting.internal else client,
        about=", ".join(part for part in (client if meeting.internal else meeting.topic, *about) if part),
        state=state,
        words=words,
        url="contact_report" if state in ("late", "soon", "open") and meeting.ends <= now else "meeting",
        due=due if meeting.ends <= now else None,
        begun=bool(told["begun"]),
    )


def month_counts(meetings: QuerySet[Meeting], months: Sequence[date]) -> dict[date, int]:
    """How many meetings each of these months holds (by their first days). One query."""
    spans = {
        f"m{number}": Count("pk", filter=Q(starts__gte=_midnight(first), starts__lt=_midnight(_after(first))))
        for number, first in enumerate(months)
    }
    found = meetings.filter(withdrawal=None).aggregate(**spans)
    return {first: found[f"m{number}"] for number, first in enumerate(months)}


def month_meetings(meetings: QuerySet[Meeting], first: date) -> list[Meeting]:
    """The meetings of a month, with their states. One query."""
    return _between(with_states(meetings), first, _after(first))


def closed_in(offices: Sequence[Office], first: date) -> list[tuple[Office, date, str]]:
    """The weekdays of a month on which an office is closed, each with its reason. One query."""
    by_pk = {office.pk: office for office in offices}
    rows = WorkingDay.objects.filter(
        office__in=by_pk, date__gte=first, date__lt=_after(first), working=False, weekday__lte=WORKWEEK
    )
    return [(by_pk[row.office_id], row.date, why_closed(row.holiday)) for row in rows.order_by("date", "office")]


def latest(meetings: QuerySet[Meeting], most: int) -> QuerySet[Meeting]:
    """The latest of some meetings first, with their states."""
    return with_states(meetings).order_by("-starts", "-pk")[:most]


@compiled_once
def meetings_about(job: int, here: Standing) -> QuerySet[Meeting]:
    """The latest meetings about a job, and those in whose report something of it was said.

    A union and no OR: a database that sees that there are but a few takes the short way to them.
    """
    about = Meeting.objects.filter(job=job).order_by().values("pk")
    spoken_of = Item.objects.filter(job=job).order_by().values("report__meeting")
    return latest(visible(here, Meeting).filter(pk__in=about.union(spoken_of)), 10)


def slots_of(meetings: Iterable[Meeting], now: datetime, here: Office) -> list[Slot]:
    """How meetings with their states are shown."""
    return [slot_of(meeting, now, here) for meeting in meetings]


def held_or_planned() -> QuerySet[Meeting]:
    """Meetings that were not called off: to be counted."""
    return Meeting.objects.filter(withdrawal=None)


def last_held(at: datetime, contact: str | None) -> QuerySet[Meeting, Any]:
    """For the client of the outer row, when the last meeting or call with somebody of theirs was over; with the one
    contact whose id stands in its column `contact`, where one is named."""
    theirs = Attendee.objects.filter(meeting=OuterRef("pk"), contact__isnull=False, absent=False)
    if contact:
        theirs = theirs.filter(contact=OuterRef(OuterRef(contact)))
    held = held_or_planned().filter(Exists(theirs), client=OuterRef("pk"), ends__lte=at, internal=False)
    return held.order_by("-starts").values("ends")[:1]


def owed_now(meetings: QuerySet[Meeting], now: datetime, here: Office, reader: Person) -> list[Slot]:
    """Reports owed for past meetings, the most pressing first, and whether the reader writes them. One query."""
    rows = with_states(meetings).filter(withdrawal=None, ends__lte=now, due__isnull=False).order_by("due")
    found = rows[:OWED_SHOWN]
    return [replace(slot_of(one, now, here), writes=may_write(by=reader, meeting=one)) for one in found]


def _state(meeting: Meeting, told: Mapping[str, object], due: datetime | None, now: datetime) -> tuple[str, str]:
    if hasattr(meeting, "withdrawal"):
        return "off", pgettext("a call", "Withdrawn") if meeting.kind == Meeting.Kind.CALL else _("Called off")
    if meeting.ends > now:
        return ("done", _("Agenda written")) if told["points"] else ("open", _("No agenda yet"))
    if told["issued"]:
        return "done", _("Report issued")
    if due is None:
        return "off", _("No report owed")
    if due < now:
        return "late", _("Report late")
    soon = meeting.office.local(due).date() <= meeting.office.local(now).date() + timedelta(days=1)
    return "soon" if soon else "open", _("Report due")


def _office_day(
    office: Office, on: date, slots: Mapping[tuple[int, date], list[Slot]], closed: Mapping[tuple[int, date], str],
    now: datetime,
) -> OfficeDay:  # fmt: skip
    local = office.local(now)
    rows = sorted(slots.get((office.pk, on), []), key=lambda slot: slot.starts)
    return OfficeDay(office, rows, closed.get((office.pk, on), ""), local if local.date() == on else None)


def _between(meetings: QuerySet[Meeting], first: date, end: date) -> list[Meeting]:
    """Meetings whose own office has one of these dates. The window in UTC is a day wider; the zone decides."""
    day = timedelta(days=1)
    rows = meetings.filter(starts__gte=_midnight(first) - day, starts__lt=_midnight(end) + day)
    return [one for one in rows.order_by("starts", "pk") if first <= one.office.local(one.starts).date() < end]


def _midnight(day: date) -> datetime:
    return datetime.combine(day, datetime.min.time(), tzinfo=UTC)


def _after(first: date) -> date:
    return (first + timedelta(days=31)).replace(day=1)
