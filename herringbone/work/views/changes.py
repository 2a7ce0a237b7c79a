"""The job change form: begun, kept as a draft, submitted; and its page once it is in force (B2)."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from herringbone.clients.models import Attachment
from herringbone.clients.views.acting import UNCHANGED, see_other
from herringbone.core.merge import ORIGINAL, InConflict, choose, conflict_page, merge, seal, unseal
from herringbone.core.panels import filled
from herringbone.people.pages import SIGNED_IN, Asked, one_visible, page
from herringbone.people.rules import may_work_on, visible_to
from herringbone.record.action import Denied, Refused
from herringbone.record.changed import last_change
from herringbone.work.actions import draft_change, save_change, submit_change
from herringbone.work.forms.change import ChangeForm, initial_of
from herringbone.work.models import Change, Job
from herringbone.work.queries.changes import hindrances, open_draft, values_of
from herringbone.work.queries.promised import open_milestones, promised
from herringbone.work.queries.route import route_of
from herringbone.work.queries.sent_form import route_of as words_of
from herringbone.work.queries.stages import steps
from herringbone.work.queries.unread import Hindrance, unread
from herringbone.work.queries.was_is import altered, names_of_milestones, touched
from herringbone.work.queries.words import change_labels, shown_change
from herringbone.work.rules import may_submit_change

CONFLICT = 409
FORM = ["GET", "HEAD", "POST"]
MOST_FILES = 30  # documents of a job that are offered, the newest


def jobs_of(request: Asked) -> Any:
    """The jobs this person sees, with what a change form asks of them."""
    return visible_to(request.person, Job).select_related("client__office", "kind", "form")


def changes_of(request: Asked) -> Any:
    """The change forms this person sees."""
    seen = visible_to(request.person, Change)
    return seen.select_related("form__client__office", "form__by", "form__submission__by", "job__client__office",
                               "job__kind", "job__form")  # fmt: skip


@page(SIGNED_IN)
@require_http_methods(FORM)
def change_new(request: Asked, number: str) -> HttpResponseBase:
    """Begin a change form for a job, or go on with the one that the reader has begun already."""
    job = one_visible(request, jobs_of(request), number=number)
    if not may_work_on(request.person, job.client):
        raise Denied("change drafted")
    if request.method != "POST":
        if begun := open_draft(request.person, job):
            return see_other(reverse("change", args=[begun.pk]))
        return _page(request, job, None, _form(request, job, initial=initial_of(_untouched(job))))
    form = _form(request, job, request.POST)
    form.full_clean()
    if form.errors:
        return _page(request, job, None, form, unsaved=True)
    try:
        change = draft_change(by=request.person, job=job, once=form.key, **form.values())
    except Refused as reason:
        return _page(request, job, None, form, [Hindrance(reason.field, str(reason))], unsaved=True)
    return _go_on(request, changes_of(request).get(pk=change.pk), form)


def _untouched(job: Job) -> dict[str, Any]:
    first = job.form
    departments = sorted(first.departments.values_list("pk", flat=True))
    return {**promised(job), "stage": "", "why": "", "touches": {}, "departments": departments, "route": first.route,
            "unread": {}}  # fmt: skip


@page(SIGNED_IN)
@require_http_methods(FORM)
def change(request: Asked, pk: int) -> HttpResponseBase:
    """A draft to write on, or a change form in force with who has acknowledged it."""
    found = one_visible(request, changes_of(request), pk=pk)
    draft = not hasattr(found.form, "submission") and found.form.discarded is None
    if request.method == "POST":
        return _edit(request, found)
    if not draft or not may_work_on(request.person, found.job.client):
        return _kept_page(request, found)
    values = values_of(found)
    form = _form(request, found.job, initial=initial_of(values))
    return _page(request, found.job, found, form, list(unread(found.form)), seal(_record(found), values))


def _edit(request: Asked, found: Change) -> HttpResponseBase:
    original = unseal(_record(found), request.POST)
    form = _form(request, found.job, request.POST, stands=original.get("milestones"))
    form.full_clean()
    # Back from the conflict page with everything typed, or with a choice that was not offered: it waits on the page.
    if "write" in request.POST or form.errors:
        return _page(request, found.job, found, form, original=request.POST[ORIGINAL], unsaved=True)
    values = choose(request.POST, original, form.values())
    theirs = merge(original, values, values_of(found)).theirs
    try:
        save_change(by=request.person, change=found, values=values, original=original)
    except InConflict as conflict:
        return _ask(request, found, conflict, original)
    except Refused as reason:
        if hasattr(changes_of(request).get(pk=found.pk).form, "submission"):
            messages.warning(request, str(reason))
            return see_other(reverse("change", args=[found.pk]))
        wrong = [Hindrance(reason.field, str(reason))]
        return _page(request, found.job, found, form, wrong, request.POST[ORIGINAL], unsaved=True)
    if theirs:
        named = ", ".join(change_labels()[name] for name in theirs)
        messages.info(request, _("Somebody else changed this meanwhile, and it stands: %(fields)s") % {"fields": named})
    return _go_on(request, changes_of(request).get(pk=found.pk), form)


def _go_on(request: Asked, found: Change, form: ChangeForm) -> HttpResponseBase:
    there = see_other(reverse("change", args=[found.pk]))
    if "submit" not in request.POST:
        return there
    kept_here = hindrances(found)
    if not kept_here:
        try:
            submit_change(by=request.person, change=found, once=form.key)
        except Refused as reason:
            kept_here = [Hindrance(reason.field, str(reason))]
    if kept_here:
        found = changes_of(request).get(pk=found.pk)
        return _page(request, found.job, found, form, kept_here, seal(_record(found), values_of(found)))
    return there


def _record(found: Change) -> str:
    return f"work.change:{found.pk}"


def _form(request: Asked, job: Job, data: Any = None, **given: Any) -> ChangeForm:
    files = visible_to(request.person, Attachment).filter(subject_label="work.Job", subject_id=job.pk)
    offered = list(files.order_by("-pk").values_list("file", "file__name")[:MOST_FILES])
    return ChangeForm(data, job=job, allowed=steps(job), milestones=list(open_milestones(job)), files=offered, **given)


def _page(
    request: Asked, job: Job, found: Change | None, form: ChangeForm, kept_here: Sequence[Hindrance] = (),
    original: str = "", unsaved: bool = False,
) -> HttpResponse:  # fmt: skip
    for one in kept_here:
        form.says(one.field, one.reason)
    names = names_of_milestones([found]) if found else {}
    stops = [stop.person for stop in route_of(found.form) if stop.person] if found else []
    context = {
        "job": job, "change": found, "form": form, "original": original, "people": stops, "unsaved": unsaved,
        "altered": altered(found, names) if found else [],
        "may_submit": found is None or may_submit_change(by=request.person, change=found),
        "panels": filled("change", "main", request, found) if found else [],
        "submit": ngettext("Submit to %(count)d person", "Submit to %(count)d people", len(stops))
        % {"count": len(stops)} if stops else _("Submit the change"),
    }  # fmt: skip
    return render(
        request, "work/change_draft.html", context, status=UNCHANGED if form.is_bound and form.errors else 200
    )


def _kept_page(request: Asked, found: Change) -> HttpResponse:
    sent = hasattr(found.form, "submission")
    stops = words_of(found.form_id, request.standing) if sent else []
    context = {
        "change": found, "job": found.job, "altered": altered(found, names_of_milestones([found])), "stops": stops,
        "touched": touched(found), "waiting": [stop for stop in stops if stop.acknowledgement is None],
        "may_work": may_work_on(request.person, found.job.client), "sent": sent,
        "panels": filled("change", "main", request, found),
    }  # fmt: skip
    return render(request, "work/change.html", context)


def _ask(request: Asked, found: Change, conflict: InConflict, original: Mapping[str, Any]) -> HttpResponse:
    who, at = last_change(found, conflict.fields)
    here = reverse("change", args=[found.pk])
    asked = conflict_page(
        conflict, record=_record(found), original=original, posted=request.POST, labels=change_labels(),
        show=shown_change, action=here, back=here, who=who, reader=request.person, at=at, title=str(found.job),
    )  # fmt: skip
    return render(request, "core/conflict.html", {"conflict": asked}, status=CONFLICT)


def tried(request: Asked, job: Job, once: str = "", **values: Any) -> HttpResponseBase:
    """What was tried on a job is put on a change form, and the form opens: nothing has changed yet.

    Raises Refused where it cannot be put there.
    """
    drafted = draft_change(by=request.person, job=job, once=once, **values)
    messages.info(request, _("That was promised, so it changes on paper. Nothing is changed before you submit this"))
    return see_other(reverse("change", args=[drafted.pk]))
