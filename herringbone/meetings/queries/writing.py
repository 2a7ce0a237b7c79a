"""What stands on the page where a contact report is written: the rows, what may be chosen, the clock, the readers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from herringbone.clients.models import Contact
from herringbone.core import clock
from herringbone.core.dates import Read, label
from herringbone.core.models import Counter, Office
from herringbone.core.names.order import by_name
from herringbone.core.typed import Way
from herringbone.core.wording.dates import city
from herringbone.meetings.documents.contract import KIND
from herringbone.meetings.models import AgendaItem, Attendee, ContactReport, Item, Meeting, Objection
from herringbone.meetings.models.report import new_key
from herringbone.meetings.queries.distribution import Distribution, distribution
from herringbone.meetings.queries.draft import token
from herringbone.meetings.queries.on_paper import OnPaper
from herringbone.meetings.queries.window import Window, window
from herringbone.people.models import Person
from herringbone.people.rules import visible_to
from herringbone.record.models import Duty
from herringbone.work.models import Job, Stage
from herringbone.work.queries.people import team_of

LETTERS = {"discussion": "t", "decision": "d", "approval": "a", "budget": "b", "next_step": "n", "internal": "i"}


@dataclass(frozen=True)
class Row:
    """An item as its fields show it; `due` is the text in the field, `error` what is wrong, `ways` what may be meant,
    `paper` its change form, `objections` those of the client that are still open."""

    key: str
    kind: str
    text: str = ""
    job: str = ""
    owner: str = ""
    due: str = ""
    agenda: str = ""
    effect: str = ""
    error: str = ""
    ways: Sequence[Way] = ()
    fresh: bool = False
    paper: OnPaper | None = None
    objections: Sequence[Objection] = ()


@dataclass(frozen=True)
class Choices:
    """What an item may name: jobs, who does a next step on either side, points of the agenda."""

    jobs: Sequence[Job]
    ours: Sequence[Person]
    theirs: Sequence[Contact]
    agenda: Sequence[AgendaItem]

    @property
    def owners(self) -> Mapping[str, Person | Contact]:
        """Everybody who may do a next step, by `token`."""
        everybody: list[Person | Contact] = [*self.ours, *self.theirs]
        return {token(one): one for one in everybody}


@dataclass(frozen=True)
class Point:
    """A point of the agenda beside the writing: covered by an item, left out, or still to be written on."""

    number: int
    row: AgendaItem
    covered: bool


@dataclass(frozen=True)
class WritingPage:
    """The whole page beside the rows themselves."""

    number: int
    version: int
    points: list[Point]
    present: list[Attendee]
    absent: list[Attendee]
    due: datetime | None
    began: datetime | None
    readers: Distribution
    promised: Window | None

    @property
    def covered(self) -> int:
        """How many points of the agenda are dealt with."""
        return sum(1 for point in self.points if point.covered or point.row.not_discussed)

    @property
    def hours(self) -> int:
        """How many hours there were from the meeting's end."""
        if self.due is None or self.began is None:
            return 0
        return round((self.due - self.began) / timedelta(hours=1))


def choices(meeting: Meeting, reader: Person, items: Sequence[Item]) -> Choices:
    """What may be named in this meeting's report, of what its writer may see. What is named already stays."""
    client = meeting.client
    there = list(meeting.attendees.exclude(person=None).values_list("person", flat=True))
    there += [item.owner_id for item in items if item.owner_id]
    team = team_of(client, client.office.local(clock.now()).date()).values("pk")
    people = Person.objects.filter(Q(pk__in=team) | Q(pk__in=there)).order_by(by_name())
    jobs = (
        visible_to(reader, Job)
        .filter(client=client)
        .filter(~Q(stage__in=Stage.OVER) | Q(pk__in=[item.job_id for item in items if item.job_id]))
    )
    contacts = (
        visible_to(reader, Contact)
        .filter(client=client)
        .filter(Q(left=None) | Q(pk__in=[item.owner_contact_id for item in items if item.owner_contact_id]))
    )
    return Choices(
        jobs=list(jobs.order_by("-opened")),
        ours=list(people),
        theirs=[] if meeting.internal else list(contacts),
        agenda=list(meeting.agenda.all()),
    )


