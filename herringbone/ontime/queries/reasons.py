"""Why duties were late, as people said it; and why a kick-off was let go."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import CharField, F, Value

from herringbone.meetings.models import KickOffWaived
from herringbone.ontime.models import Reason
from herringbone.record.models import Duty

Key = tuple[str, int, datetime]
WORDS = ("why", "by__name", "at")
KICK_OFF, WAIVED = "kick_off", "kick-off waived"


@dataclass(frozen=True)
class Given:
    """A reason with who gave it, and when."""

    why: str
    by: str
    at: datetime


def reasons_of(duties: Iterable[Duty]) -> Mapping[int, Given]:
    """The newest reason of each of these duties, by its id; of a kick-off that was let go, why it was. One query."""
    told = list(duties)
    if not told:
        return {}
    given = Reason.objects.filter(kind__in={duty.kind for duty in told}, subject__in={duty.subject for duty in told})
    rows = given.values_list("kind", "subject", "started", *WORDS).order_by()
    if waived := {duty.subject for duty in told if duty.kind == KICK_OFF}:
        rows = rows.union(
            KickOffWaived.objects.filter(job__in=waived).annotate(c_kind=Value(WAIVED, CharField()), c_at=F("at"))
            .values_list("c_kind", "job", "c_at", *WORDS).order_by(),
            all=True,
        )  # fmt: skip
    found: dict[Key, Given] = {}
    for kind, subject, moment, *words in sorted(rows, key=lambda row: (row[0] != WAIVED, row[-1])):
        found[kind, subject, moment] = Given(*words)
    return {duty.pk: reason for duty in told if (reason := found.get(_key(duty)) or found.get(_waived(duty)))}


def _waived(duty: Duty) -> Key:
    """What a kick-off was ended by, where it was let go."""
    return WAIVED if duty.kind == KICK_OFF else "", duty.subject, duty.done or duty.started


def _key(duty: Duty) -> Key:
    return duty.kind, duty.subject, duty.started
