"""The job change form: drafted wherever a promise would change, submitted, and in force from then on (B2)."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext as _

from herringbone.clients.models import Attachment
from herringbone.core import clock
from herringbone.core.merge import merge_or_ask, plain
from herringbone.core.text import one_line, shortened
from herringbone.people.models import Department, Person
from herringbone.record.action import Done, Refused, Thread, action, refuse_unless
from herringbone.work.actions.amending import put_into_force
from herringbone.work.actions.forms import deliverables_in, refuse_if_sent, route_in
from herringbone.work.actions.submitting import name_route
from herringbone.work.actions.written import line, lines
from herringbone.work.models import Change, ChangeSource, Form, Job, Milestone, Submission
from herringbone.work.queries.changes import EDITABLE, hindrances, open_draft, values_of
from herringbone.work.queries.promised import as_seen, differing, promised
from herringbone.work.queries.unread import ROWS
from herringbone.work.rules import may_change, may_submit_change, may_work_on_job

LONGEST_WHY = 300
TOLD_BY_ITSELF = {"stage", "milestones"}  # their own entries stand in the thread


@action("change drafted", may=may_work_on_job)
def draft_change(*, by: Person, job: Job, why: str = "", item_key: str = "", **values: Any) -> Done[Change]:
    """Put on paper what is to be otherwise on a job: into the draft that this person has open for it, or a new one.

    `values` are those of `queries.changes.EDITABLE`; milestones by their id, with a date or "" to drop one. Nothing
    changes on the job until it is submitted. It goes to the departments of the job's form unless told otherwise.
    `item_key` names the item of a contact report that says so: refused where that stands on a form already.
    """
    job.refresh_from_db()
    if item_key:
        _refuse_twice(item_key)
    change = open_draft(by, job) or _begun(by, job)
    if item_key:
        ChangeSource.objects.update_or_create(
            item_key=item_key, defaults={"change": change, "by": by, "at": clock.now()}
        )
    why = one_line(why)
    if why and why in change.why:
        why = change.why
    elif why and change.why not in why:  # each of several changes has its own reason
        why = "; ".join(filter(None, [change.why, why]))
    if item_key:
        why = shortened(why, LONGEST_WHY)
    told = {name: plain(value) for name, value in values.items()}
    if "milestones" in told:
        told["milestones"] = values_of(change)["milestones"] | told["milestones"]
    _put(change, told | ({"why": why} if why else {}))
    return Done(change, {"job": job.pk, "form": change.form_id, "what": sorted(change.wanted)})


def _refuse_twice(item_key: str) -> None:
    known = ChangeSource.objects.filter(item_key=item_key, change__form__discarded=None).select_related("by").first()
    refuse_unless(known is None, _("%(person)s put that on a change form already") % {"person": known and known.by})


def _begun(by: Person, job: Job) -> Change:
    first, now = job.form, clock.now()
    form = Form.objects.create(
        client=job.client, kind=job.kind, name=job.name, brand=job.brand, currency=job.client.currency, by=by,
        begun=now, saved=now, route=first.route,
    )  # fmt: skip
    form.departments.set(first.departments.all())
    return Change.objects.create(form=form, job=job)


@action("change saved", may=may_change)
def save_change(
    *, by: Person, change: Change, values: Mapping[str, Any], original: Mapping[str, Any] | None = None
) -> Done[Change]:
    """Save a draft. Only what differs from `original`, what the page was filled with, is written.

    Raises InConflict where somebody else changed the same meanwhile; without `original` the values count.
    """
    _reread(change)
    stored = values_of(change)
    merged = merge_or_ask(stored if original is None else original, values, stored)
    _put(change, {name: merged.values[name] for name in values})
    return Done(change, {"job": change.job_id, "fields": list(merged.mine), "kept": list(merged.theirs)})


@action("change submitted", may=may_submit_change)
def submit_change(*, by: Person, change: Change) -> Done[Change]:
    """Submit a change form: it takes effect at once, and the people it names are asked to acknowledge.

    Refused with the first thing that keeps it here (`queries.changes.hindrances` names all of them).
    """
    _reread(change)
    for one in hindrances(change):
        raise Refused(one.reason, one.field)
    job, now = change.job, promised(change.job)
    change.wanted = differing(change.wanted, now)
    change.seen = as_seen(change.wanted, now, change.wanted.get("milestones", ()))
    change.number = (Change.objects.filter(job=job).aggregate(last=Max("number"))["last"] or 0) + 1
    change.save()
    Submission.objects.create(form=change.form, by=by, at=clock.now())
    route = name_route(by, change.form)
    put_into_force(by, change)
    what = sorted(change.wanted)
    told = {"job": job.pk, "form": change.form_id, "number": change.number, "what": what}
    facts = {"number": job.number, "name": job.name, "change": change.number, "what": what, "why": change.why}
    return Done(
        change, {**told, "route": [routing.person_id for routing in route]},
        thread=Thread("agency", facts, job=job) if set(what) - TOLD_BY_ITSELF else None,
    )  # fmt: skip


def _reread(change: Change) -> None:
    change.refresh_from_db()
    change.form.refresh_from_db()
    change.job.refresh_from_db()
    refuse_if_sent(change.form)


def _put(change: Change, values: Mapping[str, Any]) -> None:
    """Write plain values into a draft, with what stands on the job where they differ from it."""
    unknown = values.keys() - set(EDITABLE)
    if unknown:
        raise TypeError(f"A change form has no {', '.join(sorted(unknown))}")
    form, now = change.form, promised(change.job)
    if "why" in values:
        change.why = line(values["why"], "why", LONGEST_WHY)
    if "touches" in values:
        change.touches = _touched(change, values["touches"] or {})
    if "departments" in values:
        form.departments.set(Department.objects.filter(pk__in=values["departments"] or []))
    if "route" in values:
        form.route = route_in(values["route"] or {})
    typed = values["unread"] or {} if "unread" in values else _still_unread(form, values)
    form.unread = _without_strangers(change.job, typed)
    change.wanted = differing({**change.wanted, **_cleaned(change, values)}, now)
    change.seen = as_seen(change.wanted, now, change.wanted.get("milestones", ()))
    change.save()
    form.stamp += 1
    form.saved = clock.now()
    form.save()


def _still_unread(form: Form, values: Mapping[str, Any]) -> dict[str, Any]:
    """What the draft keeps as it was typed, without what has been said otherwise since."""
    said = {*values, *(f"milestone-{key}" for key in values.get("milestones", ()))}
    return {name: typed for name, typed in form.unread.items() if name not in said}


def _without_strangers(job: Job, unread: Mapping[str, Any]) -> dict[str, Any]:
    """What is kept as it was typed; a line with the id of none of this job's is a new one."""
    ours = {str(pk) for pk in job.deliverables.values_list("pk", flat=True)} if unread.get(ROWS) else set()
    lines_kept = [{**row, **({} if str(row.get("id", "")) in ours else {"id": ""})} for row in unread.get(ROWS) or []]
    return {**unread, **({ROWS: lines_kept} if lines_kept else {})}


