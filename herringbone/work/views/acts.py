"""What is done on a job: each page is one form for one action, and works without scripts."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from herringbone.clients.forms.acted import ActedForm, refusals_in
from herringbone.clients.models import Client, Consent
from herringbone.clients.rules import forbidden
from herringbone.clients.views.acting import UNCHANGED, FormPage, form_page, render_form, see_other, sent
from herringbone.people.pages import SIGNED_IN, Asked, one_visible, page
from herringbone.people.rules import may_work_on, visible_to
from herringbone.record.action import Denied, Refused
from herringbone.work import actions
from herringbone.work.forms import acts
from herringbone.work.models import Deliverable, Job, Milestone, Waiting
from herringbone.work.queries.changes import wanted_of
from herringbone.work.queries.chases import asked_today
from herringbone.work.queries.stages import steps
from herringbone.work.rules import may_move_stage
from herringbone.work.views.changes import tried

FORM = ["GET", "HEAD", "POST"]
CHASES = 50  # of one thing awaited, the last ones


def _job(request: Asked, number: str) -> Job:
    rows = visible_to(request.person, Job).select_related(
        "client__office", "kind", "form", "next_person", "next_contact"
    )
    return one_visible(request, rows, number=number)


def _one(request: Asked, model: Any, pk: int) -> Any:
    """A milestone or deliverable with its job."""
    return one_visible(
        request, visible_to(request.person, model).select_related("job__client__office", "job__form"), pk=pk
    )


def _page(job: Job, heading: str, button: str, part: str = "", lead: str = "") -> FormPage:
    there = reverse("job", args=[job.number])
    return FormPage(heading, button, there + part, ((f"{job.number} {job.name}", there),), lead)


def act(request: Asked, form: ActedForm, shown: FormPage, do: Callable[..., Any], **fixed: Any) -> HttpResponseBase:
    """A page whose form gives the rest of an action's arguments; afterwards back to where it came from."""
    return form_page(
        request,
        form,
        shown,
        lambda given, once: do(by=request.person, once=once, **fixed, **given),
        lambda _made: shown.back,
    )


def click(request: Asked, back: str, do: Callable[..., Any], **given: Any) -> HttpResponseBase:
    """A bare POST that does one thing; what is refused is said on the page that follows."""
    try:
        do(by=request.person, once=request.POST.get("once", "")[:60], **given)
    except Refused as reason:
        messages.warning(request, str(reason))
    return see_other(back)


def on_paper(
    request: Asked, job: Job, form: ActedForm, shown: FormPage, values: Callable[[Any], dict[str, Any]]
) -> HttpResponseBase:
    """A page whose form is put on a change form, which opens then. `values` makes of what was typed what it holds."""
    if form.is_bound and form.is_valid():
        with refusals_in(form):
            return tried(request, job, form.key, **values(form.given()))
    return render_form(request, form, shown, "clients/form.html")


@page(SIGNED_IN)
@require_http_methods(FORM)
def stage(request: Asked, number: str) -> HttpResponseBase:
    """Move a job to its next stage; holding, cancelling and going back open a change form."""
    job = _job(request, number)
    if request.method == "POST" and request.headers.get("X-Board"):
        return _dropped(request, job, request.POST.get("to", ""))
    lead = _("Holding, cancelling and going back are put on a change form.")
    shown = _page(job, _("Move the job"), _("Move it"), lead=lead)
    here = request.person
    allowed = [one for one in steps(job) if one.on_paper or may_move_stage(by=here, job=job, to=one.to)]
    form = acts.StageForm(sent(request), allowed=allowed, initial={"to": request.GET.get("to", "")})
    paper = {step.to for step in allowed if step.on_paper}
    if form.is_bound and form.is_valid() and form.cleaned_data["to"] in paper:
        return on_paper(request, job, form, shown, lambda given: {"stage": given["to"], "why": given["why"]})
    return act(request, form, shown, actions.move_stage, job=job)


def _dropped(request: Asked, job: Job, to: str) -> HttpResponseBase:
    """A card was dropped on a stage of the board: what board.js is told of it."""
    try:
        if to in {step.to for step in steps(job) if step.on_paper}:
            drafted = actions.draft_change(by=request.person, job=job, stage=to)
            said = _("That changes on paper: a change form is drafted. The job stays here until you submit it.")
            there = reverse("change", args=[drafted.pk])
            return JsonResponse({"message": said, "url": there, "words": _("Open the change form")})
        actions.move_stage(by=request.person, job=job, to=to)
    except Denied:
        return JsonResponse({"message": _("That is for whoever runs the job")}, status=403)
    except Refused as reason:
        return JsonResponse({"message": str(reason)}, status=UNCHANGED)
    return JsonResponse({"moved": True})


@page(SIGNED_IN)
@require_http_methods(FORM)
def lead(request: Asked, number: str) -> HttpResponseBase:
    """Let somebody else lead the job."""
    job = _job(request, number)
    shown = _page(job, _("Hand the job over"), _("Hand it over"), lead=_("What its lead owes is theirs from then on."))
    return act(request, acts.ToPersonForm(sent(request), client=job.client), shown, actions.change_lead, job=job)


@page(SIGNED_IN)
@require_http_methods(FORM)
def milestone_new(request: Asked, number: str) -> HttpResponseBase:
    """Plan a milestone."""
    job = _job(request, number)
    shown = _page(job, _("Plan a milestone"), _("Plan it"), "#plan")
    return act(request, acts.MilestoneForm(sent(request), client=job.client), shown, actions.plan_milestone, job=job)


