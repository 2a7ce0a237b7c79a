"""Webhooks as the administrator sees them: addresses, kinds and outcomes, and no business data."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery

from herringbone.clients.models import Client
from herringbone.desk.models import Attempt, Delivery, Webhook
from herringbone.desk.webhooks.noting import KIND
from herringbone.desk.webhooks.payload import id_of
from herringbone.desk.webhooks.types import TYPE_OF
from herringbone.record.models import Effect

SHOWN = 50


@dataclass(frozen=True)
class Line:
    """One delivery: what it was of, how its last try went, and whether it goes on."""

    id: int
    name: str
    kind: str
    at: datetime
    tries: int
    outcome: str
    status: int | None
    reason: str
    tried: datetime | None
    milliseconds: int | None
    waits: bool
    effect: str


def webhooks() -> QuerySet[Webhook]:
    """All that have not ended, with their client; the oldest first."""
    return Webhook.objects.filter(ended=None).select_related("client", "by").order_by("pk")


def deliveries() -> QuerySet[Delivery]:
    """Deliveries of webhooks that have not ended."""
    return Delivery.objects.filter(webhook__ended=None).select_related("webhook")


def client_with_code(code: str) -> Client | None:
    """The client of a code, for whoever sets up what is sent of it."""
    return Client.objects.filter(code__iexact=code).first()


def log_of(webhook: Webhook, before: int | None = None) -> list[Line]:
    """The newest deliveries, or those before one. One query."""
    last = Attempt.objects.filter(delivery=OuterRef("pk")).order_by("-pk")
    effect = Effect.objects.filter(kind=KIND, subject_label=Delivery._meta.label, subject_id=OuterRef("pk")).order_by(
        "-pk"
    )
    rows = Delivery.objects.filter(webhook=webhook).select_related("event").annotate(
        tries=Count("attempts"),
        outcome=Subquery(last.values("outcome")[:1]), status=Subquery(last.values("status")[:1]),
        reason=Subquery(last.values("reason")[:1]), tried=Subquery(last.values("at")[:1]),
        milliseconds=Subquery(last.values("milliseconds")[:1]), state=Subquery(effect.values("state")[:1]),
    )  # fmt: skip
    rows = rows.filter(pk__lt=before) if before else rows
    waiting = (Effect.State.WAITING, Effect.State.CLAIMED)
    return [
        Line(
            row.pk, id_of(row.event), TYPE_OF.get(row.event.verb, ""), row.event.at, row.tries, row.outcome or "",
            row.status, row.reason or "", row.tried, row.milliseconds, row.state in waiting, row.state or "",
        ) for row in rows.order_by("-pk")[:SHOWN]
    ]  # fmt: skip


def in_trouble() -> int:
    """How many webhooks are stopped or take nothing at the moment."""
    stopped = Q(stopped__isnull=False) | Q(failing_since__isnull=False, failing_since__gte=F("made"))
    return Webhook.objects.filter(stopped, ended=None).count()
