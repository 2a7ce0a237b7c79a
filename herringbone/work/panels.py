"""What this feature shows on other pages: the jobs of a client, and what we wait for from it."""

from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.expressions import Combinable
from django.urls import reverse

from herringbone.clients.models import Client
from herringbone.core import clock
from herringbone.core.compiled import compiled_once
from herringbone.core.sql import CountOf
from herringbone.core.wording.dates import days_between
from herringbone.people.rules import Standing, visible, visible_to
from herringbone.work.models import Form
from herringbone.work.queries.filters import Filters
from herringbone.work.queries.job_rows import open_jobs, open_rows_of
from herringbone.work.queries.waited import asked_of, steps_of

DRAFTS = 10
MOST_URGENT = 4  # jobs below the thread
WAIT = {"wait": "pk", "what": "what", "wait_since": "since"}  # of the longest wait
STEP = {"step": "next_step", "whose": "next_contact__name", "job": "number"}  # of the first next step
WORST_FIRST = ("late", "soon", "waiting", "stopped", "open")  # of their states


def jobs(request: Any, client: Client) -> dict[str, Any]:
    """The open jobs of a client, by their milestone, and the drafts that may become jobs."""
    drafts = visible_to(request.person, Form).filter(client=client, submission=None, discarded=None)
    return {
        "client_jobs": open_rows_of(client.pk, request.standing),
        "drafts": list(drafts.order_by("-saved")[:DRAFTS]),
        "list_url": f"{reverse('jobs')}?{Filters(client=client.pk).query()}",
    }


def most_urgent(request: Any, client: Client) -> dict[str, Any] | None:
    """The first few of its open jobs, the worst on top, else by their milestone; nothing where none is open."""
    rows = open_rows_of(client.pk, request.standing)
    if not rows:
        return None
    all_url = reverse("client_tab", args=[client.code, "jobs"])
    worst = sorted(rows, key=lambda row: WORST_FIRST.index(row.state))[:MOST_URGENT]
    return {"client_jobs": worst, "more": len(rows) > MOST_URGENT, "all_url": all_url}


def waiting_on_client(request: Any, client: Client) -> dict[str, Any]:
    """How much we wait for from a client: what it was asked for, and next steps that are its own, as its status report
    says. One query."""
    found = next(iter(_waited_for(client.pk, request.standing)), None)
    if found is None:
        return {"number": 0}
    since = found["wait_since"]
    days = days_between(since, clock.now()) if since else 0
    return {**found, "number": found["waits"] + found["steps"], "days": days}


@compiled_once
def _waited_for(client: int, here: Standing) -> QuerySet[Client, dict[str, Any]]:
    waits, steps = asked_of(OuterRef("pk")), steps_of(OuterRef("pk"))
    rows = visible(here, Client).filter(pk=client)
    return rows.annotate(
        waits=CountOf(waits.order_by().values("pk")), steps=CountOf(steps.order_by().values("pk")),
        **{name: Subquery(waits.values(column)[:1]) for name, column in WAIT.items()},
        **{name: Subquery(steps.values(column)[:1]) for name, column in STEP.items()},
    ).values("waits", "steps", *WAIT, *STEP)  # fmt: skip


def number_of_jobs() -> Combinable:
    """How many jobs of a client are open."""
    return CountOf(open_jobs().filter(client=OuterRef("pk")))