@page(SIGNED_IN)
@require_http_methods(FORM)
def milestone_moving(request: Asked, pk: int) -> HttpResponseBase:
    """Try another date for a milestone: it is put on a change form."""
    milestone: Milestone = _one(request, Milestone, pk)
    job = milestone.job
    shown = _page(job, _("Move “%(name)s”") % {"name": milestone.name}, _("Put it on a change form"), "#plan")
    form = acts.MoveMilestoneForm(sent(request), client=job.client, initial={"to": milestone.on})
    return on_paper(
        request, job, form, shown, lambda given: {"milestones": {str(pk): given["to"]}, "why": given["why"]}
    )


@page(SIGNED_IN)
@require_POST
def milestone_reaching(request: Asked, pk: int) -> HttpResponseBase:
    """It is reached."""
    milestone = _one(request, Milestone, pk)
    back = reverse("job", args=[milestone.job.number]) + "#plan"
    return click(request, back, actions.reach_milestone, milestone=milestone)


@page(SIGNED_IN)
@require_POST
def milestone_dropping(request: Asked, pk: int) -> HttpResponseBase:
    """It is to be no longer part of the job: that is put on a change form."""
    milestone: Milestone = _one(request, Milestone, pk)
    return tried(request, milestone.job, request.POST.get("once", "")[:60], milestones={str(pk): ""})


@page(SIGNED_IN)
@require_http_methods(FORM)
def job_waiting_new(request: Asked, number: str) -> HttpResponseBase:
    """Note that the job waits for the client."""
    job = _job(request, number)
    shown = _page(job, _("Waiting on the client"), _("Note it"), "#waits")
    form = acts.WaitForm(sent(request), client=job.client, reader=request.person)
    return act(request, form, shown, actions.wait_on_client, client=job.client, job=job)


@page(SIGNED_IN)
@require_http_methods(FORM)
def waiting_new(request: Asked, code: str) -> HttpResponseBase:
    """Note that something is awaited from a client, on no job."""
    client = one_visible(request, visible_to(request.person, Client).select_related("office"), code=code)
    there = reverse("client", args=[code])
    shown = FormPage(_("Waiting on the client"), _("Note it"), there, ((client.name, there),))
    form = acts.WaitForm(sent(request), client=client, reader=request.person)
    return act(request, form, shown, actions.wait_on_client, client=client)


def _waiting(request: Asked, pk: int) -> Waiting:
    rows = visible_to(request.person, Waiting).select_related("client__office", "job", "contact", "by", "ended_by")
    return one_visible(request, rows.annotate(no_phone=forbidden(Consent.Channel.PHONE, "contact")), pk=pk)


@page(SIGNED_IN)
@require_safe
def waiting(request: Asked, pk: int) -> HttpResponse:
    """What is awaited, of whom, since when."""
    found = _waiting(request, pk)
    chases = found.chases.select_related("by").order_by("-pk")[:CHASES]
    context = {
        "waiting": found,
        "chases": chases,
        "asked": asked_today(found),
        "may_work": may_work_on(request.person, found.client),
    }
    return render(request, "work/waiting.html", context)


@page(SIGNED_IN)
@require_POST
def waiting_asking(request: Asked, pk: int) -> HttpResponseBase:
    """The client was asked again; `once_more` where that was done today and is known."""
    found = _waiting(request, pk)
    once_more = request.POST.get("once_more") == "on"
    return click(request, reverse("waiting", args=[pk]), actions.ask_again, waiting=found, once_more=once_more)


@page(SIGNED_IN)
@require_POST
def waiting_ending(request: Asked, pk: int) -> HttpResponseBase:
    """It came in."""
    found = _waiting(request, pk)
    back = reverse("job", args=[found.job.number]) + "#waits" if found.job else reverse("waiting", args=[pk])
    return click(request, back, actions.end_waiting, waiting=found)


@page(SIGNED_IN)
@require_http_methods(FORM)
def deliverable_new(request: Asked, number: str) -> HttpResponseBase:
    """Try to promise one thing more: it is put on a change form."""
    job = _job(request, number)
    shown = _page(job, _("Another deliverable"), _("Put it on a change form"), "#deliverables")
    form = acts.DeliverableForm(sent(request))
    return on_paper(request, job, form, shown, lambda given: {"deliverables": [*wanted_of(request.person, job), given]})


@page(SIGNED_IN)
@require_http_methods(FORM)
def deliverable(request: Asked, pk: int) -> HttpResponseBase:
    """Try to promise something otherwise: it is put on a change form."""
    found: Deliverable = _one(request, Deliverable, pk)
    told = {"what": found.what, "quantity": found.quantity, "rounds": found.rounds}
    shown = _page(found.job, _("Change a deliverable"), _("Put it on a change form"), "#deliverables")
    form = acts.DeliverableForm(sent(request), initial=told)
    rows = wanted_of(request.person, found.job)
    return on_paper(
        request, found.job, form, shown,
        lambda given: {"deliverables": [row | given if row.get("id") == pk else row for row in rows]},
    )  # fmt: skip


@page(SIGNED_IN)
@require_POST
def deliverable_removal(request: Asked, pk: int) -> HttpResponseBase:
    """It is to be promised no longer: that is put on a change form."""
    found: Deliverable = _one(request, Deliverable, pk)
    rows = [row for row in wanted_of(request.person, found.job) if row.get("id") != pk]
    return tried(request, found.job, request.POST.get("once", "")[:60], deliverables=rows)
