"""When a client's next report is due, on which days, and whether it is paused."""

from dataclasses import dataclass
from datetime import datetime

from herringbone.clients.models import Client
from herringbone.record.models import Duty
from herringbone.status.models import Pause, ReportDays


@dataclass(frozen=True)
class Rhythm:
    """`days` are ISO weekdays; `due` is the oldest report that is owed, or the next one that is written ahead."""

    days: tuple[int, ...]
    pause: Pause | None
    due: datetime | None
    late: bool


def rhythm(client: Client, at: datetime) -> Rhythm:
    """What counts for a client now. Three queries."""
    newest = ReportDays.objects.filter(client=client, begins__lte=at).order_by("-begins").first()
    days = tuple(one for one in (newest.first, newest.second) if one) if newest else ()
    today = client.office.local(at).date()
    pause = (
        Pause.objects.filter(client=client, ended=None, until__gte=today).select_related("by").order_by("until").first()
    )
    owed = Duty.objects.filter(client=client, kind="status_report", done=None).order_by("due")
    due = owed.values_list("due", flat=True).first()
    return Rhythm(days, pause, due, bool(due and due < at))
