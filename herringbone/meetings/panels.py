"""What this feature shows on other pages: meetings and contact reports of a client and of a job."""

from typing import Any

from django.db.models import OuterRef
from django.db.models.expressions import Combinable
from django.urls import reverse

from herringbone.clients.models import Client, Contact
from herringbone.core import clock
from herringbone.core.sql import CountOf
from herringbone.meetings.models import Meeting
from herringbone.meetings.queries.calendar import held_or_planned, latest, meetings_about, slots_of
from herringbone.meetings.queries.came_of import origin_of
from herringbone.meetings.queries.kick_offs import kick_off_of
from herringbone.meetings.queries.on_paper import sources_of
from herringbone.meetings.queries.relations import relation_map, relation_of
from herringbone.meetings.queries.reports import issued_reports, reports_of
from herringbone.meetings.rules import may_waive_kick_off
from herringbone.people.rules import may_work_on, visible_to
from herringbone.work.models import Change, Job, Stage, Task


def reports(request: Any, client: Client) -> dict[str, Any]:
    """A client's contact reports, the newest first, those that are owed too."""
    rows = visible_to(request.person, Meeting).filter(client=client)
    return {
        "report_rows": reports_of(rows, clock.now(), 40),
        "reports_url": f"{reverse('contact_reports')}?client={client.code}",
    }


def number_of_reports() -> Combinable:
    """How many contact reports a client has been sent."""
    return CountOf(issued_reports().filter(report__meeting__client=OuterRef("pk")))


def meetings(request: Any, client: Client) -> dict[str, Any]:
    """A client's meetings and calls, the latest first."""
    rows = visible_to(request.person, Meeting).filter(client=client)
    slots = slots_of(latest(rows, 30), clock.now(), request.person.office)
    return {"slots": slots, "now": clock.now(), "may_work": may_work_on(request.person, client)}


def number_of_meetings() -> Combinable:
    """How many meetings and calls a client has had or will have."""
    return CountOf(held_or_planned().filter(client=OuterRef("pk")))


def relations(request: Any, client: Client) -> dict[str, Any]:
    """Who knows whom at a client, and how often they are to be heard from."""
    return {
        "map": relation_map(client, request.GET.get("page", "1")),
        "may_work": may_work_on(request.person, client),
        "client": client,
    }


def who_knows(request: Any, contact: Contact) -> dict[str, Any] | None:
    """Who of us knows a contact of a client, and how often they are to be heard from."""
    client = contact.client
    if client is None or contact.left or not visible_to(request.person, Client).filter(pk=client.pk).exists():
        return None
    return {"row": relation_of(contact), "may_work": may_work_on(request.person, client), "contact": contact}


def of_job(request: Any, job: Job) -> dict[str, Any] | None:
    """The meetings about a job, and those in whose report something of it was said."""
    slots = slots_of(meetings_about(job.pk, request.standing), clock.now(), request.person.office)
    return {"slots": slots, "now": clock.now(), "may_work": may_work_on(request.person, job.client)} if slots else None


def change_source(request: Any, change: Change) -> dict[str, Any] | None:
    """The items of contact reports that a change form was drafted of."""
    sources = sources_of(change, request.standing)
    return {"sources": sources} if sources else None


def task_origin(request: Any, task: Task) -> dict[str, Any] | None:
    """The call or the contact report that a task comes from."""
    origin = origin_of(task, request.standing)
    return {"origin": origin} if origin else None


def kick_off(request: Any, job: Job) -> dict[str, Any] | None:
    """How it stands with a job's kick-off, where it begins with one."""
    found = kick_off_of(job)
    if found is None:
        return None
    person = request.person
    return {
        "kick_off": found, "job": job, "may_call": may_work_on(person, job.client),
        "may_waive": may_waive_kick_off(by=person, job=job), "over": job.stage in Stage.OVER,
    }  # fmt: skip
