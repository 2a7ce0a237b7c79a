"""Calling a meeting, changing it, calling it off."""

from datetime import UTC, datetime
from typing import Any

from django.http import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from herringbone.clients.forms.acted import refusals_in
from herringbone.clients.models import Client, Contact
from herringbone.clients.views.acting import UNCHANGED, FormPage, see_other, sent
from herringbone.core.merge import ORIGINAL, InConflict, choose, conflict_page, plain, seal, unseal
from herringbone.core.models import Office
from herringbone.core.typed import shown_day
from herringbone.core.wording.dates import exact
from herringbone.meetings.actions import (
    change_following,
    change_meeting,
    plan_meeting,
    plan_series,
    withdraw_following,
    withdraw_meeting,
)
from herringbone.meetings.forms.meeting import MeetingForm, NewMeetingForm
from herringbone.meetings.models import Meeting
from herringbone.meetings.queries.meeting import stored_values
from herringbone.meetings.queries.series import first_of
from herringbone.meetings.views.meeting import one_meeting, show
from herringbone.meetings.views.preview import Preview, preview_of
from herringbone.meetings.views.reasons import reason_of
from herringbone.people.models import Person
from herringbone.people.pages import SIGNED_IN, Asked, one_visible, page
from herringbone.people.rules import visible_to
from herringbone.record.action import Denied, Refused
from herringbone.record.changed import last_change
from herringbone.work.models import Job

FORM = ["GET", "HEAD", "POST"]


@page(SIGNED_IN)
@require_http_methods(FORM)
def meeting_new(request: Asked) -> HttpResponseBase:
    """Call a meeting. First whose: what can be chosen after that hangs on the client.

    `?kick-off=NUMBER` calls the kick-off of a job, `?change=ID` a meeting about a change form.
    """
    reason = reason_of(request)
    if not request.standing.writes:
        if reason and request.method != "POST":  # a duty's link, followed by somebody who only reads
            return see_other(reason.back)
        raise Denied("meeting planned")
    code = request.GET.get("client", "")
    if not (code or reason):
        missing = "client" in request.GET
        told = {"missing": missing, "typed": request.GET.get("client-typed", "").strip()[:80]}
        clients = {"clients": visible_to(request.person, Client)}
        return render(request, "meetings/meeting_whose.html", clients | told, status=UNCHANGED if missing else 200)
    seen = visible_to(request.person, Client).select_related("office")
    client = one_visible(request, seen, **({"pk": reason.job.client_id} if reason else {"code": code}))
    begun: dict[str, Any] = {"office": client.office_id, "reporter": request.person.pk, "people": [request.person.pk]}
    if day := request.GET.get("day", ""):
        begun["day"] = day
    begun |= reason.begun(request.person) if reason else {}
    form = NewMeetingForm(
        sent(request), person=request.person, client=client, also=begun["people"], initial=begun,
        once_only=reason is not None, kick_off=reason.job if reason and not reason.change else None,
    )  # fmt: skip
    preview: Preview | None = None
    if form.is_bound and form.is_valid():
        with refusals_in(form):
            if reason:
                return _to(reason.call(request.person, form.key, form.given()))
            if not form.repeats:
                return _to(plan_meeting(by=request.person, client=client, once=form.key, **form.given()))
            preview = preview_of(form.given())
            if preview.seal == form.cleaned_data["previewed"]:
                series = plan_series(by=request.person, client=client, once=form.key, **form.given())
                return _to(first_of(series))
    shown = FormPage(
        reason.heading if reason else _("Meeting with %(client)s") % {"client": client.name}, _("Call the meeting"),
        reason.back if reason else reverse("meetings"), ((client.name, reverse("client", args=[client.code])),),
    )  # fmt: skip
    context = {"form": form, "shown": shown, "client": client, "preview": preview}
    refused = form.is_bound and (preview is None or bool(form.errors))
    return render(request, "meetings/meeting_form.html", context, status=UNCHANGED if refused else 200)


