"""The worker's part in telling people, and other programs."""

from herringbone.core.tasks import task
from herringbone.desk.actions.chats import stop_chat
from herringbone.desk.actions.webhooks import stop_webhook
from herringbone.desk.chats.posting import make_posts, to_be_stopped
from herringbone.desk.notices.collecting import collect
from herringbone.desk.notices.digests import make_digests
from herringbone.desk.webhooks.delivering import long_failing
from herringbone.desk.webhooks.noting import note_deliveries
from herringbone.record.actor import SYSTEM


@task(cron="* * * * *", max_attempts=1)
def tell_people() -> list[int]:
    """Each minute: write down whom new events concern, and gather into mails what has waited long enough."""
    return [collect(), make_digests()]


@task(cron="* * * * *", max_attempts=1)
def tell_programs() -> int:
    """Each minute: write down of what webhooks and chats are to be told, and stop those where nobody listens."""
    noted = note_deliveries() + make_posts()
    for channel in to_be_stopped():
        stop_chat(by=SYSTEM, channel=channel)
    for webhook in long_failing():
        stop_webhook(by=SYSTEM, webhook=webhook)
    return noted
