"""The worker's part in telling people."""

from herringbone.core.tasks import task
from herringbone.desk.notices.collecting import collect
from herringbone.desk.notices.digests import make_digests


@task(cron="* * * * *", max_attempts=1)
def tell_people() -> list[int]:
    """Each minute: write down whom new events concern, and gather into mails what has waited long enough."""
    return [collect(), make_digests()]
