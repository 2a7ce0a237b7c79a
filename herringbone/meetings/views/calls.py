"""A call is logged from anywhere in one line; how it was understood stands below before it is saved."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from herringbone.clients.models import Client, Contact
from herringbone.clients.views.acting import UNCHANGED, see_other
from herringbone.core import clock
from herringbone.core.text import one_line
from herringbone.core.wording.dates import moment
from herringbone.meetings.actions import Step, log_call
from herringbone.meetings.capture import NextStep, Understanding, suggest
from herringbone.meetings.capture.verbs import as_task
from herringbone.meetings.models import Meeting
from herringbone.meetings.queries.directory import VisibleDirectory
from herringbone.meetings.queries.meeting import report_due
from herringbone.meetings.queries.understanding import understand
from herringbone.meetings.queries.writing import whose_clock
from herringbone.people.models import Person
from herringbone.people.pages import SIGNED_IN, Asked, page
from herringbone.people.rules import visible_to
from herringbone.record.action import Refused
from herringbone.work.models import Job

LONGEST = 1000  # characters of a line
ANSWER, QUESTION = "answer-", "asked-"


@page(SIGNED_IN)
@require_safe
def call_new(request: Asked) -> HttpResponse:
    """The line on a page of its own: what works without scripts, and where a client's page leads."""
    client = visible_to(request.person, Client).filter(code=request.GET.get("client", "")).first()
    return render(request, "meetings/call_new.html", {"client": client, "line": request.GET.get("line", "")[:LONGEST]})


@page(SIGNED_IN)
@require_POST
def call_understand(request: Asked) -> HttpResponse:
    """How the line is understood so far: a fragment for below it."""
    line = one_line(request.POST.get("line", ""))[:LONGEST]
    return render(request, "meetings/parts/reading.html", _reading(request, line) if line else {})


@page(SIGNED_IN)
@require_safe
def call_suggest(request: Asked) -> HttpResponse:
    """Names that may be meant by the word before the caret."""
    line = request.GET.get("q", "")[:LONGEST]
    at = request.GET.get("at", "")
    before = line[: int(at)] if at.isdecimal() else line
    directory = VisibleDirectory(request.person)
    found, _counted = understand(before, directory, request.person, clock.now(), {}, {})
    offers = suggest(before, directory, found.client)
    context = {"offers": [(one, len(before), one.text) for one in offers]}
    return render(request, "meetings/parts/suggestions.html", context)


@page(SIGNED_IN)
@require_POST
def calls(request: Asked) -> HttpResponseBase:
    """Log the call, if nothing is left to ask; else the line comes back with its questions."""
    line = one_line(request.POST.get("line", ""))[:LONGEST]
    if not line:
        return render(request, "meetings/call_new.html", {"empty": True}, status=UNCHANGED)
    context = _reading(request, line)
    found: Understanding = context["found"]
    if not found.complete or found.contact is None or not found.said:
        return render(request, "meetings/call_new.html", {**context, "ask": True}, status=UNCHANGED)
    contact = visible_to(request.person, Contact).select_related("client__office").get(pk=found.contact.id)
    try:
        meeting = log_call(
            by=request.person, contact=contact, said=found.said, job=_job(request, found),
            starts=None if found.at == context["now"] else found.at,
            steps=[_step(request, step, contact) for step in found.steps], once=request.POST.get("once", ""),
        )  # fmt: skip
    except Refused as reason:
        return render(request, "meetings/call_new.html", {**context, "refused": str(reason)}, status=UNCHANGED)
    messages.success(request, _told(meeting, contact))
    return see_other(_back(request))


def _reading(request: Asked, line: str) -> dict[str, Any]:
    now = clock.now().replace(second=0, microsecond=0)
    answers = _prefixed(request.POST, ANSWER)
    found, counted = understand(
        line, VisibleDirectory(request.person), request.person, now, answers, _prefixed(request.POST, QUESTION)
    )
    kept = [(key, value, request.POST.get(QUESTION + key, "")) for key, value in counted.items()]
    return {
        "line": line, "found": found, "kept": kept, "now": now,
        # Where the line names no time the call has just ended: it began some minutes before.
        "at": moment(found.at, now) if found.at != now else _("just now"),
        "steps": [(number, step) for number, step in enumerate(found.steps, start=1)],
        "city": whose_clock(request.person.office.zone) if any(one.due and one.due.at for one in found.steps) else "",
        "nothing_said": found.contact is not None and not found.said and not found.questions,
        "once": request.POST.get("once", ""),
    }  # fmt: skip


def _prefixed(posted: QueryDict, prefix: str) -> dict[str, str]:
    return {name.removeprefix(prefix): str(posted[name])[:300] for name in posted if name.startswith(prefix)}


def _step(request: Asked, step: NextStep, contact: Contact) -> Step:
    owner: Person | Contact = request.person
    what = step.what
    if step.owner and step.owner.person:
        what = as_task(what)
        owner = Person.objects.get(pk=step.owner.person.id)
    elif step.owner:
        theirs = step.owner.contact
        owner = visible_to(request.person, Contact).get(pk=theirs.id) if theirs else contact
    job = visible_to(request.person, Job).filter(pk=step.job.id).first() if step.job else None
    due = step.due
    return Step(what, owner, due.day if due else None, due.at if due else None, job)


def _job(request: Asked, found: Understanding) -> Job | None:
    return visible_to(request.person, Job).filter(pk=found.job.id).first() if found.job else None


def _told(meeting: Meeting, contact: Contact) -> str:
    due = report_due(meeting)
    link = format_html('<a href="{}">{}</a>', reverse("meeting", args=[meeting.pk]), meeting.topic)
    words = {"contact": contact.name, "topic": link}
    if due is None:
        return format_html(_("Call with {contact} logged: {topic}."), **words)
    until = moment(due, clock.now())
    return format_html(_("Call with {contact} logged: {topic}. Its report is due {until}."), **words, until=until)


def _back(request: HttpRequest) -> str:
    back = request.POST.get("next", "")
    return back if url_has_allowed_host_and_scheme(back, allowed_hosts=None) else reverse("desk")
