"""Forms and jobs for tests, made by the same actions as the pages use."""

from datetime import date, timedelta
from typing import Any

from herringbone.clients.models import Client
from herringbone.core import clock
from herringbone.core.models import Counter
from herringbone.people.models import Department, Person
from herringbone.record.duties.keeping import rebuild
from herringbone.work.actions import begin_form, draft_change, ensure_job_kinds, submit_change, submit_form
from herringbone.work.models import (
    Change,
    Form,
    Job,
    Milestone,
    MilestoneMove,
    Routing,
    Stage,
    StepGap,
    Submission,
    Task,
    TaskMove,
    Waiting,
)
from tests.world import World, canary

TWO_WEEKS = timedelta(days=14)


def heads(world: World) -> None:
    """Give creative and production a head: Dee, and Theo who spans."""
    for craft, person in (("creative", world.dept), ("production", world.traffic)):
        Department.objects.filter(craft=craft).update(head=person)


def a_form(world: World, client: Client | None = None, by: Person | None = None, **values: Any) -> Form:
    """A draft that can be submitted as it is: content for Alder, delivered in two weeks, to the creative department."""
    client = client or world.alder
    by = by or (world.ae_birch if client == world.birch else world.ae_alder)
    kinds = ensure_job_kinds()
    heads(world)
    low = client.name.split("-")[1]
    given = {
        "name": canary(low, "job"), "kind": kinds["content"], "scope": canary(low, "scope"),
        "delivered_by": clock.now().date() + TWO_WEEKS, "departments": [],
    }  # fmt: skip
    return begin_form(by=by, client=client, **(given | values))


def a_job(world: World, client: Client | None = None, by: Person | None = None, **values: Any) -> Job:
    """A job, submitted by its point person."""
    form = a_form(world, client, by, **values)
    return submit_form(by=by or form.by, form=form)


def changed(job: Job, by: Person, why: str = "The client asks for it", **wanted: Any) -> Change:
    """A change form for a job, drafted and submitted."""
    return submit_change(by=by, change=draft_change(by=by, job=job, why=why, **wanted))


def moved(milestone: Milestone, by: Person, to: date, why: str = "The client asks for it") -> Change:
    """A milestone is promised for another date, on a change form."""
    return changed(milestone.job, by, why, milestones={str(milestone.pk): to})


def routing_of(job: Job, person: Person) -> Routing:
    """The routing of a job's form to a person."""
    return job.form.routings.get(person=person)


def days(count: int) -> date:
    """A date so many days from now."""
    return clock.now().date() + timedelta(days=count)


def many_jobs(world: World, count: int, duties: bool = True) -> None:
    """Jobs of Alder written straight into the tables, whole as `check` wants them: with plans, tasks and waits."""
    kind, now, by, dept = ensure_job_kinds()["content"], clock.now(), world.ae_alder, world.dept
    counter, _made = Counter.objects.get_or_create(series="job:ALD:2026")
    first = counter.last + 1
    forms = Form.objects.bulk_create(
        Form(client=world.alder, kind=kind, name=f"Job {n}", by=by, delivered_by=days(20)) for n in range(count)
    )
    Submission.objects.bulk_create(Submission(form=form, by=by, at=now) for form in forms)
    Routing.objects.bulk_create(Routing(form=form, person=dept) for form in forms)
    jobs = Job.objects.bulk_create(
        Job(
            client=world.alder, form=form, number=f"ALD-26-{first + n:04}", series=counter.series, running=first + n,
            name=form.name, kind=kind, lead=by, next_step="" if n % 5 == 0 else "Proof", next_on=days(n % 9),
            opened=now - timedelta(days=n % 300), delivered_by=form.delivered_by,
            stage="in work" if n % 3 else "closed",
            waiting_since=now if n % 7 == 0 else None,
        )
        for n, form in enumerate(forms)
    )  # fmt: skip
    counter.last += count
    counter.save()
    Stage.objects.bulk_create(Stage(job=job, key=job.stage, by=by, at=now) for job in jobs)
    StepGap.objects.bulk_create(
        StepGap(job=job, since=now) for job in jobs if not job.next_step and job.stage == "in work"
    )
    Waiting.objects.bulk_create(
        Waiting(client=world.alder, job=job, what="Copy", by=by, since=now) for job in jobs if job.waiting_since
    )
    planned = Milestone.objects.bulk_create(
        Milestone(job=job, name="Proof", on=days(n % 40), planned=now) for n, job in enumerate(jobs) if n % 4
    )
    MilestoneMove.objects.bulk_create(MilestoneMove(milestone=one, to=one.on, by=by, at=now) for one in planned)
    for one in planned:
        one.job.milestone, one.job.milestone_on = one, one.on
    Job.objects.bulk_update(jobs, ["milestone", "milestone_on"], batch_size=500)
    given = Task.objects.bulk_create(
        Task(client=world.alder, job=job, title="Draw", owner=by, due=days(3), by=by, made=now) for job in jobs
    )
    TaskMove.objects.bulk_create(TaskMove(task=task, to=task.due, by=by, at=now) for task in given)
    if duties:
        rebuild(now + TWO_WEEKS)
