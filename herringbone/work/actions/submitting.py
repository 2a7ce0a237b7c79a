"""Submitting a form: the one way to a job and its number (B1)."""

from collections.abc import Mapping
from typing import Any

from herringbone.clients.models import Client
from herringbone.core import clock
from herringbone.core.models import Agency
from herringbone.core.numbering import next_number
from herringbone.people.actions import give_role
from herringbone.people.models import Person, Role
from herringbone.people.rules import may_see
from herringbone.record.action import Done, Refused, Thread, action
from herringbone.work.actions.forms import merged_into, refuse_if_sent
from herringbone.work.answers import kept, questions
from herringbone.work.models import Deliverable, Form, Job, Routing, Stage, StepGap, Submission
from herringbone.work.numbers import make_number, series_of
from herringbone.work.queries.hindrances import hindrances
from herringbone.work.queries.route import route_of
from herringbone.work.rules import may_work_on_form


@action("form submitted", may=may_work_on_form)
def submit_form(
    *, by: Person, form: Form, values: Mapping[str, Any] | None = None, original: Mapping[str, Any] | None = None
) -> Done[Job]:
    """Submit a form, saving `values` first: its job gets its number, and the named people are asked to acknowledge.

    Refused with the first thing that keeps it here (`queries.hindrances` names all of them).
    """
    if values is None:
        form.refresh_from_db()
        refuse_if_sent(form)
    else:
        merged_into(form, values, original)
    for one in hindrances(form):
        raise Refused(one.reason, one.field)
    now = clock.now()
    assert form.kind, "a form without a kind is kept back"
    form.extra = kept(questions(form.kind.fields), form.extra, form.client.office.local(now).date())
    form.save(update_fields=["extra"])
    Submission.objects.create(form=form, by=by, at=now)
    route = name_route(by, form)
    job = open_job(by, form)
    Stage.objects.create(job=job, key=Stage.Key.SUBMITTED, by=by, at=now)
    StepGap.objects.create(job=job, since=now)
    Deliverable.objects.bulk_create(
        Deliverable(job=job, position=position, **row) for position, row in enumerate(form.deliverables)
    )
    facts = {"number": job.number, "name": job.name, "asked_by": form.asked_by.name if form.asked_by else ""}
    return Done(
        job,
        {"form": form.pk, "number": job.number, "route": [routing.person_id for routing in route]},
        thread=Thread("client" if form.asked_by else "agency", facts, job=job),
    )


def open_job(by: Person, form: Form) -> Job:
    """Give a submitted form its job and the next number. For actions."""
    series, running, number = _number(form.client)
    assert form.kind
    return Job.objects.create(
        client=form.client, form=form, number=number, series=series, running=running, name=form.name, kind=form.kind,
        brand=form.brand, lead=form.lead or by, budget=form.budget, currency=form.currency if form.budget else "",
        delivered_by=form.delivered_by, stage=Stage.Key.SUBMITTED, opened=clock.now(),
    )  # fmt: skip


def _number(client: Client) -> tuple[str, int, str]:
    year = client.office.local(clock.now()).year
    series = series_of(client.code, year)
    running = next_number(series)
    agency = Agency.objects.get()
    return series, running, make_number(agency.job_number, client.code, year, running)


def name_route(by: Person, form: Form) -> list[Routing]:
    """Name everybody on the route; whoever could not open the form joins the client's team, or a wall refuses it."""
    routings = []
    for stop in route_of(form):
        assert stop.person, "a route without somebody is kept back"
        if not may_see(stop.person, form.client):
            try:
                give_role(by=by, person=stop.person, client=form.client, kind=Role.Kind.MEMBER)
            except Refused as refused:
                raise Refused(str(refused), "departments") from refused
        routings.append(Routing(form=form, department=stop.department, person=stop.person))
    return Routing.objects.bulk_create(routings)
