"""Sending deliveries, and the truth about each try.

At least once: a receiver knows what it had by `webhook-id`, so that what may or may not have been taken is sent again
under the same id. The log keeps that nobody knew. What is not taken is tried with growing pauses for three days; a
receiver that took nothing for three days, or says that it is gone (410), is stopped and the administrators are told.
"""

import time
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db.models import F, Q

from herringbone.core import clock
from herringbone.core.instance import in_quarantine
from herringbone.core.outside import BadAddress, NotSent, Unsure, post, read
from herringbone.desk.models import Attempt, Delivery, Webhook
from herringbone.desk.webhooks import payload
from herringbone.desk.webhooks.noting import KIND, concerned
from herringbone.desk.webhooks.signing import signed
from herringbone.people.door.sealing import unseal
from herringbone.record.effects import Later, Never, NotNow, Unknown
from herringbone.record.models import Effect

PAUSES = (1, 5, 30, 120, 360, 720)  # minutes
KEPT = timedelta(days=3)
GONE = 410
Outcome = Attempt.Outcome


@dataclass(frozen=True)
class Parcel:
    """What goes to a webhook: its delivery, the body, and who signs."""

    delivery: Delivery
    body: bytes
    secrets: tuple[str, ...]


def compose(effect: Effect) -> Parcel:
    """What is sent now. Raises NotNow where it is wanted no more."""
    delivery = Delivery.objects.select_related("webhook", "event").get(pk=effect.subject_id)
    if not delivery.webhook.is_told:
        raise NotNow("the webhook is stopped")
    if not concerned(delivery.webhook, [delivery.event]):
        raise NotNow("the webhook is not told of that any more")
    refuse_to_send()
    return Parcel(delivery, payload.of_event(delivery.event), secrets_of(delivery.webhook))


def hand_over(parcel: Parcel) -> None:
    """Send it and write down how it went. Raises Later, Never or Unknown where it was not taken."""
    name = payload.id_of(parcel.delivery.event)
    tried = attempt(parcel.delivery.webhook, name, parcel.body, parcel.secrets)
    tried.delivery = parcel.delivery
    tried.save()
    _note_health(parcel.delivery.webhook, tried)
    if tried.outcome == Outcome.TAKEN:
        return
    if tried.status == GONE:
        raise Never("410: gone")
    _let_the_others_wait(parcel.delivery.webhook)
    words = f"answered {tried.status}" if tried.status else tried.reason
    raise (Unknown if tried.outcome == Outcome.UNKNOWN else Later)(words)


def attempt(webhook: Webhook, name: str, body: bytes, signing: tuple[str, ...]) -> Attempt:
    """Send a body once, under a name, and say how it went. Nothing is written."""
    tried, began = Attempt(at=clock.now()), time.monotonic()
    headers = {"Content-Type": "application/json", **signed(name, tried.at, body, signing)}
    try:
        tried.status = post(read(webhook.address), body, headers)
        tried.outcome = Outcome.TAKEN if 200 <= tried.status < 300 else Outcome.REFUSED
    except BadAddress:
        tried.outcome, tried.reason = Outcome.NOT_SENT, "an address that is not asked"
    except NotSent as error:
        tried.outcome, tried.reason = Outcome.NOT_SENT, str(error)[:80]
    except Unsure as error:
        tried.outcome, tried.reason = Outcome.UNKNOWN, str(error)[:80]
    tried.milliseconds = round((time.monotonic() - began) * 1000)
    return tried


def secrets_of(webhook: Webhook) -> tuple[str, ...]:
    """The secrets that sign now: the webhook's own, and for a while the one before it."""
    own = unseal(webhook.secret)
    return (own, unseal(webhook.former_secret)) if webhook.signs_beside(clock.now()) else (own,)


def refuse_to_send() -> None:
    """Raises NotNow in the demo, and in a copy of the database, which send nothing to other programs."""
    if settings.DEMO:
        raise NotNow("the demo sends nothing out")
    if in_quarantine():
        raise NotNow("a copy of the database sends nothing out")


def long_failing() -> list[Webhook]:
    """Those that are to be stopped: nothing was taken for days, or the receiver says that it is gone."""
    since = clock.now() - KEPT
    gone = Q(deliveries__attempts__status=GONE, deliveries__attempts__at__gte=F("failing_since"))
    return list(Webhook.objects.filter(Q(failing_since__lt=since) | gone, stopped=None, ended=None).distinct())


def _note_health(webhook: Webhook, tried: Attempt) -> None:
    own = Webhook.objects.filter(pk=webhook.pk)
    if tried.outcome == Outcome.TAKEN:
        own.exclude(failing_since=None).update(failing_since=None)
    else:
        own.filter(failing_since=None).update(failing_since=tried.at)


def _let_the_others_wait(webhook: Webhook) -> None:
    """What else waits for a receiver that just took nothing waits a minute, so that others are not held up."""
    others = Delivery.objects.filter(webhook=webhook).values("pk")
    waiting = Effect.objects.filter(kind=KIND, state=Effect.State.WAITING, subject_id__in=others)
    waiting.filter(next_at__lte=clock.now()).update(next_at=clock.now() + timedelta(minutes=1))
