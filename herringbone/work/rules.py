"""Who may do what about forms, jobs and tasks. Daily work is the whole team's; ending a job is not."""

from typing import Any

from herringbone.clients.models import Client
from herringbone.people.models import Person, Role
from herringbone.people.rules import may_administer, may_direct, may_lead_client, may_see, may_work_on, standing
from herringbone.work.models import Change, Deliverable, Form, Job, Milestone, Routing, Stage, Task, Waiting


def may_work(*, by: Any, client: Client, **_: Any) -> bool:
    """Whoever works on the client."""
    return may_work_on(by, client)


def may_bring_in_job(*, by: Any, client: Client, **_: Any) -> bool:
    """Whoever works on the client, and the administrator, who brings in what the agency has."""
    return may_work_on(by, client) or may_administer(by)


def may_work_on_form(*, by: Any, form: Form, **_: Any) -> bool:
    """Whoever works on the form's client."""
    return may_work_on(by, form.client)


def may_work_on_job(*, by: Any, job: Job, **_: Any) -> bool:
    """Whoever works on the job's client."""
    return may_work_on(by, job.client)


def may_work_on_milestone(*, by: Any, milestone: Milestone, **_: Any) -> bool:
    """Whoever works on the job's client."""
    return may_work_on(by, milestone.job.client)


def may_work_on_task(*, by: Any, task: Task, **_: Any) -> bool:
    """Whoever works on the task's client."""
    return may_work_on(by, task.client)


def may_work_on_waiting(*, by: Any, waiting: Waiting, **_: Any) -> bool:
    """Whoever works on the client that is waited for."""
    return may_work_on(by, waiting.client)


def may_work_on_routing(*, by: Any, routing: Routing, **_: Any) -> bool:
    """Whoever works on the form's client."""
    return may_work_on(by, routing.form.client)


def may_acknowledge(*, by: Any, routing: Routing, **_: Any) -> bool:
    """The person whom the form names, or whoever stands in for them."""
    return may_see(by, routing.form.client) and acknowledges(by, routing)


def acknowledges(person: Person, routing: Routing) -> bool:
    """Whether a click of this person counts for the one whom the form names."""
    return routing.person_id == person.pk or routing.person_id in standing(person).stands_for


def may_run(person: Any, job: Job) -> bool:
    """Whether the person runs the job: its lead, the account team, or whoever leads the account."""
    if not may_work_on(person, job.client):
        return False
    here = standing(person)
    return job.lead_id in here.stands_for or job.client_id in here.accounts or may_lead_client(person, job.client)


def may_run_job(*, by: Any, job: Job, **_: Any) -> bool:
    """Whoever runs the job."""
    return may_run(by, job)


def may_run_job_of(*, by: Any, deliverable: Deliverable, **_: Any) -> bool:
    """Whoever runs the deliverable's job."""
    return may_run(by, deliverable.job)


def may_move_stage(*, by: Any, job: Job, to: str, **_: Any) -> bool:
    """Whoever works on the client; into a stage that ends the job only who runs it, or finance."""
    if to not in Stage.OVER:
        return may_work_on(by, job.client)
    bills = may_work_on(by, job.client) and Role.Kind.FINANCE in standing(by).kinds
    return may_run(by, job) or bills


def may_change(*, by: Any, change: Change, **_: Any) -> bool:
    """Whoever works on the client drafts a change."""
    return may_work_on(by, change.form.client)


def may_submit_change(*, by: Any, change: Change, **_: Any) -> bool:
    """Dates and holding: whoever works on the client. Money, scope and what ends the job: whoever runs it."""
    wanted = change.wanted
    if {"budget", "scope", "deliverables"} & wanted.keys():
        return may_run(by, change.job)
    return may_move_stage(by=by, job=change.job, to=wanted.get("stage", ""))


def may_hand_over_task(*, by: Any, task: Task, **_: Any) -> bool:
    """Whoever works on the client, and the administrator for somebody who leaves."""
    return may_work_on(by, task.client) or may_administer(by)


def may_change_lead(*, by: Any, job: Job, **_: Any) -> bool:
    """Whoever runs the job, and the administrator for somebody who leaves."""
    return may_run(by, job) or may_administer(by)


def may_reroute(*, by: Any, routing: Routing, **_: Any) -> bool:
    """Whoever works on the client, and the administrator for somebody who leaves."""
    return may_work_on(by, routing.form.client) or may_administer(by)


def may_manage_kinds(*, by: Any, **_: Any) -> bool:
    """The head of account services and the administrator."""
    return may_direct(by) or may_administer(by)


def may_keep_views(*, by: Any, **_: Any) -> bool:
    """Anybody who is signed in keeps views of their own."""
    return isinstance(by, Person) and by.is_active
