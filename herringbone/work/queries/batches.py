"""What was done to several jobs at once, and who could take them over."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db.models import QuerySet

from herringbone.clients.models import Contact
from herringbone.core.merge import plain
from herringbone.people.models import Person, Role
from herringbone.people.rules import Standing, visible
from herringbone.work.models import Batch, BatchLine, Job
from herringbone.work.queries.next_step import next_step_values


def own_batches(person: Person) -> QuerySet[Batch]:
    """What somebody did to several jobs: nobody else sees it."""
    return Batch.objects.filter(by=person)


def lines_of(batch: Batch, here: Standing) -> QuerySet[BatchLine]:
    """Its jobs, as far as they are still seen."""
    rows = visible(here, BatchLine).filter(batch=batch).select_related("job__client", "change__form__submission")
    return rows.order_by("job__number")


def stands(job: Job, what: str) -> dict[str, str | int | None]:
    """What a job says by now of what a batch did to it, in the plain form of a line's `was` and `now`."""
    if what == Batch.What.STEP:
        return dict(next_step_values(job))
    if what == Batch.What.LEAD:
        return {"lead": job.lead_id}
    if what == Batch.What.MILESTONE:
        return {"milestone": plain(job.milestone_on)} if job.milestone_on else {}
    return {"stage": job.stage} if what == Batch.What.HOLD else {"status": job.status}


def names_in(values: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """Who is named in what was and what is of several jobs, by "ours-7" or "theirs-4". Two queries at most."""
    told = list(values)
    named = {value.get("person", "") for value in told} | {f"ours-{value.get('lead', '')}" for value in told}
    found: dict[str, str] = {}
    for side, model in (("ours", Person), ("theirs", Contact)):
        ids = {pk for one, _sign, pk in (who.partition("-") for who in named) if one == side and pk.isdecimal()}
        if ids:
            known: QuerySet[Any] = model._default_manager.filter(pk__in=ids)
            found |= {f"{side}-{pk}": name for pk, name in known.values_list("pk", "name")}
    return found


def who_works_on(jobs: Iterable[Job], on: date) -> set[int]:
    """Whoever holds a role on the client of each of these jobs. One query."""
    clients = {job.client_id for job in jobs}
    held = Role.objects.running(on).filter(client__in=clients).values_list("client", "person").distinct()
    teams: dict[int | None, set[int]] = {}
    for client, person in held:
        teams.setdefault(client, set()).add(person)
    return set.intersection(*(teams.get(client, set()) for client in clients)) if clients else set()
