"""How often a client was asked again for what is awaited."""

from herringbone.core import clock
from herringbone.work.models import Chase, Waiting


def asked_today(waiting: Waiting) -> Chase | None:
    """The last time that the client was asked again, if that was on this day of its office. One query."""
    last = waiting.chases.select_related("by").order_by("pk").last()
    local = waiting.client.office.local
    return last if last and local(last.at).date() == local(clock.now()).date() else None
