"""A contact report issued, as rows: its two editions, readers with their mail, and what follows of its next steps."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils import translation

from herringbone.core import clock
from herringbone.demo import past, script
from herringbone.demo.bulk.book import Book
from herringbone.demo.bulk.dispatch import do
from herringbone.demo.bulk.work import give, wait
from herringbone.meetings.actions.follow_up import TITLE, WHAT
from herringbone.meetings.actions.issuing import EFFECT
from herringbone.meetings.documents.contract import KIND
from herringbone.meetings.models import ContactReport, Issue, IssuedItem, Item, Meeting, Reader
from herringbone.meetings.queries.distribution import Concerned, Distribution, Recipient, gathered
from herringbone.meetings.queries.edition import Around, client_data, inside_data
from herringbone.meetings.queries.edition import Edition as Draft
from herringbone.meetings.queries.window import AMOUNT, Window
from herringbone.people.models import Department, Person, Role
from herringbone.record.canonical import canonical, sha256
from herringbone.record.editions import seals
from herringbone.record.events import Thread
from herringbone.record.models import Edition, Effect
from herringbone.work.models import Job, Task, Waiting

SENIORS = (Role.Kind.DIRECTOR, Role.Kind.SUPERVISOR, Role.Kind.POINT)


@do.register
def _(step: script.Issue, book: Book) -> None:
    report, by = book.reports[step.meeting], book.person(step.by)
    meeting, items = report.meeting, book.items[report.pk]
    with translation.override(meeting.reporter.language):
        readers = _readers(report, items, book)
    number = book.number(f"edition:{KIND}:{book.client.pk}")
    closes = book.hours.days_later(step.at, AMOUNT).replace(microsecond=0)
    around = Around(book.agency, book.attendees[meeting.pk], _following(meeting, book))
    window = Window(closes, AMOUNT, "working_days")
    draft = Draft(report, items, readers, number, 1, step.at, window, around)
    inside, outside = inside_data(draft, None), client_data(draft, None)

    def frozen(audience: str, data: Mapping[str, Any]) -> Edition:
        text = canonical(dict(data))
        return book.rows.add(
            Edition(
                client=book.client, kind=KIND, audience=audience, by=by, at=step.at, number=number, version=1,
                data=text, data_sha256=sha256(text),
            )
        )  # fmt: skip

    issue = book.issues[step.meeting] = book.rows.add(
        Issue(
            report=report, version=1, number=number, by=by, at=step.at, closes=closes,
            client_edition=frozen("client", outside), inside_edition=frozen("inside", inside),
        )
    )  # fmt: skip
    book.rows.add_all(
        IssuedItem(issue=issue, key=one["key"], position=one["position"], kind=one["kind"], since=issue)
        for one in outside["items"]
    )
    _write_to(issue, readers, step, book)
    _take_effect(step, items, by, book)
    count = len(readers.readers)
    facts = {
        "number": number, "version": 1, "topic": meeting.topic, "report": report.pk, "readers": count,
        "outside": readers.outside, "closes": closes,
    }  # fmt: skip
    told = {
        "number": number, "version": 1, "report": report.pk, "items": len(items), "readers": count, "closes": closes,
        "settled": 0, "sealed": seals(issue.client_edition, issue.inside_edition),
    }  # fmt: skip
    thread = Thread("agency", facts, job=meeting.job)
    book.event(by, "contact report issued", issue, told, step.at, thread)


def _readers(report: ContactReport, items: Sequence[Item], book: Book) -> Distribution:
    """As `meetings.queries.distribution` works it out, where no wall stands and nobody asked not to be written to."""
    meeting = report.meeting
    jobs: dict[int, Job] = {one.job.pk: one.job for one in items if one.job}
    if meeting.job:
        jobs.setdefault(meeting.job.pk, meeting.job)
    forms = sorted({job.form_id for job in jobs.values()})
    routings = sorted((one for form in forms for one in book.routings[form]), key=lambda one: one.pk)
    departments = {one.department.pk: one.department for one in routings if one.department}
    finance = book.players.departments["finance"]
    concerned = Concerned(
        attendees=book.attendees[meeting.pk],
        seniors=[role for role in book.roles if role.kind in SENIORS],
        departments=sorted(departments.values(), key=_by_name),
        routings=routings,
        tasks=[task for task in book.open_tasks.values() if task.job_id in jobs],
        finance=[finance] if any(one.kind == Item.Kind.BUDGET for one in items) else [],
    )
    found = gathered(report, jobs, concerned)
    readers: list[Recipient] = [*found.contacts.values(), *found.people.values()]
    return Distribution(tuple(readers), ())


def _by_name(department: Department) -> str:
    return department.name


def _following(meeting: Meeting, book: Book) -> Meeting | None:
    later = [
        one for one in book.meetings.values()
        if one.kind == Meeting.Kind.MEETING and not one.internal and one.starts > meeting.ends
    ]  # fmt: skip
    return min(later, key=lambda one: one.starts, default=None)


def _write_to(issue: Issue, readers: Distribution, step: script.Issue, book: Book) -> None:
    old = step.at < clock.now() - past.ON_ITS_WAY
    for one in readers.readers:
        reader = book.rows.add(
            Reader(issue=issue, person=one.person, contact=one.contact, why=one.why, reasons=one.kept)
        )
        effect = Effect(
            key=f"{EFFECT}:{reader.pk}", kind=EFFECT, client=book.client, subject_label=reader._meta.label,
            subject_id=reader.pk, person=one.person, contact=one.contact, made=step.at, next_at=step.at,
        )  # fmt: skip
        book.rows.add(past.sent(effect) if old else effect)


def _take_effect(step: script.Issue, items: Sequence[Item], by: Person, book: Book) -> None:
    """Next steps become tasks of ours and waits for the client's, and bear the names that the script gives them."""
    place = 0
    for item in items:
        if item.kind != Item.Kind.NEXT_STEP:
            continue
        text, name = " ".join(item.text.split()), f"{step.meeting}/{place}"
        if item.owner:
            assert item.due, "a next step of a script has its date"
            book.tasks[name] = give(
                Task(
                    client=book.client, job=item.job, title=text[:TITLE], owner=item.owner, due=item.due,
                    due_at=item.due_at, by=by, made=step.at, item_key=item.key,
                ),
                book,
            )  # fmt: skip
        else:
            book.waits[name] = wait(
                Waiting(
                    client=book.client, job=item.job, contact=item.owner_contact, by=by, since=step.at,
                    wanted_on=item.due, what=text[:WHAT], item_key=item.key,
                ),
                book,
            )  # fmt: skip
        place += 1
