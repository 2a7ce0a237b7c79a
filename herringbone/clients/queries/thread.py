"""The thread of a client, newest first, in portions."""

from dataclasses import dataclass
from datetime import datetime

from babel.dates import format_date
from django.core.exceptions import SuspiciousOperation
from django.db.models import Q, QuerySet

from herringbone.core.compiled import compiled_once
from herringbone.core.wording.dates import language, local_date, locale
from herringbone.record.models import ThreadEntry
from herringbone.record.wording import Words, words_of

PORTION = 20


@dataclass(frozen=True)
class Knot:
    """One entry in words. `month` is set where a new month begins above it; `pending` is still to come."""

    side: str
    at: datetime
    words: Words
    month: str
    pending: bool


@dataclass(frozen=True)
class Portion:
    """Some of the thread. `older` is what to ask for the next portion with, `older_month` the month it begins in."""

    knots: list[Knot]
    older: str = ""
    older_month: str = ""


def thread_of(client: int, at: datetime, before: str = "") -> Portion:
    """A portion of a client's thread. One query. Raises SuspiciousOperation (400) for a `before` that is not ours."""
    found = _entries(client, *(_place(before) if before else (None, None)))
    knots: list[Knot] = []
    month = ""
    for entry in found[:PORTION]:
        pending = entry.at > at
        own = "" if pending else _month(entry.at, at)
        knots.append(Knot(entry.side, entry.at, words_of(entry), own if own != month else "", pending))
        month = own
    if len(found) <= PORTION:
        return Portion(knots)
    last = found[PORTION - 1]
    return Portion(knots, f"{last.at.isoformat()}_{last.pk}", _month(found[PORTION].at, at))


@compiled_once
def _entries(client: int, moment: datetime | None, key: int | None) -> QuerySet[ThreadEntry]:
    rows = ThreadEntry.objects.filter(client=client).select_related("job").order_by("-at", "-pk")
    if moment is not None:
        rows = rows.filter(Q(at__lt=moment) | Q(at=moment, pk__lt=key))
    return rows[: PORTION + 1]


def _month(at: datetime, now: datetime) -> str:
    """The month of a moment, with its year where that is another: "November", "Dec 2025"."""
    day, spoken = local_date(at), language()
    return format_date(day, "LLLL" if day.year == local_date(now).year else "LLL y", locale(spoken))


def _place(before: str) -> tuple[datetime, int]:
    told, _gap, key = before.rpartition("_")
    try:
        moment = datetime.fromisoformat(told)
        if moment.tzinfo is None or not key.isascii() or len(key) > 18:
            raise ValueError(key)
        return moment, int(key)
    except ValueError as error:
        raise SuspiciousOperation("No such place in the thread") from error
