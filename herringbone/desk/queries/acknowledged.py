"""What was acknowledged from the desk just now: for this one page it stays where it stood, with who has been told."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from herringbone.desk.queries.duties import FORMS, DeskDuty
from herringbone.people.rules import Standing
from herringbone.record.duties.declare import register
from herringbone.record.models import Duty


@dataclass(frozen=True)
class Acknowledged:
    """A form that waits no longer: `told` are the words in place of what was asked."""

    id: int
    title: str
    url: str
    client: str
    due: datetime
    at: datetime
    told: str
    routing: int


def acknowledged_ones(here: Standing, told: Mapping[int, str]) -> list[Acknowledged]:
    """The rows of these routings, each with its words. One query, none where there is nothing to tell."""
    if not told:
        return []
    rows = Duty.objects.filter(here.sees("client"), kind__in=FORMS, subject__in=told, done__isnull=False)
    return [
        Acknowledged(
            duty.pk, duty.title, register[duty.kind].line(duty).url, duty.client.name, duty.due, duty.done,
            told[duty.subject], duty.subject,
        )
        for duty in rows.select_related("client") if duty.done
    ]  # fmt: skip


def among(forms: Sequence[DeskDuty], done: Sequence[Acknowledged]) -> list[DeskDuty | Acknowledged]:
    """Both, each where it stands on the desk as long as it waits."""
    return sorted([*forms, *done], key=lambda one: (one.due, one.id))
