"""When a duty is due, by the settings in force when it began."""

from typing import Any

from django.db.models import (
    Case,
    CharField,
    DateTimeField,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from herringbone.core.calendar import days_later, hours_later
from herringbone.core.sql import SecondsLater
from herringbone.record.models import Policy

Unit = Policy.Unit


def with_due(rows: QuerySet[Any], *, kind: str, amount: int, unit: Policy.Unit, office: str) -> QuerySet[Any]:
    """Annotate `due` on rows that have `started` and `client_id`; `amount` and `unit` where no policy is set.

    `office` is the path to the office whose calendar counts. The client's own setting goes before the agency's.
    """
    own = Q(client=OuterRef("client_id")) | Q(client=None)
    in_force = Policy.objects.filter(own, kind=kind, begins__lte=OuterRef("started")).order_by(
        F("client").asc(nulls_last=True), "-begins"
    )
    return rows.annotate(
        allowed=Coalesce(Subquery(in_force.values("amount")[:1]), Value(amount), output_field=IntegerField()),
        counted_in=Coalesce(Subquery(in_force.values("unit")[:1]), Value(unit.value), output_field=CharField()),
    ).annotate(
        due=Case(
            When(counted_in=Unit.WORKING_DAYS, then=days_later("started", office, "allowed")),
            When(counted_in=Unit.WORKING_HOURS, then=hours_later("started", office, "allowed")),
            default=SecondsLater(F("started"), F("allowed") * 3600),
            output_field=DateTimeField(),
        )
    )
