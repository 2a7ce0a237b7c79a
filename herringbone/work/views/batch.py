"""The same for several jobs: what it is, what it would do to each, done, and taken back (B4)."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import SuspiciousOperation
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from herringbone.clients.forms.acted import refusals_in
from herringbone.clients.views.acting import UNCHANGED, see_other, sent
from herringbone.core import clock
from herringbone.core.wording import dates
from herringbone.people.pages import SIGNED_IN, Asked, one_visible, page
from herringbone.people.rules import may_work_on, visible_to
from herringbone.record.action import Refused
from herringbone.work.actions import edit_jobs, preview, undo_batch
from herringbone.work.actions.batches import MOST, Outcome
from herringbone.work.forms.batch import BUTTONS, LEADS, NAMES, BatchForm
from herringbone.work.models import Batch, BatchLine, Job
from herringbone.work.queries.batches import lines_of, names_in, own_batches, stands, who_works_on
from herringbone.work.wording import stage_word

FORM = ["GET", "HEAD", "POST"]


def _chosen(request: Asked) -> tuple[Batch.What, list[Job]]:
    """What is to be done to which jobs, as the list's boxes say; those that the reader does not work on fall away."""
    told = request.POST if request.method == "POST" else request.GET
    if told.get("do") not in Batch.What.values:
        raise SuspiciousOperation("Nothing that can be done to jobs")
    numbers = [one for one in told.getlist("job")[: MOST + 1] if "\0" not in one]  # which PostgreSQL does not look for
    seen = visible_to(request.person, Job).filter(number__in=numbers)
    rows = seen.select_related("client__office", "kind", "lead", "form", "next_person", "next_contact").order_by(
        "number"
    )
    return Batch.What(told["do"]), [job for job in rows if may_work_on(request.person, job.client)]


@page(SIGNED_IN)
@require_http_methods(FORM)
def batch_new(request: Asked) -> HttpResponseBase:
    """What is to be done to the chosen jobs, then what it would do to each; nothing is done before that was seen."""
    told = request.POST if request.method == "POST" else request.GET
    what, jobs = _chosen(request) if "do" in told else (Batch.What.STEP, [])
    if not jobs:
        messages.warning(request, _("Choose the jobs first"))
        return see_other(reverse("jobs"))
    today = request.person.office.local(clock.now()).date()
    people = who_works_on(jobs, today)
    offices = {job.client.office_id: job.client.office for job in jobs}.values()
    form = BatchForm(sent(request), what=what, office=request.person.office, offices=offices, people=people)
    context: dict[str, Any] = {
        "form": form, "what": what.value, "jobs": jobs, "heading": NAMES[what], "lead": LEADS[what],
        "button": BUTTONS[what],
    }  # fmt: skip
    if form.is_bound and form.is_valid() and "back" not in request.POST:
        with refusals_in(form):
            if "do_it" in request.POST:
                batch = edit_jobs(by=request.person, jobs=jobs, what=what, once=form.key, **form.given())
                return see_other(reverse("batch", args=[batch.pk]))
            outcomes = preview(by=request.person, jobs=jobs, what=what, **form.given())
            rows = _in_words(what, outcomes)
            does = sum(not one.reason for one in outcomes)
            context |= {"rows": rows, "does": does, "typed": _typed(form)}
            return render(request, "work/batch_preview.html", context)
    failed = form.is_bound and bool(form.errors)
    return render(request, "work/batch_new.html", context, status=UNCHANGED if failed else 200)


def _typed(form: BatchForm) -> list[tuple[str, str]]:
    kept = [(f"{name}-kept", closed.value) for name, closed in form.closed_days.items()]
    return [*((name, form.data.get(name, "")) for name in form.fields), *kept]


@page(SIGNED_IN)
@require_safe
def batch(request: Asked, pk: int) -> HttpResponse:
    """What was done to several jobs, and the way to take it back."""
    found = one_visible(request, own_batches(request.person), pk=pk)
    what = Batch.What(found.what)
    lines = list(lines_of(found, request.standing))
    if found.taken_back:
        for line in lines:  # what was undone stands no longer
            line.now = stands(line.job, what)
    rows = _in_words(what, lines)
    context = {"batch": found, "rows": rows, "heading": NAMES[what]}
    return render(request, "work/batch.html", context)


@page(SIGNED_IN)
@require_POST
def batch_undoing(request: Asked, pk: int) -> HttpResponseBase:
    """Take it back."""
    found = one_visible(request, own_batches(request.person), pk=pk)
    try:
        undo_batch(by=request.person, batch=found, once=request.POST.get("once", "")[:60])
        back = ngettext("Taken back on the job", "Taken back", found.lines.count())
        messages.info(request, back)
    except Refused as reason:
        messages.warning(request, str(reason))
    return see_other(reverse("batch", args=[pk]))


def _in_words(what: Batch.What, lines: Iterable[Outcome | BatchLine]) -> list[tuple[Outcome | BatchLine, str, str]]:
    """Each with what was and what is, for reading. Two queries at most, however many there are."""
    told = list(lines)
    names = names_in(value for one in told for value in (one.was, one.now))
    return [(one, _words(what, one.was, names), _words(what, one.now, names)) for one in told]


def _words(what: Batch.What, value: Mapping[str, Any], names: Mapping[str, str]) -> str:
    if not value:
        return ""
    if what == Batch.What.STEP:
        on = dates.week_day(date.fromisoformat(value["on"]), clock.now()) if value["on"] else ""
        return ", ".join(filter(None, [value["step"], names.get(value["person"], ""), on]))
    if what == Batch.What.LEAD:
        return names.get(f"ours-{value['lead']}", "")
    if what == Batch.What.MILESTONE:
        return dates.week_day(date.fromisoformat(value["milestone"]), clock.now())
    return stage_word(value["stage"]) if what == Batch.What.HOLD else str(value["status"])
