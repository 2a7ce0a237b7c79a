"""What the past left to be sent: mail of former days counts as sent, and nobody is told of what is long over."""

from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Min

from herringbone.core.mail import message_id
from herringbone.desk.chats import posting
from herringbone.desk.models import Notification, StreamPosition
from herringbone.desk.notices.collecting import READER, collect
from herringbone.desk.webhooks import noting
from herringbone.record.models import Effect, Event

ON_ITS_WAY = timedelta(days=2)  # younger mail is really sent, by the worker, when the demo starts
CLAIMED_AFTER, SENT_AFTER = timedelta(seconds=5), timedelta(seconds=7)
TOLD_SINCE = timedelta(hours=20)
BATCH = 500


def settle_mail(now: datetime) -> int:
    """Call sent what was to be sent before the last days, each a few seconds after its cause; gives how many."""
    waiting = Effect.objects.filter(state=Effect.State.WAITING, made__lt=now - ON_ITS_WAY)
    rows = list(waiting.only("pk", "key", "made"))
    for effect in rows:
        sent(effect)
    columns = ["state", "attempts", "claimed_at", "settled_at", "message_id"]
    Effect.objects.bulk_update(rows, columns, batch_size=BATCH)
    return len(rows)


def sent(effect: Effect) -> Effect:
    """The effect as it stands once its mail was sent."""
    effect.state, effect.attempts = Effect.State.SENT, 1
    effect.claimed_at, effect.settled_at = effect.made + CLAIMED_AFTER, effect.made + SENT_AFTER
    effect.message_id = message_id(effect.key, urlsplit(settings.BASE_URL).hostname or "localhost")
    return effect


def tell_of_yesterday(morning: datetime) -> None:
    """Notify people, and other programs, of what concerns them since yesterday, and of nothing before; the rest is
    the worker’s."""
    since = morning - TOLD_SINCE
    # The first one since then: an action may record what happened earlier, so that a later event is of an older moment.
    first = Event.objects.filter(at__gte=since).aggregate(first=Min("pk"))["first"] or 1
    for reader in (READER, noting.READER, posting.READER):
        StreamPosition.objects.update_or_create(reader=reader, defaults={"last_event": first - 1})
    collect()
    noting.note_deliveries()
    Notification.objects.filter(event__at__lt=since).delete()
    for one in Notification.objects.select_related("event"):
        Notification.objects.filter(pk=one.pk).update(made=one.event.at)
