"""The jobs of a client as their status report says them, from one query."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.utils import translation

from herringbone.clients.models import Client
from herringbone.core.compiled import compiled_once
from herringbone.people.rules import Standing, visible
from herringbone.status.documents.contract import GROUPS, Group, Line, StatusReport
from herringbone.status.documents.wording import spoken
from herringbone.status.models import NotShown
from herringbone.work.models import Job, Stage, Waiting
from herringbone.work.queries.job_rows import coming

SAID = (Stage.Key.DELIVERED, Stage.Key.ON_HOLD)  # a client is told of these, whatever words were written before
STALE = timedelta(days=7)  # from then on a line says how old it is
COLUMNS = (
    "pk", "number", "name", "lead__name", "stage", "status", "status_at", "next_step", "next_person__name",
    "next_contact__name", "next_on", "next_at", "milestone__name", "milestone_on", "delivered_by", "budget", "currency",
    "opened", "waiting_since", "stage_at", "wait_what", "wait_contact", "wait_on", "kept_out", "stamp",
)  # fmt: skip


@dataclass(frozen=True)
class JobStanding:
    """How one job stands: its line of the report, and what only the agency sees of it.

    `age` is how long ago its status line or next step was written last; `stale` from STALE on. `kept_out`: the client
    does not see it. `late`: a day of it has passed. `stamp` is the job's: it grows with each edit.
    """

    pk: int
    line: Line
    lead: str
    age: timedelta
    stale: bool
    kept_out: bool
    late: bool
    stamp: int


def of_client(client: Client, here: Standing, before: StatusReport | None) -> list[JobStanding]:
    """The open jobs of a client that somebody sees, those not shown to the client too, in the order of the report."""
    return in_order(standings(_asked(client.pk, here), client, before, here.at))


def of_client_whole(client: Client, before: StatusReport | None, at: datetime) -> list[Line]:
    """The lines that the client gets if a report is published now: every open job but those kept out. One query."""
    found = in_order(standings(_columns(Job.objects.filter(client=client)), client, before, at))
    return [one.line for one in found if not one.kept_out]


@compiled_once
def _asked(client: int, here: Standing) -> QuerySet[Job, dict[str, Any]]:
    return _columns(visible(here, Job).filter(client=client))


def _columns(jobs: QuerySet[Job]) -> QuerySet[Job, dict[str, Any]]:
    reached = Stage.objects.filter(job=OuterRef("pk"), key=OuterRef("stage")).order_by("-at", "-pk")
    waits = Waiting.objects.filter(job=OuterRef("pk"), ended=None).order_by("since", "pk")
    return (
        jobs.exclude(stage__in=Stage.OVER)
        .annotate(
            stage_at=Subquery(reached.values("at")[:1]), wait_what=Subquery(waits.values("what")[:1]),
            wait_contact=Subquery(waits.values("contact__name")[:1]), wait_on=Subquery(waits.values("wanted_on")[:1]),
            kept_out=Exists(NotShown.objects.filter(job=OuterRef("pk"), ended=None)),
        )
        .order_by("number")
        .values(*COLUMNS)
    )  # fmt: skip


def standings(
    rows: Iterable[Mapping[str, Any]], client: Client, before: StatusReport | None, at: datetime
) -> list[JobStanding]:
    """The rows of the query as lines of a report. Days are those of the client's office."""
    known = {line["number"] for line in before["lines"]} if before else None
    return [_standing(row, client, known, at) for row in rows]


def in_order(found: list[JobStanding]) -> list[JobStanding]:
    """By group; then who waits longest, what comes next, what was delivered first."""
    return sorted(found, key=_place)


def _place(one: JobStanding) -> tuple[int, str, str]:
    line = one.line
    by = {"waiting": line["since"], "billing": line["delivered"], "new": "", "open": line["milestone_on"] or "9999"}
    return GROUPS.index(line["group"]), by[line["group"]], line["number"]


def _standing(row: Mapping[str, Any], client: Client, known: set[str] | None, at: datetime) -> JobStanding:
    local = client.office.local
    # A job that was brought in as delivered was so before it was opened here, and nobody knows since when.
    reached = row["stage_at"] or row["opened"]
    delivered = reached if row["stage"] == Stage.Key.DELIVERED and reached > row["opened"] else None
    written = max(filter(None, [row["status_at"], row["next_at"]]), default=row["opened"])
    outdated = row["stage"] in SAID and row["status_at"] and row["stage_at"] and row["status_at"] < row["stage_at"]
    step = _next(row)
    with translation.override(spoken(client.language)):  # stands in the edition, in the client's words
        milestone, milestone_on = coming(
            row["stage"], row["milestone__name"], row["milestone_on"], row["delivered_by"]
        )  # fmt: skip
    line: Line = {
        "number": row["number"],
        "name": row["name"],
        "group": _group(row, known),
        "status": "" if outdated else row["status"],
        "stage": row["stage"],
        "step": step[0],
        "who": step[1],
        "on": step[2],
        "since": _day(local(row["waiting_since"]).date()) if row["waiting_since"] else "",
        "milestone": milestone,
        "milestone_on": _day(milestone_on),
        "delivered": _day(local(delivered).date()) if delivered else "",
        "amount": "" if row["budget"] is None else str(row["budget"]),
        "currency": row["currency"],
        "new": False,
        "was": {},
    }
    today = local(at).date()
    days = [row["milestone_on"], row["next_on"]]
    late = any(one is not None and one < today for one in days)
    age = at - written
    return JobStanding(row["pk"], line, row["lead__name"], age, age >= STALE, row["kept_out"], late, row["stamp"])


def _next(row: Mapping[str, Any]) -> tuple[str, str, str]:
    """What happens next, by whom, on which day: what is asked of the client, unless its next step is theirs already."""
    if row["wait_what"] and not row["next_contact__name"]:
        return row["wait_what"], row["wait_contact"] or "", _day(row["wait_on"])
    who = row["next_contact__name"] or row["next_person__name"] or ""
    return row["next_step"], who, _day(row["next_on"])


def _group(row: Mapping[str, Any], known: set[str] | None) -> Group:
    """The first that fits."""
    if row["waiting_since"] or (row["next_step"] and row["next_contact__name"]):
        return "waiting"
    if row["stage"] == Stage.Key.DELIVERED:
        return "billing"
    if known is not None and row["number"] not in known:
        return "new"
    return "open"


def _day(value: Any) -> str:
    return value.isoformat() if value else ""
