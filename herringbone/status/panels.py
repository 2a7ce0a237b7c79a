"""What this feature shows on other pages: a client's last report, and whether it shows a job."""

from typing import Any

from django.db.models import OuterRef, QuerySet
from django.db.models.expressions import Combinable

from herringbone.clients.models import Client
from herringbone.core.compiled import compiled_once
from herringbone.core.sql import CountOf
from herringbone.people.rules import Standing, visible
from herringbone.status.models import NotShown, Published
from herringbone.status.queries.report import all_reports, history
from herringbone.status.rules import may_report
from herringbone.work.models import Job

NEWEST = 40


def last_report(request: Any, client: Client) -> dict[str, Any]:
    """When the client was last told how things stand. One query."""
    found = _newest(client.pk, request.standing)
    return {"last_report": found[0] if found else None}


@compiled_once
def _newest(client: int, here: Standing) -> QuerySet[Published]:
    return visible(here, Published).filter(client=client).order_by("-number")[:1]


def reports(request: Any, client: Client) -> dict[str, Any]:
    """The reports to a client, the newest first."""
    return {"published": list(history(client)[:NEWEST]), "may_report": may_report(request.person, client)}


def number_of_reports() -> Combinable:
    """How many status reports a client has been sent."""
    return CountOf(all_reports().filter(client=OuterRef("pk")))


def of_job(request: Any, job: Job) -> dict[str, Any]:
    """Whether the client sees the job. One query."""
    found = _kept_out(job.pk, request.standing)
    return {"kept_out": found[0] if found else None, "may_report": may_report(request.person, job.client)}


@compiled_once
def _kept_out(job: int, here: Standing) -> QuerySet[NotShown]:
    return visible(here, NotShown).filter(job=job, ended=None).select_related("by")[:1]
