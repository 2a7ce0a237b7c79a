"""Forms, jobs and what hangs on them, as rows: what `work.actions` does, without asking what a script may do."""

from datetime import datetime
from typing import Any

from herringbone.core.merge import plain
from herringbone.demo import script
from herringbone.demo.bulk.book import Book
from herringbone.demo.bulk.dispatch import do
from herringbone.people.models import Department, Person
from herringbone.record.events import Thread
from herringbone.work.answers import kept, questions
from herringbone.work.models import (
    Acknowledgement,
    Change,
    Deliverable,
    Form,
    Job,
    Milestone,
    MilestoneMove,
    Reached,
    Routing,
    Stage,
    StepGap,
    Submission,
    Task,
    TaskDone,
    TaskMove,
    Waiting,
)
from herringbone.work.numbers import make_number, series_of

InForm = Form.departments.through


@do.register
def _(step: script.Form, book: Book) -> None:
    by, kind = book.person(step.by), book.players.kinds[step.kind]
    departments = [book.players.departments[craft] for craft in step.crafts]
    form = book.rows.add(
        Form(
            client=book.client, by=by, begun=step.at, saved=step.at, currency=book.client.currency, kind=kind, stamp=1,
            name=step.name, brand=book.brands.get(step.brand), asked_by=book.contacts.get(step.asked_by),
            asked_how=step.asked_how, begins=step.begins, delivered_by=step.delivered_by, budget=step.budget,
            scope=step.scope, lead=book.players.people.get(step.lead),
            route={str(book.players.departments[craft].pk): book.person(key).pk for craft, key in step.route.items()},
            deliverables=[{"what": what, "quantity": number, "rounds": r} for what, number, r in step.deliverables],
            extra=plain(kept(questions(kind.fields), step.extra, book.client.office.local(step.at).date())),
        )
    )  # fmt: skip
    book.rows.add_all(InForm(form=form, department=one) for one in sorted(departments, key=lambda one: one.pk))
    book.event(by, "form begun", form, {"stamp": 1}, step.at)
    book.rows.add(Submission(form=form, by=by, at=step.submitted))
    routings = _route(form, departments, book)
    job = book.jobs[step.key] = _job(step, form, by, book)
    book.rows.add(Stage(job=job, key=Stage.Key.SUBMITTED, by=by, at=step.submitted))
    book.gaps[job.pk] = book.rows.add(StepGap(job=job, since=step.submitted))
    book.rows.add_all(Deliverable(job=job, position=place, **one) for place, one in enumerate(form.deliverables))
    facts = {"number": job.number, "name": job.name, "asked_by": form.asked_by.name if form.asked_by else ""}
    book.event(
        by, "form submitted", job,
        {"form": form.pk, "number": job.number, "route": [one.person_id for one in routings]}, step.submitted,
        Thread("client" if form.asked_by else "agency", facts, job=job),
    )  # fmt: skip


def _route(form: Form, departments: list[Department], book: Book) -> list[Routing]:
    """Each department's head, or who was chosen; a person for two departments is named once."""
    named: dict[int, Routing] = {}
    people = {one.pk: one for one in book.players.people.values()}
    book.asked[form.pk] = departments
    for department in sorted(departments, key=lambda one: one.name):
        person = people.get(form.route.get(str(department.pk), 0)) or department.head
        assert person, "the demo's departments have heads"
        named.setdefault(person.pk, Routing(form=form, department=department, person=person))
    book.routings[form.pk] = book.rows.add_all(named.values())
    return book.routings[form.pk]


def _job(step: script.Form, form: Form, by: Person, book: Book) -> Job:
    year = book.client.office.local(step.submitted).year
    series = series_of(book.client.code, year)
    running = book.number(series)
    assert form.kind
    return book.rows.add(
        Job(
            client=book.client, form=form, number=make_number(book.agency.job_number, book.client.code, year, running),
            series=series, running=running, name=form.name, kind=form.kind, brand=form.brand, lead=form.lead or by,
            budget=form.budget, currency=form.currency if form.budget else "", delivered_by=form.delivered_by,
            opened=step.submitted,
        )
    )  # fmt: skip


@do.register
def _(step: script.Acknowledge, book: Book) -> None:
    _acknowledged(book.person(step.by), book.jobs[step.job].form, step.at, book)


