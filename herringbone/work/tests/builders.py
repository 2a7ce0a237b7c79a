"""Forms and jobs for tests, made by the same actions as the pages use."""

from datetime import date, timedelta
from typing import Any

from herringbone.clients.models import Client
from herringbone.core import clock
from herringbone.people.models import Department, Person
from herringbone.work.actions import begin_form, ensure_job_kinds, submit_form
from herringbone.work.models import Form, Job, Routing
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


def routing_of(job: Job, person: Person) -> Routing:
    """The routing of a job's form to a person."""
    return job.form.routings.get(person=person)


def days(count: int) -> date:
    """A date so many days from now."""
    return clock.now().date() + timedelta(days=count)
