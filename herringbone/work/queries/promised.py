"""What is promised on a job as it stands: by its form, and by the change forms since (B2)."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import QuerySet

from herringbone.core.merge import plain
from herringbone.work.models import Change, Deliverable, Form, Job, Milestone

# What only a change form changes, in the order in which it is read. Everything else on a job is edited freely.
PROMISED = ("stage", "begins", "delivered_by", "budget", "scope", "deliverables", "milestones")
OF_FORM = ("begins", "delivered_by", "budget", "scope")


def promised(job: Job) -> dict[str, Any]:
    """What a change form would change, each in its plain form. Three queries beside the job and its form."""
    found = of_form(job.form)
    for change in changes_of(job.pk):
        found |= {name: value for name, value in change.wanted.items() if name in OF_FORM}
    return {
        "stage": job.stage, **found, "deliverables": deliverables_of(job),
        "milestones": {str(one.pk): plain(one.on) for one in open_milestones(job)},
    }  # fmt: skip


def of_form(form: Form) -> dict[str, Any]:
    """What the initiation form says of that."""
    return {name: plain(getattr(form, name)) for name in OF_FORM}


def changes_of(job: int) -> QuerySet[Change]:
    """The submitted change forms of a job, in the order in which they took effect."""
    submitted = Change.objects.filter(job=job, form__submission__isnull=False)
    return submitted.select_related("form__submission__by").order_by("number", "pk")


def open_milestones(job: Job) -> QuerySet[Milestone]:
    """What is still to be reached."""
    return Milestone.objects.filter(job=job, dropped=None, reached=None).order_by("on", "pk")


def deliverables_of(job: Job) -> list[dict[str, Any]]:
    """What is to be delivered, each line with its id."""
    rows = Deliverable.objects.filter(job=job).order_by("position", "pk").values("pk", "what", "quantity", "rounds")
    return [
        {"id": row["pk"], "what": row["what"], "quantity": row["quantity"], "rounds": row["rounds"]} for row in rows
    ]


def differing(values: Mapping[str, Any], now: Mapping[str, Any]) -> dict[str, Any]:
    """What in these values differs from what stands; of the milestones only those that move or fall away."""
    wanted = {name: values[name] for name in PROMISED if name in values and values[name] != now[name]}
    if "milestones" in wanted:
        moved = {key: to for key, to in wanted["milestones"].items() if now["milestones"].get(key, to) != to}
        wanted |= {"milestones": moved}
    if wanted.get("stage") == "":
        del wanted["stage"]
    return {name: value for name, value in wanted.items() if name != "milestones" or value}


def as_seen(wanted: Iterable[str], now: Mapping[str, Any], moved: Iterable[str] = ()) -> dict[str, Any]:
    """What stands where something is to be otherwise: what a change form keeps as having been."""
    seen = {name: now[name] for name in wanted}
    if "milestones" in seen:
        seen["milestones"] = {key: now["milestones"].get(key, "") for key in moved}
    return seen