def writing_page(meeting: Meeting, report: ContactReport | None, items: Sequence[Item]) -> WritingPage:
    """All that stands around the rows. `report` is None before the first word."""
    rows = meeting.attendees.select_related("person", "contact").order_by("pk")
    attendees = sorted(rows, key=lambda one: one.contact is None)  # the client's first
    last = report.issues.order_by("version").last() if report else None
    duty = Duty.objects.filter(kind="contact_report", subject=meeting.pk).first()
    return WritingPage(
        number=last.number if last else next_number(meeting),
        version=last.version + 1 if last else 1,
        points=points(meeting, items),
        present=[one for one in attendees if not one.absent],
        absent=[one for one in attendees if one.absent],
        due=duty.due if duty and not last else None,
        began=duty.started if duty else None,
        readers=distribution(report or ContactReport(meeting=meeting), list(items)),
        promised=None if meeting.internal else window(meeting.client, clock.now()),
    )


def points(meeting: Meeting, items: Sequence[Item]) -> list[Point]:
    """The agenda with what the items say of it; an internal item covers its point as any other does. One query."""
    written = {item.agenda_id for item in items}
    return [Point(number, row, row.pk in written) for number, row in enumerate(meeting.agenda.all(), start=1)]


def rows_of(items: Sequence[Item], today: date) -> list[Row]:
    """The stored items as rows."""
    return [
        Row(
            item.key, item.kind, item.text, str(item.job_id or ""), token(item.owner or item.owner_contact),
            shown_due(item, today), str(item.agenda_id or ""), effect_of(item),
        )
        for item in items
    ]  # fmt: skip


def open_objections(report: ContactReport | None) -> Mapping[str, Sequence[Objection]]:
    """By item what the client objects to, which a correction is about; nothing where none is written. One query."""
    if report is None or report.correcting is None:
        return {}
    rows = Objection.objects.filter(issue__report=report, settlement=None).select_related("contact").order_by("at")
    found: dict[str, list[Objection]] = {}
    for one in rows:
        found.setdefault(one.item_key, []).append(one)
    return found


def blank(meeting: Meeting, kind: str, agenda: str = "") -> Row:
    """A row to be written into, about the job that the meeting is about."""
    known = kind if kind in Item.Kind.values else Item.Kind.DISCUSSION
    return Row(new_key(), known, job=str(meeting.job_id or ""), agenda=agenda, fresh=True)


def shown_due(item: Item, today: date) -> str:
    """A next step's date as its field shows it, an hour on the reader's own clock: "Thu 26 Nov 12:00"."""
    if item.due_at:
        at = timezone.localtime(item.due_at)
        return label(Read(at.date(), at.time()), today)
    return label(Read(item.due), today) if item.due else ""


def whose_clock(zone: str) -> str:
    """The city by whose clock hours are shown, where somebody of another office could take them for theirs."""
    return city(zone) if Office.objects.exclude(zone=zone).exists() else ""


def effect_of(item: Item) -> str:
    """What issuing will make of an item, in words."""
    owner = item.owner or item.owner_contact
    return becomes(owner) if owner and item.kind == Item.Kind.NEXT_STEP else ""


def becomes(owner: Person | Contact) -> str:
    """What issuing will make of a next step that somebody does, in words."""
    if isinstance(owner, Person):
        return _("Becomes %(person)s’s task") % {"person": owner.first_name}
    return _("We wait for %(contact)s") % {"contact": owner}


def next_number(meeting: Meeting) -> int:
    """The number that the next issue will most likely get: it is taken when it is issued."""
    counter = Counter.objects.filter(series=f"edition:{KIND}:{meeting.client_id}").first()
    return (counter.last if counter else 0) + 1
