"""To whom a contact report goes, and why (C2): worked out from the meeting, its items and the jobs they are tied to.

Attendees, the account's seniors, heads of the departments concerned, and the production, media and creative people of
the jobs. Nobody across a wall, nobody who left, and of the client only who was there, unless somebody was added.
"""

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from herringbone.clients.models import Contact
from herringbone.core import clock
from herringbone.meetings.models import Attendee, ContactReport, DistributionChange, Item
from herringbone.meetings.queries import why_read
from herringbone.meetings.queries.consent import do_not_mail
from herringbone.meetings.queries.walls import behind_wall
from herringbone.meetings.queries.why_read import Reason, as_kept, phrase
from herringbone.people.models import Department, Person, Role
from herringbone.work.models import Job, Routing, Task

Craft = Department.Craft
Who = tuple[int | None, int | None]  # a person's id, or a contact's
MAKERS = (Craft.PRODUCTION, Craft.MEDIA, Craft.CREATIVE)


@dataclass
class Recipient:
    """Somebody who gets the report. Exactly one of `person` and `contact` is set."""

    person: Person | None = None
    contact: Contact | None = None
    reasons: list[Reason] = field(default_factory=list)
    added: bool = False

    @property
    def who(self) -> Person | Contact:
        """The person or the contact."""
        found = self.person or self.contact
        assert found is not None
        return found

    @property
    def key(self) -> Who:
        """Who it is, by their ids."""
        return (self.person.pk if self.person else None, self.contact.pk if self.contact else None)

    @property
    def side(self) -> str:
        """Whose side they are on, as editions say it."""
        return "client" if self.contact else "agency"

    @property
    def why(self) -> str:
        """The reasons in one phrase: "Attended, and head of Creative"."""
        return phrase(self.reasons)

    @property
    def kept(self) -> list[list[str | int]]:
        """The reasons as a row keeps them, to be said to whoever reads it in their language."""
        return as_kept(self.reasons)


@dataclass(frozen=True)
class LeftOut:
    """Somebody who would get the report and does not, and why not. `by_hand`: somebody took them off; `new`: they did
    not get the version before."""

    who: Person | Contact
    why: str
    by_hand: bool = False
    new: bool = False


@dataclass(frozen=True)
class Distribution:
    """Who gets a report, in order, and who is left out."""

    readers: tuple[Recipient, ...]
    left_out: tuple[LeftOut, ...]

    @property
    def outside(self) -> int:
        """How many of the readers are the client's."""
        return sum(1 for one in self.readers if one.contact)


class Gathering:
    """Recipients by who they are, in the order in which they were first named."""

    def __init__(self) -> None:
        self.people: dict[int, Recipient] = {}
        self.contacts: dict[int, Recipient] = {}

    def add(self, who: Person | Contact | None, code: str, *told: str | int) -> Recipient | None:
        if who is None:
            return None
        if isinstance(who, Contact):
            found = self.contacts.setdefault(who.pk, Recipient(contact=who))
        else:
            found = self.people.setdefault(who.pk, Recipient(person=who))
        found.reasons.append(Reason(code, told))
        return found


@dataclass(frozen=True)
class Concerned:
    """The rows from which it is worked out who gets a report, by their ids; departments by their names."""

    attendees: Sequence[Attendee]
    seniors: Sequence[Role]  # director, supervisor and point person of the account
    departments: Sequence[Department] = ()  # to which the jobs went
    routings: Sequence[Routing] = ()  # of the jobs' forms
    tasks: Sequence[Task] = ()  # open on the jobs
    finance: Sequence[Department] = ()  # where money was spoken of
    changes: Sequence[DistributionChange] = ()


def distribution(report: ContactReport, items: Sequence[Item] | None = None) -> Distribution:
    """Who gets this report as it stands now. A fixed number of queries, save where the client has a wall."""
    items = list(report.items.select_related("job")) if items is None else items
    jobs = _jobs(report, items)
    concerned = _concerned(report, items, jobs)
    found = gathered(report, jobs, concerned)
    asked = _of_correction(found, report, concerned.attendees) if report.correcting else set()
    return _let_through(found, report, concerned.changes, asked)


def gathered(report: ContactReport, jobs: Mapping[int, Job], concerned: Concerned) -> Gathering:
    """Everybody who has a reason to get the report, before it is asked who may."""
    found = Gathering()
    for one in concerned.attendees:
        if not one.absent:
            found.add(one.contact or one.person, why_read.ATTENDED)
    for role in concerned.seniors:
        found.add(role.person, role.kind)
    for department in concerned.departments:
        found.add(department.head, why_read.HEAD, department.name)
    forms = {job.form_id: job for job in jobs.values()}
    for routing in concerned.routings:
        _maker(found, routing.person, routing.department or routing.person.department, forms[routing.form_id])
    for task in concerned.tasks:
        assert task.job_id
        _maker(found, task.owner, task.owner.department, jobs[task.job_id])
    for department in concerned.finance:
        found.add(department.head, why_read.FINANCE, department.name)
    for change in concerned.changes:
        if change.added:
            made = found.add(change.person or change.contact, why_read.ADDED, str(change.by))
            if made:
                made.added = True
    _author(found, report.meeting.reporter)
    return found