def _acknowledged(by: Person, form: Form, at: datetime, book: Book) -> None:
    routing = next(one for one in book.routings[form.pk] if one.person_id == by.pk)
    seen = book.rows.add(Acknowledgement(routing=routing, confirmed_by=by, noted_by=by, at=at))
    told = {"form": form.pk, "person": by.pk, "confirmed_by": by.pk, "by_word": False}
    book.event(by, "form acknowledged", seen, told, at)


@do.register
def _(step: script.NextStep, book: Book) -> None:
    job = book.jobs[step.job]
    job.next_step, job.next_on, job.next_at = step.step, step.on, step.at
    job.next_person = book.players.people.get(step.person)
    job.next_contact = book.contacts.get(step.contact)
    job.stamp += 1
    _keep_gap(job, step.at, book)
    told = {"stamp": job.stamp, "person": job.next_person_id, "contact": job.next_contact_id, "on": job.next_on}
    book.event(book.person(step.by), "next step set", job, told, step.at)


@do.register
def _(step: script.Status, book: Book) -> None:
    job = book.jobs[step.job]
    job.status, job.status_at = step.text, step.at
    job.stamp += 1
    book.event(book.person(step.by), "status line set", job, {"stamp": job.stamp}, step.at)


@do.register
def _(step: script.Stage, book: Book) -> None:
    job, by = book.jobs[step.job], book.person(step.by)
    was, job.stage = job.stage, step.to
    stage = book.rows.add(Stage(job=job, key=step.to, by=by, at=step.at, note=step.why))
    _keep_gap(job, step.at, book)
    facts = {"number": job.number, "name": job.name, "to": step.to, "why": step.why}
    book.event(
        by, "stage moved", stage, {"job": job.pk, "was": was, "to": step.to, "change": None}, step.at,
        Thread("agency", facts, job),
    )  # fmt: skip


def _keep_gap(job: Job, at: datetime, book: Book) -> None:
    owes = job.stage in Stage.NEEDS_STEP and not job.next_step
    gap = book.gaps.get(job.pk)
    if owes and gap is None:
        book.gaps[job.pk] = book.rows.add(StepGap(job=job, since=at))
    elif gap and not owes:
        gap.ended = at
        del book.gaps[job.pk]


@do.register
def _(step: script.Plan, book: Book) -> None:
    job, by = book.jobs[step.job], book.person(step.by)
    milestone = book.milestones[step.key] = book.rows.add(
        Milestone(job=job, name=step.name, on=step.on, planned=step.at)
    )
    book.rows.add(MilestoneMove(milestone=milestone, to=step.on, by=by, at=step.at))
    book.milestones_of[job.pk].append(milestone)
    _keep_milestone(job, book)
    book.event(by, "milestone planned", milestone, {"job": job.pk, "on": step.on}, step.at)


@do.register
def _(step: script.Move, book: Book) -> None:
    milestone, by = book.milestones[step.milestone], book.person(step.by)
    change = _on_paper(step, milestone, by, book)
    was, milestone.on = milestone.on, step.to
    book.rows.add(MilestoneMove(milestone=milestone, was=was, to=step.to, why=step.why, by=by, at=step.at))
    job = milestone.job
    _keep_milestone(job, book)
    facts = {"name": milestone.name, "was": was, "to": step.to, "why": step.why, "number": job.number}
    told = {"job": job.pk, "was": was, "to": step.to, "change": change.pk}
    book.event(by, "milestone moved", milestone, told, step.at, Thread("agency", facts, job))
    told = {"job": job.pk, "form": change.form_id, "number": change.number, "what": ["milestones"]}
    route = [routing.person_id for routing in book.routings[change.form_id]]
    book.event(by, "change submitted", change, {**told, "route": route}, step.at)


def _on_paper(step: script.Move, milestone: Milestone, by: Person, book: Book) -> Change:
    """The change form that moves a milestone, drafted and submitted at once to the departments of the job's form."""
    job, first = milestone.job, milestone.job.form
    form = book.rows.add(
        Form(
            client=book.client, kind=job.kind, name=job.name, brand=job.brand, currency=book.client.currency, by=by,
            begun=step.at, saved=step.at, route=first.route, stamp=1,
        )
    )  # fmt: skip
    departments = book.asked[first.pk]
    book.rows.add_all(InForm(form=form, department=one) for one in sorted(departments, key=lambda one: one.pk))
    key, before = str(milestone.pk), book.changes[job.pk]
    change = book.rows.add(
        Change(
            form=form, job=job, number=len(before) + 1, why=step.why, wanted={"milestones": {key: plain(step.to)}},
            seen={"milestones": {key: plain(milestone.on)}},
        )
    )  # fmt: skip
    before.append(change)
    book.event(by, "change drafted", change, {"job": job.pk, "form": form.pk, "what": ["milestones"]}, step.at)
    book.rows.add(Submission(form=form, by=by, at=step.at))
    _route(form, departments, book)
    return change


