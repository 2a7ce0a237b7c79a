"""What an administrator does about other programs that are told what happens; each without a word of the secret."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from herringbone.core import clock
from herringbone.core.outside import BadAddress, read
from herringbone.desk.models import Delivery, Webhook
from herringbone.desk.webhooks.noting import concerned, send_first_time, send_once_more
from herringbone.desk.webhooks.types import EVERY, VERB_OF, names_of
from herringbone.people.door.sealing import seal
from herringbone.people.models import Person
from herringbone.people.rules import may_administer
from herringbone.record.action import Done, Refused, action, refuse_unless
from herringbone.record.actor import System
from herringbone.record.models import Event

OVERLAP = timedelta(hours=24)  # for which a secret signs beside the one that follows it
MOST_AGAIN = 1000  # events sent again at a time


def _administrator(*, by: Any, **_: Any) -> bool:
    return may_administer(by)


def _administrator_or_system(*, by: Any, **_: Any) -> bool:
    return isinstance(by, System) or may_administer(by)


@action("webhook made", may=_administrator)
def make_webhook(*, by: Person, address: str, kinds: Sequence[str], secret: str, client: Any = None) -> Done[Webhook]:
    """Have an address told of kinds of event from now on, of all clients or of one; EVERY among them means all that
    there are and will be. `secret` signs what is sent."""
    made = Webhook.objects.create(
        address=_readable(address), kinds=_known(kinds), client=client, secret=seal(secret), by=by, made=clock.now()
    )
    return Done(made, _asked(made))


@action("webhook changed", may=_administrator)
def change_webhook(
    *, by: Person, webhook: Webhook, address: str, kinds: Sequence[str], client: Any = None
) -> Done[Webhook]:
    """Send to another address, of other kinds, of another client; from now on."""
    refuse_unless(webhook.ended is None, _("That webhook has ended"))
    webhook.address, webhook.kinds, webhook.client = _readable(address), _known(kinds), client
    webhook.save(update_fields=["address", "kinds", "client"])
    return Done(webhook, _asked(webhook))


@action("webhook's secret changed", may=_administrator)
def rotate_secret(*, by: Person, webhook: Webhook, secret: str) -> Done[Webhook]:
    """Sign with another secret; the one before signs beside it for a day, so that the receiver can change over."""
    refuse_unless(webhook.ended is None, _("That webhook has ended"))
    webhook.former_secret, webhook.former_secret_until = webhook.secret, clock.now() + OVERLAP
    webhook.secret = seal(secret)
    webhook.save(update_fields=["secret", "former_secret", "former_secret_until"])
    return Done(webhook, {})


@action("webhook tested", may=_administrator)
def note_test(*, by: Person, webhook: Webhook, outcome: str, status: int | None = None) -> Done[Webhook]:
    """Note that somebody sent a test, and how it went."""
    return Done(webhook, {"outcome": outcome, "status": status})


@action("webhook stopped", may=_administrator_or_system)
def stop_webhook(*, by: Any, webhook: Webhook) -> Done[Webhook]:
    """Send nothing more until somebody lets it go on. The system does so after days without success."""
    refuse_unless(webhook.is_told, _("It is stopped already"))
    webhook.stopped = clock.now()
    webhook.save(update_fields=["stopped"])
    return Done(webhook, {})


@action("webhook let go on", may=_administrator)
def start_webhook(*, by: Person, webhook: Webhook) -> Done[Webhook]:
    """Send again what happens from now on; what happened meanwhile is sent again by hand."""
    refuse_unless(webhook.stopped and webhook.ended is None, _("It is not stopped"))
    webhook.stopped = webhook.failing_since = None
    webhook.save(update_fields=["stopped", "failing_since"])
    return Done(webhook, {})


@action("webhook ended", may=_administrator)
def end_webhook(*, by: Person, webhook: Webhook) -> Done[Webhook]:
    """Tell this address nothing more, for good. The log stays."""
    refuse_unless(webhook.ended is None, _("That webhook has ended"))
    webhook.ended = clock.now()
    webhook.save(update_fields=["ended"])
    return Done(webhook, {})


@action("delivery sent again", may=_administrator)
def send_delivery_again(*, by: Person, delivery: Delivery) -> Done[Delivery]:
    """Send one event again, under the same id: a receiver that had it lets it be."""
    refuse_unless(delivery.webhook.is_told, _("The webhook is stopped: let it go on first"))
    told = concerned(delivery.webhook, [delivery.event])
    refuse_unless(told, _("The webhook is not told of that any more"))
    refuse_unless(send_once_more(delivery), _("That is on its way"))
    return Done(delivery, {"event": delivery.event_id, "run": delivery.runs})


@action("deliveries sent again", may=_administrator)
def send_range_again(*, by: Person, webhook: Webhook, since: datetime, until: datetime) -> Done[Webhook]:
    """Send every event of a time again, and those that were not sent while the webhook was stopped."""
    refuse_unless(webhook.is_told, _("The webhook is stopped: let it go on first"))
    refuse_unless(since < until, _("The end lies before the beginning"), "until")
    verbs = [VERB_OF[name] for name in names_of(webhook.kinds)]
    events = Event.objects.filter(at__gte=since, at__lt=until, verb__in=verbs).order_by("pk")
    wanted = concerned(webhook, events if webhook.client_id is None else events.filter(client=webhook.client_id))
    refuse_unless(wanted, _("Nothing of these kinds happened then"), "since")
    most = _("Those are %(count)s events: choose a shorter time, with at most %(most)s")
    refuse_unless(len(wanted) <= MOST_AGAIN, most % {"count": len(wanted), "most": MOST_AGAIN}, "until")
    had = {one.event_id: one for one in webhook.deliveries.filter(event__in=[event.pk for event in wanted])}
    sent = sum(
        send_once_more(had[event.pk]) if event.pk in had else send_first_time(webhook, event) for event in wanted
    )
    return Done(webhook, {"events": sent})


def _readable(address: str) -> str:
    try:
        return str(read(address.strip()))
    except BadAddress as reason:
        raise Refused(str(reason), "address") from reason


def _known(kinds: Sequence[str]) -> list[str]:
    refuse_unless(kinds, _("Choose at least one kind of event"), "kinds")
    refuse_unless(set(kinds) <= {EVERY, *VERB_OF}, _("There is no such kind of event"), "kinds")
    return [EVERY] if EVERY in kinds else names_of(kinds)


def _asked(webhook: Webhook) -> dict[str, Any]:
    """What its event tells of it: how many kinds it is told of, and whether later ones too."""
    kinds = {"kinds": len(names_of(webhook.kinds)), "every": EVERY in webhook.kinds}
    return {**kinds, "client": webhook.client and webhook.client.pk}
