"""The weekly status meeting: run through all clients of a team by the keyboard, and change things on the spot."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from herringbone.clients.forms.acted import ActedForm, refusals_in
from herringbone.clients.views.acting import UNCHANGED, FormPage, form_page, go_on, sent
from herringbone.people.pages import SIGNED_IN, Asked, one_visible, page
from herringbone.people.rules import visible_to
from herringbone.people.tables import handed_table, table_wanted
from herringbone.status import actions
from herringbone.status.forms.weekly import MeetingForm, SpeakerForm, TableChangeForm, TableTaskForm
from herringbone.status.models import TableChange, Turn
from herringbone.status.queries.table import record_of, stands
from herringbone.status.queries.weekly import meetings_of, meetings_read_by, pace, screen, turns_of
from herringbone.status.rules import may_hold
from herringbone.work.forms.acts import MoveMilestoneForm, NextStepForm, StatusForm
from herringbone.work.models import Job
from herringbone.work.queries.next_step import either_side, next_step_values
from herringbone.work.queries.paging import page_of
from herringbone.work.views.acts import click

FORM = ["GET", "HEAD", "POST"]
PAGE = 30


@page(SIGNED_IN)
@require_http_methods(FORM)
def weekly_meetings(request: Asked) -> HttpResponseBase:
    """The weekly meetings that one has held or spoken at, and beginning one."""
    meetings = meetings_read_by(request.person, request.standing)
    if kind := table_wanted(request):
        who = pgettext("a weekly meeting", "Held by")
        headings = [_("Begun"), who, _("Clients"), _("Changed at the table"), _("Ended")]
        rows: Iterable[Any] = meetings  # each with its counts
        cells = ([one.at, one.by.name, one.clients, one.changed, one.ended] for one in rows)
        return handed_table(kind, _("Weekly status meetings"), headings, cells)
    form = MeetingForm(sent(request))
    held = page_of(meetings, PAGE, request.GET.get("page", "1"))
    shown = FormPage(
        _("Weekly status meetings"), _("Begin"), reverse("status_reports"),
        ((_("Status reports"), reverse("status_reports")),),
        more={"held": held, "may_hold": may_hold(by=request.person)},
    )  # fmt: skip
    return form_page(
        request,
        form,
        shown,
        lambda given, once: actions.begin_weekly_meeting(by=request.person, once=once, **given),
        lambda made: reverse("weekly_meeting", args=[made.pk]),
        "status/weekly_meetings.html",
    )


@page(SIGNED_IN)
@require_safe
def weekly_meeting(request: Asked, pk: int) -> HttpResponseBase:
    """Its first turn; once it is over, or for whoever only speaks at it, what was changed at its table."""
    meeting = one_visible(request, meetings_read_by(request.person, request.standing), pk=pk)
    turns = turns_of(meeting, request.standing)
    if meeting.by_id != request.person.pk or meeting.ended or not turns:
        return redirect("weekly_meeting_record", pk)
    return redirect("turn", turns[0].pk)


@page(SIGNED_IN)
@require_safe
def turn(request: Asked, pk: int) -> HttpResponse:
    """One client's turn, a job of it in big type: `?job=` says which."""
    asked = request.GET.get("job", "")
    job = int(asked) if asked.isdecimal() and len(asked) < 12 else 0
    return _screen(request, _turn(request, pk), job)


@page(SIGNED_IN)
@require_safe
def record(request: Asked, pk: int) -> HttpResponse:
    """What was changed at the table."""
    meeting = one_visible(request, meetings_read_by(request.person, request.standing), pk=pk)
    changes = page_of(record_of(meeting, request.standing), PAGE, request.GET.get("page", "1"))
    context = {"meeting": meeting, "changes": changes, "holds": meeting.by_id == request.person.pk}
    return render(request, "status/weekly_record.html", context)


@page(SIGNED_IN)
@require_POST
def ending(request: Asked, pk: int) -> HttpResponseBase:
    """It is over."""
    meeting = one_visible(request, meetings_of(request.person), pk=pk)
    return click(request, reverse("weekly_meeting_record", args=[pk]), actions.end_weekly_meeting, meeting=meeting)


@page(SIGNED_IN)
@require_http_methods(FORM)
def speaker(request: Asked, pk: int) -> HttpResponseBase:
    """Say who speaks for the client."""
    found = _turn(request, pk)
    form = SpeakerForm(sent(request), client=found.client, initial={"speaker": found.speaker_id})
    do = actions.name_speaker
    return _at_table(request, form, found, None, lambda once, **given: do(turn=found, once=once, **given))


@page(SIGNED_IN)
@require_http_methods(FORM)
def status(request: Asked, pk: int, number: str) -> HttpResponseBase:
    """Say how a job stands."""
    found, job = _turn_and_job(request, pk, number)
    form = StatusForm(sent(request), initial={"status": job.status})

    def do(once: str, **given: Any) -> None:
        actions.set_status_at_table(turn=found, job=job, once=once, **given)

    return _at_table(request, form, found, job, do)


