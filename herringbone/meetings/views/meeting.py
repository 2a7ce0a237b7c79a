"""A meeting's page, and what is done on it."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from herringbone.clients.models import Contact
from herringbone.clients.views.acting import UNCHANGED, see_other
from herringbone.core import clock, panels
from herringbone.meetings.actions import (
    mark_not_discussed,
    note_attendance,
    note_no_report_owed,
    owe_report_after_all,
    record_reply,
    set_agenda,
)
from herringbone.meetings.models import AgendaItem, Attendee, Meeting
from herringbone.meetings.queries.agenda import steps_for
from herringbone.meetings.queries.came_of import agreed_in
from herringbone.meetings.queries.edition import place
from herringbone.meetings.queries.meeting import meeting_page, purpose_of
from herringbone.meetings.queries.series import repeats
from herringbone.meetings.rules import may_change, may_write
from herringbone.people.models import Person
from herringbone.people.pages import SIGNED_IN, Asked, one_visible, page
from herringbone.people.rules import visible_to
from herringbone.record.action import Refused
from herringbone.work.models import Stage


@page(SIGNED_IN)
@require_safe
def meeting(request: Asked, pk: int) -> HttpResponse:
    """One meeting: agenda, who is asked, what was sent, and where its report is."""
    return show(request, one_meeting(request, pk))


@page(SIGNED_IN)
@require_POST
def meeting_agenda(request: Asked, pk: int) -> HttpResponseBase:
    """Save the agenda as it was written, a line for each point; with `open`, put an open step on it."""
    found = one_meeting(request, pk)
    points = list(found.agenda.all())
    if key := request.POST.get("open", ""):
        steps = [step for step in steps_for(found) if step.key == key]
        given: list[Any] = [*points, *(step.point for step in steps)]
        keyed = {step.point[:200]: step.key for step in steps}
    else:
        lines = [line.strip()[:200] for line in request.POST.get("agenda", "").split("\n") if line.strip()]
        there = {point.said: point for point in reversed(points)}
        given, keyed = [there.get(line, line) for line in lines], {}
    return _done(
        request, found, lambda: set_agenda(by=request.person, meeting=found, points=given, keys=keyed), "#agenda"
    )


@page(SIGNED_IN)
@require_POST
def meeting_reply(request: Asked, pk: int, attendee: int) -> HttpResponseBase:
    """Whether somebody comes, told here and not by their calendar."""
    found = one_meeting(request, pk)
    rows = visible_to(request.person, Attendee).select_related("meeting__client", "person", "contact")
    one = one_visible(request, rows, pk=attendee, meeting=found)
    reply = request.POST.get("reply", "")
    return _done(request, found, lambda: record_reply(by=request.person, attendee=one, reply=reply), "#asked")


@page(SIGNED_IN)
@require_POST
def meeting_attendance(request: Asked, pk: int) -> HttpResponseBase:
    """Who was there: a tick for each, a word for those who were not, and one more who came."""
    found = one_meeting(request, pk)
    present = set(request.POST.getlist("present"))
    absent = {
        one.pk: request.POST.get(f"note-{one.pk}", "")[:120]
        for one in found.attendees.all()
        if str(one.pk) not in present
    }
    came = _somebody(request, found, request.POST.get("came", ""))
    return _done(
        request,
        found,
        lambda: note_attendance(by=request.person, meeting=found, absent=absent, came=came),
        "",
        request.POST.get("next", ""),
    )


@page(SIGNED_IN)
@require_POST
def point_discussed(request: Asked, pk: int, point: int) -> HttpResponseBase:
    """A point of the agenda was left out, or was not after all (`undo`)."""
    found = one_meeting(request, pk)
    rows = visible_to(request.person, AgendaItem).select_related("meeting__client")
    one = one_visible(request, rows, pk=point, meeting=found)
    left_out = "undo" not in request.POST
    return _done(
        request,
        found,
        lambda: mark_not_discussed(by=request.person, point=one, not_discussed=left_out),
        "",
        request.POST.get("next", ""),
    )


@page(SIGNED_IN)
@require_POST
def meeting_none_owed(request: Asked, pk: int) -> HttpResponseBase:
    """Decide that no report is owed, because; or (`undo`) that one is owed after all."""
    found = one_meeting(request, pk)
    if "undo" in request.POST:
        return _done(request, found, lambda: owe_report_after_all(by=request.person, meeting=found))
    because = request.POST.get("because", "")
    return _done(request, found, lambda: note_no_report_owed(by=request.person, meeting=found, because=because))


def show(request: Asked, found: Meeting, reason: str = "") -> HttpResponse:
    """The page of a meeting; with a reason why something was refused, as such."""
    shown = meeting_page(found)
    own = next((one for one in shown.ours if one.person_id == request.person.pk), None)
    called_for = purpose_of(found)
    job, call = found.job, found.kind == Meeting.Kind.CALL
    context = {
        "called_for": called_for,
        "may_be_kick_off": job and not (call or called_for) and job.stage not in Stage.OVER,
        "meeting": found, "shown": shown, "own": own, "now": clock.now(), "place": place(found), "reason": reason,
        "withdrawal": getattr(found, "withdrawal", None), "no_report": getattr(found, "no_report", None),
        "report": getattr(found, "report", None), "owed": not found.internal or found.planning,
        "may_change": may_change(by=request.person, meeting=found),
        "may_write": may_write(by=request.person, meeting=found),
        "repeats": repeats(found.series) if found.series else "",
        "agreed": agreed_in(found),
        "agenda_text": "\n".join(point.said for point in shown.agenda),
        "panels": panels.filled("meeting", "main", request, found),
        "margin": panels.filled("meeting", "margin", request, found),
    }  # fmt: skip
    return render(request, "meetings/meeting.html", context, status=UNCHANGED if reason else 200)


def _done(request: Asked, found: Meeting, act: Callable[[], Any], place: str = "", back: str = "") -> HttpResponseBase:
    """Do it, and look at the meeting again, or at the report that is being written beside it."""
    there = reverse("meeting", args=[found.pk])
    writing = reverse("contact_report", args=[found.pk])
    try:
        act()
    except Refused as reason:
        return show(request, found, str(reason))
    return see_other(writing if back == writing else f"{there}{place}")


def _somebody(request: Asked, found: Meeting, chosen: str) -> list[Person | Contact]:
    """Whom "ours-7" or "theirs-4" names."""
    side, _sign, pk = chosen.partition("-")
    if not pk.isdecimal():
        return []
    if side == "ours":
        return list(Person.objects.filter(pk=pk, is_active=True))
    return list(visible_to(request.person, Contact).filter(pk=pk, client=found.client))


def one_meeting(request: Asked, pk: int) -> Meeting:
    """The meeting, if the person may see it."""
    rows = visible_to(request.person, Meeting).select_related(
        "client__office", "office", "job", "reporter", "by", "withdrawal__by", "no_report__by", "report", "series"
    )
    return one_visible(request, rows, pk=pk)
