"""Forms: the list of what is open, the page of one, and its acknowledgements."""

from collections.abc import Iterable
from itertools import chain

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from herringbone.clients.views.acting import FormPage, form_page, see_other, sent
from herringbone.people.models import Person
from herringbone.people.pages import SIGNED_IN, Asked, one_visible, page
from herringbone.people.rules import may_work_on, visible_to
from herringbone.people.tables import handed_table, table_wanted
from herringbone.record.action import Refused
from herringbone.work.acknowledged import tell
from herringbone.work.actions import acknowledge_by_word, acknowledge_form, nudge, reroute_form
from herringbone.work.forms.acts import ToPersonForm, WordForm
from herringbone.work.models import Form, Routing
from herringbone.work.queries.sent_form import Stop, answers, route, route_of
from herringbone.work.views.drafts import draft_page, edit, open_forms

FORM = ["GET", "HEAD", "POST"]
MOST = 100


@page(SIGNED_IN)
@require_safe
def forms(request: Asked) -> HttpResponseBase:
    """The drafts one has begun or sees, and the forms that still wait for somebody's word; as a file, all of them."""
    seen = visible_to(request.person, Form).select_related("client", "kind", "by", "change__job", "job")
    drafts = seen.filter(submission=None, discarded=None).order_by("-saved")
    open_jobs = ["submitted", "in work", "on hold"]
    of_open = Q(form__job__stage__in=open_jobs) | Q(form__change__job__stage__in=open_jobs)
    waits = visible_to(request.person, Routing).filter(of_open, acknowledgement=None, form__submission__isnull=False)
    rows = route(waits.select_related("form__client", "form__by", "form__job", "form__change__job"), request.standing)
    rows = sorted(rows, key=lambda stop: stop.due or stop.routing.form.submission.at)
    if kind := table_wanted(request):
        return _as_table(kind, rows, drafts)
    context = {
        "drafts": drafts[:MOST], "begun": drafts.count(), "stops": rows[:MOST], "waiting": len(rows),
        "may_begin": request.standing.writes,
    }  # fmt: skip
    return render(request, "work/forms.html", context)


def _as_table(kind: str, waiting: Iterable[Stop], drafts: Iterable[Form]) -> HttpResponseBase:
    headings = [
        _("State"), _("Form"), _("Number"), _("Change form"), _("Client"), _("Named"), _("Department"), _("Due"),
        _("Begun by"), _("Saved"),
    ]  # fmt: skip
    waits, draft = _("Waiting for a word"), _("Draft")
    sent = (
        [waits, form.name, about and about.number, change and change.number, form.client.name, stop.routing.person.name,
         stop.routing.department and stop.routing.department.name, stop.due, form.by.name, form.saved]
        for stop in waiting
        for form in [stop.routing.form]
        for about, change in [(form.about, getattr(form, "change", None))]
    )  # fmt: skip
    begun = (
        [draft, one.name, one.about and one.about.number, _("yes") if hasattr(one, "change") else None, one.client.name,
         None, None, None, one.by.name, one.saved]
        for one in drafts
    )  # fmt: skip
    return handed_table(kind, _("Forms"), headings, chain(sent, begun))


@page(SIGNED_IN)
@require_http_methods(FORM)
def form(request: Asked, pk: int) -> HttpResponseBase:
    """A draft to write on, or a submitted form with who has acknowledged it."""
    found = one_visible(request, open_forms(request), pk=pk)
    if hasattr(found, "change"):
        return see_other(reverse("change", args=[found.change.pk]))
    if request.method == "POST":
        return edit(request, found)
    if hasattr(found, "submission"):
        return _sent_page(request, found)
    if found.discarded or not may_work_on(request.person, found.client):
        return render(request, "work/form_kept.html", {"form": found, "answers": answers(found)})
    return draft_page(request, found)


def _sent_page(request: Asked, found: Form, status: int = 200) -> HttpResponse:
    stops = route_of(found.pk, request.standing)
    context = {
        "form": found, "job": found.job, "stops": stops, "answers": answers(found),
        "waiting": [stop for stop in stops if stop.acknowledgement is None],
        "may_work": may_work_on(request.person, found.client),
    }  # fmt: skip
    return render(request, "work/form_sent.html", context, status=status)


def _routing(request: Asked, pk: int) -> Routing:
    rows = visible_to(request.person, Routing).select_related(
        "form__by", "form__client__office", "form__job", "form__change__job", "person", "department"
    )
    return one_visible(request, rows.filter(form__submission__isnull=False), pk=pk)


def _back(request: Asked, routing: Routing) -> str:
    told = request.POST.get("next", "")
    fine = url_has_allowed_host_and_scheme(told, allowed_hosts=None)
    return told if fine else reverse("form", args=[routing.form_id])


@page(SIGNED_IN)
@require_POST
def acknowledge(request: Asked, pk: int) -> HttpResponseBase:
    """One click: read, and can be done."""
    routing = _routing(request, pk)
    try:
        acknowledge_form(by=request.person, routing=routing, once=request.POST.get("once", "")[:60])
    except Refused as reason:
        messages.warning(request, str(reason))
    else:
        tell(request, routing, request.person)
    return see_other(_back(request, routing))


@page(SIGNED_IN)
@require_http_methods(FORM)
def word(request: Asked, pk: int) -> HttpResponseBase:
    """Note that somebody confirmed a form to the reader by word."""
    routing = _routing(request, pk)
    cover = request.standing.covers.get(routing.person_id)
    confirmers = [routing.person, *Person.objects.filter(pk=cover)] if cover else [routing.person]
    there = reverse("form", args=[routing.form_id])
    return form_page(
        request,
        WordForm(sent(request), may_confirm=confirmers),
        FormPage(
            _("Acknowledged by word"), _("Note the word"), there,
            ((routing.form.name, there),),
            _("%(person)s confirmed the form to you, and you note it. A mail that was sent is no acknowledgement.")
            % {"person": routing.person},
        ),
        lambda given, once: acknowledge_by_word(by=request.person, routing=routing, once=once, **given),
        lambda _made: there,
    )  # fmt: skip


@page(SIGNED_IN)
@require_POST
def reminder(request: Asked, pk: int) -> HttpResponseBase:
    """Remind the person whom the form names."""
    routing = _routing(request, pk)
    try:
        nudge(by=request.person, routing=routing, once=request.POST.get("once", "")[:60])
        messages.info(request, _("%(person)s is told that you wait for the word") % {"person": routing.person})
    except Refused as reason:
        messages.warning(request, str(reason))
    return see_other(_back(request, routing))


@page(SIGNED_IN)
@require_http_methods(FORM)
def handing_on(request: Asked, pk: int) -> HttpResponseBase:
    """Let somebody else acknowledge in the named person's place."""
    routing = _routing(request, pk)
    there = reverse("form", args=[routing.form_id])
    return form_page(
        request,
        ToPersonForm(sent(request), client=routing.form.client),
        FormPage(
            _("Hand the form on"), _("Hand it on"), there, ((routing.form.name, there),),
            _("%(person)s is asked no more; whoever takes it over is.") % {"person": routing.person},
        ),
        lambda given, once: reroute_form(by=request.person, routing=routing, once=once, **given),
        lambda _made: there,
    )  # fmt: skip
