"""When a client's next report is due, on which days, and whether it is paused."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from herringbone.clients.models import Client
from herringbone.core.compiled import compiled_once
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
    newest = next(iter(_days(client.pk, at)), None)
    days = tuple(one for one in (newest.first, newest.second) if one) if newest else ()
    pause = next(iter(_pauses(client.pk, client.office.local(at).date())), None)
    due = next(iter(_owed(client.pk)), None)
    return Rhythm(days, pause, due, bool(due and due < at))


@compiled_once
def _days(client: int, at: datetime) -> QuerySet[ReportDays]:
    return ReportDays.objects.filter(client=client, begins__lte=at).order_by("-begins")[:1]


@compiled_once
def _pauses(client: int, today: date) -> QuerySet[Pause]:
    rows = Pause.objects.filter(client=client, ended=None, until__gte=today).select_related("by")
    return rows.order_by("until")[:1]


@compiled_once
def _owed(client: int) -> QuerySet[Duty, datetime]:
    owed = Duty.objects.filter(client=client, kind="status_report", done=None).order_by("due")
    return owed.values_list("due", flat=True)[:1]