def _cleaned(change: Change, values: Mapping[str, Any]) -> dict[str, Any]:
    """What is promised of these values, as it is kept. Refused for a milestone or a deliverable of another job."""
    found = {name: values[name] for name in ("stage", "begins", "delivered_by", "budget") if name in values}
    for name in ("begins", "delivered_by"):
        if found.get(name):
            date.fromisoformat(found[name])
    if "scope" in values:
        found["scope"] = lines(values["scope"], "scope")
    if "deliverables" in values:
        rows = values["deliverables"] or []
        ids = [row.get("id") or 0 for row in rows]
        _refuse_strangers([one for one in ids if one], change.job.deliverables.values_list("pk", flat=True))
        promised_rows = deliverables_in(rows)
        found["deliverables"] = [
            {**({"id": int(pk)} if pk else {}), **row} for pk, row in zip(ids, promised_rows, strict=True)
        ]
    if "milestones" in values:
        ours = Milestone.objects.filter(job=change.job).values_list("pk", flat=True)
        _refuse_strangers(values["milestones"], ours)
        found["milestones"] = dict(values["milestones"])
    return found


def _refuse_strangers(named: Iterable[Any], ours: Iterable[int]) -> None:
    refuse_unless({int(one) for one in named} <= set(ours), _("Choose one from the list"), "milestones")


def _touched(change: Change, told: Mapping[str, Any]) -> dict[str, Any]:
    """What the change concerns: the brief, the plan, files of this client, or something in words."""
    files = [int(one) for one in told.get("files", [])]
    known = Attachment.objects.filter(client=change.form.client_id, file__in=files).values_list("file", flat=True)
    refuse_unless(set(files) <= set(known), _("Choose one from the list"), "files")
    other = line(str(told.get("other") or ""), "other", 200)
    return {"what": [one for one in ("brief", "plan") if one in told.get("what", [])], "files": files, "other": other}