@page(SIGNED_IN)
@require_http_methods(FORM)
def meeting_change(request: Asked, pk: int) -> HttpResponseBase:
    """Change a meeting. What somebody else saved meanwhile is merged, or asked about."""
    meeting = one_meeting(request, pk)
    record = f"meetings.meeting:{meeting.pk}"
    there = reverse("meeting", args=[pk])
    form = MeetingForm(
        sent(request), person=request.person, client=meeting.client, meeting=meeting, initial=_filled(meeting)
    )
    values = {name: plain(value) for name, value in stored_values(meeting).items()}
    original = unseal(record, request.POST) if form.is_bound else values
    if form.is_bound and form.is_valid():
        try:
            with refusals_in(form):
                _change(request, meeting, form, original)
                return see_other(there)
        except InConflict as conflict:
            who, at = last_change(meeting, conflict.fields)
            asked = conflict_page(
                conflict, record=record, original=original, posted=request.POST, labels=_labels(form),
                show=lambda name, value: _shown(request, meeting, name, value), action=request.path, back=there,
                who=who, reader=request.person, at=at, title=meeting.topic,
            )  # fmt: skip
            return render(request, "core/conflict.html", {"conflict": asked}, status=409)
    shown = FormPage(
        meeting.topic, _("Save the meeting"), there,
        ((meeting.client.name, reverse("client", args=[meeting.client.code])),),
    )  # fmt: skip
    context = {
        "form": form, "shown": shown, "client": meeting.client, "meeting": meeting,
        "original": request.POST.get(ORIGINAL) if form.is_bound else seal(record, values),
    }  # fmt: skip
    return render(request, "meetings/meeting_form.html", context, status=UNCHANGED if form.is_bound else 200)


@page(SIGNED_IN)
@require_POST
def meeting_withdrawal(request: Asked, pk: int) -> HttpResponseBase:
    """Call it off, or take back a call that was logged by mistake."""
    meeting = one_meeting(request, pk)
    call_off = withdraw_following if "following" in request.POST else withdraw_meeting
    try:
        call_off(
            by=request.person, meeting=meeting, why=request.POST.get("why", "")[:200],
            once=request.POST.get("once", ""),
        )  # fmt: skip
    except Refused as reason:
        return show(request, meeting, str(reason))
    return see_other(reverse("meeting", args=[pk]))


def _change(request: Asked, meeting: Meeting, form: MeetingForm, original: dict[str, Any]) -> None:
    given = form.given()
    columns = set(stored_values(meeting)) & set(given)
    typed = {name: plain(given[name]) for name in columns}
    typed |= {name: sorted(one.pk for one in given[name]) for name in ("people", "contacts")}
    typed |= {name: plain(given[name].astimezone(UTC)) for name in ("starts", "ends")}
    chosen = choose(request.POST, original, typed)
    values: dict[str, Any] = {name: given[name] for name in columns if chosen[name] == typed[name]}
    # What the conflict page let the other keep is not changed here.
    change = change_following if form.cleaned_data.get("scope") == "following" else change_meeting
    change(by=request.person, meeting=meeting, original=original, once=form.key, **values)


def _to(meeting: Meeting) -> HttpResponseBase:
    return see_other(reverse("meeting", args=[meeting.pk]))


def _filled(meeting: Meeting) -> dict[str, Any]:
    local = meeting.office.local
    asked = stored_values(meeting)
    return {
        **asked, "office": meeting.office_id, "job": meeting.job_id, "reporter": meeting.reporter_id,
        "day": shown_day(local(meeting.starts).date()),
        "starts": f"{local(meeting.starts):%H:%M}", "ends": f"{local(meeting.ends):%H:%M}",
    }  # fmt: skip


def _labels(form: MeetingForm) -> dict[str, str]:
    return {
        name: str(field.label) for name, field in form.fields.items() if name not in ("once", "day", "more", "scope")
    }


def _shown(request: Asked, meeting: Meeting, name: str, value: Any) -> str:
    """A plain value in words, for the page that asks which one is to stand."""
    if value in ("", None):
        return ""
    if name in ("starts", "ends"):
        return exact(meeting.office.local(datetime.fromisoformat(value)))
    if name == "people":
        return ", ".join(Person.objects.filter(pk__in=value).values_list("name", flat=True))
    if name == "contacts":
        return ", ".join(visible_to(request.person, Contact).filter(pk__in=value).values_list("name", flat=True))
    if name == "reporter":
        return str(Person.objects.get(pk=value))
    if name == "office":
        return str(Office.objects.get(pk=value))
    if name == "job":
        return str(visible_to(request.person, Job).filter(pk=value).first() or "")
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return str(value)
