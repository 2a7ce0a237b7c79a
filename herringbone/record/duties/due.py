"""When a duty is due, by the settings in force when it began."""

from typing import Any

from django.db.models import (
    Case,
    CharField,
    DateTimeField,
    F,
    IntegerField,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from django.db.models.lookups import Exact

from herringbone.core.calendar import days_later, hours_later
from herringbone.core.sql import Given, Named, SecondsLater
from herringbone.record.models import Policy

Unit = Policy.Unit


def with_due(rows: QuerySet[Any], *, kind: str, amount: int, unit: Policy.Unit, office: str) -> QuerySet[Any]:
    """Annotate `due` on rows that have `started` and `client_id`; `amount` and `unit` where no policy is set.

    `office` is the path to the office whose calendar counts. The client's own setting goes before the agency's.
    """
    whole = IntegerField()
    begun, client, counting = Named("started", DateTimeField()), Named("client", whole), Named("office", whole)
    in_force = Policy.objects.filter(Q(client=client) | Q(client=None), kind=kind, begins__lte=begun).order_by(
        F("client").asc(nulls_last=True), "-begins"
    )
    allowed, counted_in = Named("allowed", whole), Named("counted_in", CharField())
    moment, of_office = Named("moment", DateTimeField()), Named("of_office", whole)
    due = Case(
        When(Exact(counted_in, Unit.WORKING_DAYS), then=days_later(moment, of_office, allowed)),
        When(Exact(counted_in, Unit.WORKING_HOURS), then=hours_later(moment, of_office, allowed)),
        default=SecondsLater(moment, allowed * 3600),
        output_field=DateTimeField(),
    )
    by_policy = Given(
        due,
        moment=begun,
        of_office=counting,
        allowed=Coalesce(Subquery(in_force.values("amount")[:1]), Value(amount), output_field=whole),
        counted_in=Coalesce(Subquery(in_force.values("unit")[:1]), Value(unit.value), output_field=CharField()),
    )
    return rows.annotate(due=Given(by_policy, started=F("started"), client=F("client_id"), office=F(office)))
