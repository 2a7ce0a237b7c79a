"""How many duties of which sort are on a desk: those that are shown, or all of them where more are there than fit."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import BooleanField, Case, Count, Min, Q, Value, When

from herringbone.desk.queries.duties import DeskDuty, on_desk
from herringbone.people.rules import Standing


@dataclass(frozen=True)
class Alike:
    """Duties of one client that are on a desk for the same reason, of the same kind, late or not: how many."""

    reason: str
    kind: str
    late: bool
    client: str
    count: int = 1


def shown_ones(duties: Iterable[DeskDuty]) -> list[Alike]:
    """Each of these duties by itself, in their order."""
    return [Alike(duty.reason, duty.kind, duty.late, duty.client) for duty in duties]


def all_ones(here: Standing, at: datetime, which: Q) -> list[Alike]:
    """Everything on a desk that fits `which`, worst first. One query, however much it is."""
    late = Case(When(due__lt=at, then=Value(True)), default=Value(False), output_field=BooleanField())
    alike = on_desk(here, at).filter(which).annotate(is_late=late).order_by()
    counted = alike.values_list("reason", "kind", "is_late", "client__name").annotate(
        number=Count("pk"), first=Min("due"), lowest=Min("pk")
    )
    return [Alike(*told) for *told, _first, _lowest in counted.order_by("first", "lowest")]
