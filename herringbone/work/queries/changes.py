"""A change form: what it holds as it is compared and edited, and what keeps it from being submitted (B2)."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from herringbone.core import clock
from herringbone.people.models import Person
from herringbone.work.models import Change, Job, Stage
from herringbone.work.queries.hindrances import Hindrance, shut
from herringbone.work.queries.promised import PROMISED, as_seen, deliverables_of, differing, promised
from herringbone.work.queries.route import route_of
from herringbone.work.queries.stages import steps
from herringbone.work.queries.unread import unread

# What a draft may be given, in the order of the page.
EDITABLE = ("why", *PROMISED, "touches", "departments", "route", "unread")


def values_of(change: Change) -> dict[str, Any]:
    """The editable values of a draft in their plain form: what stands on the job, and over it what is wanted."""
    now, wanted = promised(change.job), change.wanted
    dates = {**now["milestones"], **wanted.get("milestones", {})}
    return {
        "why": change.why, **now, **wanted, "milestones": {key: dates[key] for key in now["milestones"]},
        "stage": wanted.get("stage", ""), "touches": change.touches,
        "departments": sorted(change.form.departments.values_list("pk", flat=True)), "route": change.form.route,
        "unread": change.form.unread,
    }  # fmt: skip


def open_draft(by: Person | int, job: Job) -> Change | None:
    """The change form that somebody has begun for a job and not submitted."""
    drafts = Change.objects.filter(job=job, form__by=by, form__submission=None, form__discarded=None)
    return drafts.select_related("form").last()


def wanted_of(by: Person, job: Job) -> list[dict[str, Any]]:
    """What is to be delivered on a job: as this person's draft has it already, else as it stands."""
    draft = open_draft(by, job)
    rows: list[dict[str, Any]] | None = draft.wanted.get("deliverables") if draft else None
    return deliverables_of(job) if rows is None else rows


def hindrances(change: Change) -> list[Hindrance]:
    """All that stands against submitting a change form as it is stored; nothing when it may go."""
    now = promised(change.job)
    wanted = differing(change.wanted, now)
    kept_as_typed = list(unread(change.form))
    if not wanted and not kept_as_typed:
        nothing = Hindrance("", _("Nothing would be otherwise: change a date, the budget, the scope or the stage"))
        return [nothing, *_missing(change), *_route(change)]
    return [
        *kept_as_typed, *_missing(change), *_stale(change, now), *_stage(change, wanted), *_dates(change, wanted),
        *_milestones(change, wanted, now), *_money(wanted), *_route(change),
    ]  # fmt: skip


def _missing(change: Change) -> Iterator[Hindrance]:
    if not change.why and "why" not in change.form.unread:
        yield Hindrance("why", _("Say why it changes"))


def _stale(change: Change, now: Mapping[str, Any]) -> Iterator[Hindrance]:
    """What another change form has changed since this one was written."""
    for name in change.wanted:
        seen = as_seen([name], now, change.wanted.get("milestones", ()))[name]
        if seen != change.seen.get(name):
            yield Hindrance(name, _("This was changed meanwhile. Look at it as it stands, and keep the draft again"))


def _stage(change: Change, wanted: Mapping[str, Any]) -> Iterator[Hindrance]:
    if change.job.stage in Stage.OVER and set(wanted) - {"stage"}:
        yield Hindrance("", _("That job is over. Only its stage can still change"))
    to = wanted.get("stage")
    if to and to not in {step.to for step in steps(change.job) if step.on_paper}:
        yield Hindrance("stage", _("The job cannot go there from where it stands"))


def _dates(change: Change, wanted: Mapping[str, Any]) -> Iterator[Hindrance]:
    office = change.job.client.office
    today = office.local(clock.now()).date()
    for name in ("begins", "delivered_by"):
        told = wanted.get(name)
        if told == "" and name == "delivered_by":
            yield Hindrance(name, _("Say by when it is to be delivered"))
        if not told:
            continue
        if (day := date.fromisoformat(told)) < today:
            yield Hindrance(name, _("That day has passed"))
        else:
            yield from shut(office, name, day, today)


def _milestones(change: Change, wanted: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[Hindrance]:
    today = change.job.client.office.local(clock.now()).date()
    for key, to in wanted.get("milestones", {}).items():
        if key not in now["milestones"]:
            yield Hindrance("milestones", _("One of the milestones is reached or dropped by now"))
        elif to and date.fromisoformat(to) < today:
            yield Hindrance(f"milestone-{key}", _("That day has passed"))


def _money(wanted: Mapping[str, Any]) -> Iterator[Hindrance]:
    if wanted.get("budget") and not 0 <= Decimal(wanted["budget"]) < Decimal(10) ** 12:
        yield Hindrance("budget", _("A budget is nought or more"))


def _route(change: Change) -> Iterator[Hindrance]:
    for stop in route_of(change.form):
        if stop.wrong:
            yield Hindrance("departments", stop.wrong)
