"""How a notification reads, and where it leads. Names only: what was written stands on the page it leads to."""

from collections.abc import Callable, Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from herringbone.desk.models import Notification, Nudge
from herringbone.desk.notices.about import abouts
from herringbone.people.queries.security import LOOKED_AT
from herringbone.record.duties.declare import register
from herringbone.record.models import Duty, Event, Takeover
from herringbone.work.models import Job

LOOKS = ("second look asked for", "second look agreed to", "second look refused")


def in_words(notices: Iterable[Notification]) -> list[tuple[Notification, str]]:
    """Each notification with its sentence, in the reader's language. Needs `event` with its actor and client, and
    `instead_of`, loaded, and what `with_about` adds."""
    told = list(notices)
    about = abouts(told)
    return [(one, _sentence(one, about.get(one.pk, ""))) for one in told]


def _sentence(notice: Notification, about: str) -> str:
    event = notice.event
    who = event.by or event.contact or _("Herringbone")
    said = _sentences().get(event.verb, _("%(who)s did something that concerns you"))
    if event.verb == "role given" and event.client is None:
        said = _("%(who)s gave you a role in the agency")
    if event.verb == "chat stopped" and event.client is None:
        said = _("%(who)s stopped your chat: nothing more goes there")
    words = said % {"who": who, "client": event.client or ""}
    if event.verb in LOOKS:
        about = str(LOOKED_AT[event.particulars["what"]])
    if about:
        words = _("%(words)s: %(about)s") % {"words": words, "about": about}
    if notice.instead_of:
        return _("%(words)s (you stand in for %(name)s)") % {"words": words, "name": notice.instead_of}
    return words


def _sentences() -> dict[str, str]:
    return {
        "remark posted": _("%(who)s mentioned you in a conversation about %(client)s"),
        "client message received": _("%(client)s wrote and waits for an answer"),
        "objection received": _("%(who)s objects to a point of a contact report to %(client)s"),
        "report confirmed": _("%(who)s confirmed a contact report to %(client)s"),
        "form submitted": _("%(who)s submitted a form for %(client)s that you are to acknowledge"),
        "change submitted": _("%(who)s submitted a change form for %(client)s that you are to acknowledge"),
        "kick-off waived": _("%(who)s let a job of %(client)s that you lead go into work without a kick-off"),
        "form handed on": _("%(who)s handed a form for %(client)s on to you"),
        "acknowledgement asked for": _("%(who)s waits for your acknowledgement of a form for %(client)s"),
        "form acknowledged": _("%(who)s acknowledged your form for %(client)s"),
        "form acknowledged by word": _("%(who)s noted an acknowledgement of your form for %(client)s"),
        "lines asked for": _("%(who)s asks you how jobs of %(client)s stand"),
        "lines asked for again": _("%(who)s asks you again how jobs of %(client)s stand"),
        "question handed over": _("%(who)s lets you say how jobs of %(client)s stand"),
        "line proposed": _("%(who)s said how a job of %(client)s stands"),
        "status report reviewed": _("%(who)s reviewed the status report to %(client)s"),
        "task made": _("%(who)s gave you a task for %(client)s"),
        "task handed over": _("%(who)s handed a task for %(client)s over to you"),
        "lead changed": _("%(who)s made you the lead of a job of %(client)s"),
        "role given": _("%(who)s gave you a role: %(client)s"),
        "cover arranged": _("%(who)s arranged that you stand in for somebody"),
        "duty asked about": _("%(who)s asks about something you owe %(client)s"),
        "duty taken over": _("%(who)s took over something that you owed %(client)s"),
        "second look asked for": _("%(who)s asks for your agreement"),
        "second look agreed to": _("%(who)s agreed to what you asked"),
        "second look refused": _("%(who)s did not agree to what you asked"),
        "viewing begun": _("%(who)s looks at Herringbone as you see it"),
        "chat stopped": _("%(who)s stopped the chat about %(client)s: nothing more goes there"),
        "webhook stopped": _("%(who)s stopped a webhook: nothing more is sent there"),
    }


def place_of(event: Event) -> str:
    """The page that a notification leads to; the desk where there is none. Worked out when it is clicked."""
    find = _PLACES.get(event.subject_label)
    return (find(event) if find else "") or (_client(event) if event.client_id else reverse("desk"))


def _client(event: Event) -> str:
    return reverse("client", args=[event.client.code]) if event.client else reverse("desk")


def _subject(event: Event) -> Any:
    return event.subject


def _duty(event: Event) -> str:
    asked: Nudge | Takeover = _subject(event)
    duty = Duty.objects.filter(kind=asked.kind, subject=asked.subject, started=asked.started).first()
    return register[duty.kind].line(duty).url if duty else reverse("desk")


def _report(event: Event) -> str:
    return reverse("contact_report", args=[_subject(event).issue.report.meeting_id])


def _post(event: Event) -> str:
    post = _subject(event)
    places: dict[str, Callable[[int], str]] = {
        "meetings.Meeting": lambda pk: reverse("meeting", args=[pk]),
        "work.Job": _job_page,
    }
    place = places.get(post.subject_label)
    return place(post.subject_id) if place else ""


def _job_page(pk: int) -> str:
    return reverse("job", args=[Job.objects.values_list("number", flat=True).get(pk=pk)])


def _task(event: Event) -> str:
    task = _subject(event)
    return reverse("job", args=[task.job.number]) if task.job else reverse("tasks")


_PLACES: dict[str, Callable[[Event], str]] = {
    "clients.Post": _post,
    "meetings.Objection": _report,
    "meetings.Confirmation": _report,
    "work.Job": lambda event: reverse("job", args=[_subject(event).number]),
    "work.Routing": lambda event: reverse("form", args=[_subject(event).form_id]),
    "work.Acknowledgement": lambda event: reverse("form", args=[_subject(event).routing.form_id]),
    "meetings.KickOffWaived": lambda event: reverse("job", args=[_subject(event).job.number]),
    "work.Change": lambda event: reverse("change", args=[event.subject_id]),
    "work.Task": _task,
    "status.Ask": lambda event: reverse("ask", args=[event.subject_id]),
    "status.Review": lambda event: reverse("status_publishing", args=[_subject(event).client.code]) + "#review",
    "status.Proposal": lambda event: reverse("ask", args=[_subject(event).line.ask_id]),
    "desk.Nudge": _duty,
    "record.Takeover": _duty,
    "desk.ChatChannel": lambda event: (
        reverse("client_chat", args=[event.client.code]) if event.client else reverse("own_chat")
    ),
    "desk.Webhook": lambda event: reverse("webhook", args=[event.subject_id]),
    "people.Absence": lambda event: reverse("people"),
    "people.Viewing": lambda event: reverse("me"),
    "people.SecondLook": lambda event: reverse("four_eyes"),
}
