"""Amounts are exact, whatever the database does with numbers."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.db.models import F, Sum, Value
from django.db.models.functions import Coalesce
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from herringbone.clients.actions import declare_revenue
from herringbone.clients.models import Revenue
from herringbone.core.fields import FixedField

amounts = st.decimals(min_value=0, max_value=10**9, places=4)
on_a_database = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def a_revenue(world, amount):
    return Revenue(client=world.alder, amount=amount, currency="USD", year=2026, source="contract", by=world.head)


@on_a_database
@given(values=st.lists(amounts, min_size=1, max_size=20))
def test_a_sum_in_the_database_is_the_sum_in_python(world, values):
    made = Revenue.objects.bulk_create(a_revenue(world, value) for value in values)
    ours = Revenue.objects.filter(pk__in=[one.pk for one in made])
    assert ours.aggregate(total=Sum("amount"))["total"] == sum(values)
    assert list(ours.order_by("pk").values_list("amount", flat=True)) == values
    assert ours.filter(amount=values[0]).exists()
    ours.delete()


def test_tenths_add_up_in_a_filter(world):
    for _ in range(3):
        declare_revenue(
            by=world.head, client=world.alder, amount=Decimal("0.1"), currency="USD", year=2026, source="contract"
        )
    total = Revenue.objects.values("client").annotate(total=Sum("amount")).filter(total=Decimal("0.3"))
    assert total.count() == 1
    assert Revenue.objects.annotate(double=F("amount") + F("amount")).first().double == Decimal("0.2")
    nothing = Revenue.objects.none().aggregate(s=Coalesce(Sum("amount"), Value(Decimal(0), output_field=FixedField())))
    assert nothing["s"] == 0


@pytest.mark.parametrize("wrong", [0.1, Decimal("0.00001"), Decimal(10) ** 15, Decimal("NaN")])
def test_what_does_not_fit_is_refused_and_never_rounded(world, wrong):
    with pytest.raises(ValueError), transaction.atomic():
        a_revenue(world, wrong).save()


def test_a_check_of_the_database_holds(world):
    with pytest.raises(IntegrityError), transaction.atomic():
        a_revenue(world, Decimal("-0.0001")).save()