@page(SIGNED_IN)
@require_http_methods(FORM)
def next_step(request: Asked, pk: int, number: str) -> HttpResponseBase:
    """Say what happens next."""
    found, job = _turn_and_job(request, pk, number)
    filled = {**next_step_values(job), "on": job.next_on}
    form = NextStepForm(sent(request), reader=request.person, client=job.client, initial=filled)

    def do(once: str, **given: Any) -> None:
        person, contact = either_side(given["person"])
        told = {"by": given["by"], "step": given["step"], "on": given["on"], "person": person, "contact": contact}
        actions.set_step_at_table(turn=found, job=job, once=once, **told)

    return _at_table(request, form, found, job, do)


@page(SIGNED_IN)
@require_http_methods(FORM)
def task(request: Asked, pk: int, number: str) -> HttpResponseBase:
    """Give somebody a task about the job."""
    found, job = _turn_and_job(request, pk, number)
    form = TableTaskForm(sent(request), client=job.client)

    def do(once: str, **given: Any) -> None:
        actions.give_task_at_table(turn=found, job=job, once=once, **given)

    return _at_table(request, form, found, job, do)


@page(SIGNED_IN)
@require_http_methods(FORM)
def change(request: Asked, pk: int, number: str) -> HttpResponseBase:
    """Begin a change form for the job."""
    found, job = _turn_and_job(request, pk, number)
    form = TableChangeForm(sent(request))

    def do(once: str, **given: Any) -> None:
        actions.draft_change_at_table(turn=found, job=job, once=once, **given)

    return _at_table(request, form, found, job, do)


@page(SIGNED_IN)
@require_http_methods(FORM)
def milestone(request: Asked, pk: int, number: str) -> HttpResponseBase:
    """Try another date for the job's next milestone."""
    found, job = _turn_and_job(request, pk, number)
    form = MoveMilestoneForm(sent(request), client=job.client)

    def do(once: str, **given: Any) -> None:
        actions.move_milestone_at_table(turn=found, job=job, once=once, **given)

    return _at_table(request, form, found, job, do)


@page(SIGNED_IN)
@require_POST
def undoing(request: Asked, pk: int) -> HttpResponseBase:
    """Take back what was changed at the table."""
    rows = visible_to(request.person, TableChange).select_related("turn__meeting", "turn__client", "job")
    found = one_visible(request, rows.filter(turn__meeting__by=request.person), pk=pk)
    return click(request, _there(found.turn, found.job), actions.undo_at_table, change=found)


def _screen(
    request: Asked, found: Turn, job: int, more: Mapping[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    """The screen of a turn; `more` is the form of one change that lies open on it."""
    turns = turns_of(found.meeting, request.standing)
    shown = screen(found.meeting, turns, next(one for one in turns if one.pk == found.pk), job, request.standing)
    last = next((one for one in shown.changes if stands(one)), None)
    context = {"screen": shown, "pace": pace(shown.ahead), "last": last, "open": found.meeting.ended is None}
    return render(request, "status/turn.html", {**context, **(more or {})}, status=status)


def _at_table(
    request: Asked, form: ActedForm, found: Turn, job: Job | None, do: Callable[..., Any]
) -> HttpResponseBase:  # fmt: skip
    """The form of one change, of a job or of who speaks: on the screen of the turn, where htmx puts it too."""
    there = _there(found, job)
    if form.is_bound and form.is_valid():
        with refusals_in(form):
            do(by=request.person, once=form.key, **form.given())
            return go_on(request, there)
    if not form.is_bound:
        form.visible_fields()[0].field.widget.attrs["autofocus"] = True
    status = UNCHANGED if form.is_bound else 200
    more = {"form": form, "shown": FormPage("", _("Write it"), there), "action": request.path, "of_job": bool(job)}
    if request.headers.get("HX-Request"):
        return render(request, "work/parts/line_form.html", more, status=status)
    return _screen(request, found, job.pk if job else 0, more, status)


def _turn(request: Asked, pk: int) -> Turn:
    rows = visible_to(request.person, Turn).select_related("meeting", "client__office", "speaker", "instead_of")
    return one_visible(request, rows.filter(meeting__by=request.person), pk=pk)


def _turn_and_job(request: Asked, pk: int, number: str) -> tuple[Turn, Job]:
    found = _turn(request, pk)
    rows = visible_to(request.person, Job).select_related("client__office", "next_person", "next_contact")
    return found, one_visible(request, rows.filter(client=found.client), number=number)


def _there(turn: Turn, job: Job | None = None) -> str:
    return reverse("turn", args=[turn.pk]) + (f"?job={job.pk}" if job else "")