def _of_correction(found: Gathering, report: ContactReport, attendees: Sequence[Attendee]) -> set[Who]:
    """A correction goes to those who got the version before. Gives who has a reason of their own since: they are asked
    about, save who was there after all and who was added by hand. Two queries.
    """
    former = report.issues.order_by("version").last()
    if former is None:
        return set()
    got: set[Who] = set()
    for one in former.readers.select_related("person", "contact").order_by("pk"):
        got.add((one.person_id, one.contact_id))
        there = found.people.get(one.person_id or 0) or found.contacts.get(one.contact_id or 0)
        if there is None:
            found.add(one.person or one.contact, why_read.GOT, former.version)
    got |= {(one.person_id, one.contact_id) for one in attendees if not one.absent}
    everybody = [*found.contacts.values(), *found.people.values()]
    return {one.key for one in everybody if not one.added} - got - {(report.meeting.reporter_id, None)}


def _jobs(report: ContactReport, items: Sequence[Item]) -> dict[int, Job]:
    jobs = {one.job.pk: one.job for one in items if one.job}
    if report.meeting.job:
        jobs.setdefault(report.meeting.job.pk, report.meeting.job)
    return jobs


def _concerned(report: ContactReport, items: Sequence[Item], jobs: Mapping[int, Job]) -> Concerned:
    """The rows as they stand now."""
    meeting = report.meeting
    on = meeting.client.office.local(clock.now()).date()
    kinds = [Role.Kind.DIRECTOR, Role.Kind.SUPERVISOR, Role.Kind.POINT]
    seniors = Role.objects.running(on).filter(client=meeting.client, kind__in=kinds, person__is_active=True)
    money = any(one.kind == Item.Kind.BUDGET for one in items)
    finance = Department.objects.filter(craft=Craft.FINANCE).select_related("head") if money else ()
    forms = [job.form_id for job in jobs.values()]
    routings = Routing.objects.filter(form__in=forms).select_related("person__department", "department").order_by("pk")
    tasks = Task.objects.filter(job__in=list(jobs), done=None, dropped=None).select_related("owner__department")
    return Concerned(
        attendees=list(meeting.attendees.select_related("person", "contact").order_by("pk")),
        seniors=list(seniors.select_related("person").order_by("pk")),
        departments=list(Department.objects.filter(forms__in=forms).select_related("head").distinct()) if jobs else (),
        routings=list(routings) if jobs else (),
        tasks=list(tasks.order_by("pk")) if jobs else (),
        finance=list(finance),
        changes=_newest(report),
    )


def _maker(found: Gathering, person: Person, department: Department | None, job: Job) -> None:
    if department is None or department.craft not in MAKERS:
        return
    if department.head_id == person.pk:
        return  # who heads it needs no other reason
    there = found.people.get(person.pk)
    if not there or Reason(why_read.MAKER, (department.name, job.number)) not in there.reasons:
        found.add(person, why_read.MAKER, department.name, job.number)


def _author(found: Gathering, author: Person) -> None:
    """Whoever wrote it stands last, and needs no other reason."""
    found.people.pop(author.pk, None)
    found.add(author, why_read.WROTE)


def _newest(report: ContactReport) -> list[DistributionChange]:
    """The newest change for each person, in the order in which they were made; none before the first word."""
    if report.pk is None:
        return []
    rows = report.distribution_changes.select_related("person", "contact", "by").order_by("pk")
    newest = {(row.person_id, row.contact_id): row for row in rows}
    return list(newest.values())


def _let_through(
    found: Gathering, report: ContactReport, changes: Iterable[DistributionChange], asked: Set[Who]
) -> Distribution:
    """The gathered ones without those who may not get it, were taken off, or are to be asked about."""
    meeting = report.meeting
    off = {(row.person_id, row.contact_id): row for row in changes if not row.added}
    people = [one.person for one in found.people.values() if one.person]
    walled = {one.pk for one in behind_wall(people, meeting.client)}
    silent = do_not_mail(found.contacts)
    today = meeting.client.office.local(clock.now()).date()
    version = report.issues.count() if asked else 0
    readers: list[Recipient] = []
    left_out: list[LeftOut] = []
    for one in [*found.contacts.values(), *found.people.values()]:
        person, contact = one.person, one.contact
        taken = off.get(one.key)
        if contact and (meeting.internal or contact.client_id != meeting.client_id):
            continue
        if person and not person.is_active:
            continue
        if person and person.pk in walled:
            left_out.append(LeftOut(person, _("May not get it: a wall stands between")))
        elif contact and contact.pk in silent:
            left_out.append(LeftOut(contact, _("Asked not to be contacted")))
        elif contact and contact.left and contact.left <= today:
            left_out.append(LeftOut(contact, _("No longer with the client")))
        elif contact and not contact.email:
            left_out.append(LeftOut(contact, _("No mail address on file")))
        elif taken:
            left_out.append(LeftOut(one.who, _("Taken off by %(person)s") % {"person": taken.by}, by_hand=True))
        elif one.key in asked:
            left_out.append(LeftOut(one.who, _("Did not get version %(version)d") % {"version": version}, new=True))
        else:
            readers.append(one)
    return Distribution(tuple(readers), tuple(left_out))