@do.register
def _(step: script.AcknowledgeChange, book: Book) -> None:
    by, form = book.person(step.by), book.changes[book.jobs[step.job].pk][-1].form
    _acknowledged(by, form, step.at, book)


@do.register
def _(step: script.Reach, book: Book) -> None:
    milestone, by = book.milestones[step.milestone], book.person(step.by)
    job = milestone.job
    reached = book.rows.add(Reached(milestone=milestone, by=by, at=step.at))
    book.milestones_of[job.pk].remove(milestone)
    _keep_milestone(job, book)
    facts = {"name": milestone.name, "on": milestone.on, "number": job.number}
    told = {"job": job.pk, "milestone": milestone.pk, "on": milestone.on}
    book.event(by, "milestone reached", reached, told, step.at, Thread("agency", facts, job))


def _keep_milestone(job: Job, book: Book) -> None:
    job.milestone = min(book.milestones_of[job.pk], key=lambda one: (one.on, one.pk), default=None)
    job.milestone_on = job.milestone.on if job.milestone else None


@do.register
def _(step: script.Wait, book: Book) -> None:
    job = book.jobs.get(step.job)
    waiting = Waiting(
        client=book.client, job=job, contact=book.contacts.get(step.contact), by=book.person(step.by), since=step.at,
        wanted_on=step.due, what=step.what, effect=step.effect,
    )  # fmt: skip
    book.waits[step.key] = wait(waiting, book)


def wait(waiting: Waiting, book: Book) -> Waiting:
    """Note what is awaited, of itself or from a report."""
    book.rows.add(waiting)
    job = waiting.job
    book.open_waits[waiting.pk] = waiting
    if job:
        book.waits_of[job.pk].append(waiting)
        _keep_waiting(job, book)
    contact = waiting.contact
    facts = {"what": waiting.what, "contact": contact.name if contact else "", "number": job.number if job else ""}
    told = {"job": job and job.pk, "contact": contact and contact.pk, "due": waiting.wanted_on}
    thread = None if waiting.item_key else Thread("agency", facts, job=job)
    book.event(waiting.by, "client waited for", waiting, told, waiting.since, thread)
    return waiting


@do.register
def _(step: script.Came, book: Book) -> None:
    waiting, by = book.waits[step.what], book.person(step.by)
    waiting.ended, waiting.ended_by = step.at, by
    book.open_waits.pop(waiting.pk)
    job, contact = waiting.job, waiting.contact
    if job:
        book.waits_of[job.pk].remove(waiting)
        _keep_waiting(job, book)
    facts = {"what": waiting.what, "contact": contact.name if contact else "", "number": job.number if job else ""}
    told = {"job": waiting.job_id, "since": waiting.since}
    book.event(by, "waiting ended", waiting, told, step.at, Thread("client", facts, job=job))


def _keep_waiting(job: Job, book: Book) -> None:
    job.waiting_since = min((one.since for one in book.waits_of[job.pk]), default=None)


@do.register
def _(step: script.Give, book: Book) -> None:
    due = book.client.office.local(step.due_at).date() if step.due_at else step.due
    assert due
    task = Task(
        client=book.client, job=book.jobs.get(step.job), title=step.title, owner=book.person(step.owner), due=due,
        due_at=step.due_at, by=book.person(step.by), made=step.at,
    )  # fmt: skip
    book.tasks[step.key] = give(task, book)


def give(task: Task, book: Book) -> Task:
    """Give somebody something to do, of itself or from a report."""
    book.rows.add(task)
    book.rows.add(TaskMove(task=task, to=task.due, to_at=task.due_at, by=task.by, at=task.made))
    book.open_tasks[task.pk] = task
    told: dict[str, Any] = {"owner": task.owner_id, "due": task.due, "due_at": task.due_at, "job": task.job_id}
    book.event(task.by, "task made", task, told, task.made)
    return task


@do.register
def _(step: script.Did, book: Book) -> None:
    task, by = book.tasks[step.task], book.person(step.by)
    done = book.rows.add(TaskDone(task=task, by=by, at=step.at))
    book.open_tasks.pop(task.pk)
    book.event(by, "task done", done, {"task": task.pk, "owner": task.owner_id}, step.at)
