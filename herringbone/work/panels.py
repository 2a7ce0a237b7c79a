"""What this feature shows on other pages: the jobs of a client."""

from typing import Any

from django.db.models import OuterRef
from django.db.models.expressions import Combinable
from django.urls import reverse

from herringbone.clients.models import Client
from herringbone.core.sql import CountOf
from herringbone.people.rules import visible_to
from herringbone.work.models import Form
from herringbone.work.queries.filters import OPEN, Filters
from herringbone.work.queries.job_rows import open_jobs, rows_of

DRAFTS = 10


def jobs(request: Any, client: Client) -> dict[str, Any]:
    """The open jobs of a client, by their milestone, and the drafts that may become jobs."""
    drafts = visible_to(request.person, Form).filter(client=client, submission=None, discarded=None)
    return {
        "client_jobs": rows_of(request.standing, Filters(client=client.pk, stage=OPEN)),
        "drafts": list(drafts.order_by("-saved")[:DRAFTS]),
        "list_url": f"{reverse('jobs')}?{Filters(client=client.pk).query()}",
    }


def number_of_jobs() -> Combinable:
    """How many jobs of a client are open."""
    return CountOf(open_jobs().filter(client=OuterRef("pk")))
