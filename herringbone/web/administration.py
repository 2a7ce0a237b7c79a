"""What the administrator sees: mail that needs a decision, and how the program itself is doing. No business data."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Count
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from herringbone.core import clock
from herringbone.core.instance import in_quarantine
from herringbone.core.mail import stays_here
from herringbone.core.tasks.models import LiveWorker
from herringbone.desk.actions import give_up, send_again
from herringbone.desk.queries.webhooks import in_trouble
from herringbone.desk.webhooks.noting import KIND as WEBHOOK
from herringbone.meetings.actions.mailbox import note_mail_seen
from herringbone.meetings.models import IncomingMail
from herringbone.meetings.queries.mailbox import mailbox_page
from herringbone.people.pages import ADMINISTRATOR, Asked, page
from herringbone.people.queries.four_eyes import going_on
from herringbone.people.rules.four_eyes import decided_by
from herringbone.record.action import Refused
from herringbone.record.models import Denial, Effect

State = Effect.State
SHOWN = 100


@dataclass(frozen=True)
class Letter:
    """One mail that needs a decision. No address and no text: the administrator has no business data."""

    id: int
    kind: str
    state: str
    to: str  # a person of the agency, a client's contact or a client, by id
    attempts: int
    made: datetime
    reason: str


def letters() -> list[Letter]:
    """Mail that failed, that is too old, or of which nobody knows; the newest first. One query."""
    rows = Effect.objects.filter(state__in=[State.UNKNOWN, State.FAILED, State.TOO_OLD]).exclude(kind=WEBHOOK)
    return [
        Letter(one.pk, one.kind, one.state, _receiver(one), one.attempts, one.made, one.reason)
        for one in rows.order_by("-pk")[:SHOWN]
    ]


def _receiver(effect: Effect) -> str:
    """By id; what goes to neither a person nor a contact goes into a client's chat."""
    to = {"person": effect.person_id, "contact": effect.contact_id, "client": effect.client_id}
    return next((f"{what} {number}" for what, number in to.items() if number), "")


@page(ADMINISTRATOR)
@require_safe
def administration(request: Asked) -> HttpResponse:
    """How the program is doing, and what waits for the administrator."""
    return _administration(request)


def _administration(request: Asked, reason: str = "") -> HttpResponse:
    now = clock.now()
    context = {
        "letters": letters(),
        "counts": dict(Effect.objects.exclude(kind=WEBHOOK).values_list("state").annotate(number=Count("pk"))),
        "webhooks_in_trouble": in_trouble(),
        "workers": LiveWorker.objects.count(),
        "quarantine": in_quarantine(),
        "mailbox": mailbox_page(),
        "mail_folder": settings.EMAIL_FILE_PATH if stays_here() else "",
        "looks": going_on(now).filter(what__in=decided_by(request.person), agreed_at=None).count(),
        "denials": Denial.objects.filter(at__gte=now - timedelta(days=7)).count(),
        "demo": settings.DEMO,
        "now": now,
        "reason": reason,
    }
    return render(request, "web/administration.html", context, status=422 if reason else 200)


@page(ADMINISTRATOR)
@require_POST
def sending(request: Asked, pk: int) -> HttpResponseBase:
    """Send a letter again."""
    return _decide(request, pk, send_again)


@page(ADMINISTRATOR)
@require_POST
def giving_up(request: Asked, pk: int) -> HttpResponseBase:
    """Decide that a letter is not to be sent."""
    return _decide(request, pk, give_up)


@page(ADMINISTRATOR)
@require_POST
def incoming_seen(request: Asked, pk: int) -> HttpResponseBase:
    """Somebody looked at a mail that nobody understood."""
    found = get_object_or_404(IncomingMail, pk=pk)
    try:
        note_mail_seen(by=request.person, mail=found)
    except Refused as reason:
        return _administration(request, str(reason))
    return redirect("administration")


def _decide(request: Asked, pk: int, decide: Callable[..., Effect]) -> HttpResponseBase:
    effect = get_object_or_404(Effect, pk=pk)
    try:
        decide(by=request.person, effect=effect)
    except Refused as reason:
        return _administration(request, str(reason))
    return redirect("administration")
