"""B1: dates and amounts as they are typed into a form; what could mean two things is asked."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils.translation import override

from herringbone.core.typed import Unread, read_day, shown_day
from herringbone.work.actions import ensure_job_kinds
from herringbone.work.models import Form
from herringbone.work.tests.builders import heads
from herringbone.work.tests.test_pages import fields_of
from herringbone.work.typed import read_amount, shown_amount
from tests.world import World

TODAY = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("14,000", ("14000", "EUR")),
        ("14.000", ("14000", "EUR")),
        ("EUR 14,000.50", ("14000.50", "EUR")),
        ("14.000,50 €", ("14000.50", "EUR")),
        ("$1,234,567", ("1234567", "USD")),
        ("usd 12,5", ("12.5", "USD")),
        ("14 000", ("14000", "EUR")),
        ("¥ 14000", ("14000", "JPY")),
        ("0", ("0", "EUR")),
    ],
)
def test_b1_amounts_are_read(typed, amount):
    assert read_amount(typed, "EUR") == (Decimal(amount[0]), amount[1])


@pytest.mark.parametrize(
    "typed",
    ["lots", "-5", "1,23,456", "12.345.6", "1.2345", "EUR 5 USD", "XQZ 5", "JPY 1.5", "KWD 1.234", "=1+1", "1e9"],
)
def test_b1_what_is_no_amount_is_said(typed):
    with pytest.raises(Unread):
        read_amount(typed, "EUR")


def test_b1_days_are_read_and_two_meanings_are_offered():
    assert read_day("8 Dec 2026", TODAY) == date(2026, 12, 8)
    assert read_day(" ", TODAY) is None
    with pytest.raises(Unread) as unread:
        read_day("3/4", TODAY)
    assert {way.value for way in unread.value.ways} == {"3 Apr 2026", "4 Mar 2026"}
    with pytest.raises(Unread):
        read_day("whenever", TODAY)


@pytest.mark.parametrize("language", ["en", "it"])
def test_b1_what_a_field_shows_reads_back_as_the_same(language):
    with override(language):
        for day in (date(2026, 12, 8), date(2027, 3, 31), date(2026, 5, 1)):
            assert read_day(shown_day(day), TODAY) == day
        for amount in (Decimal(14000), Decimal("1234.50"), Decimal("0.05"), Decimal(1_000_000)):
            assert read_amount(shown_amount(amount, "EUR"), "USD") == (amount, "EUR")


@pytest.mark.django_db
def test_b1_a_day_that_a_kind_asks_for_is_typed_as_people_say_it(world: World, enter: Callable):
    heads(world)
    kind = str(ensure_job_kinds()["event"].pk)
    browser, address = enter(world.ae_alder), reverse("form_new", args=["ALD"])
    typed = {**fields_of(browser.get(address).content.decode()), "kind": kind, "keep": "on"}
    browser.post(address, {**typed, "extra-day": "1 May 2026"})
    draft = Form.objects.get()
    assert draft.extra == {"day": "2026-05-01"}
    page = browser.get(reverse("form", args=[draft.pk])).content.decode()
    assert 'value="1 May 2026"' in page
    said = browser.post(
        reverse("form", args=[draft.pk]), {**fields_of(page), "extra-day": "3/4", "submit": "on"}
    ).content.decode()
    assert 'value="3/4"' in said and "which is the day, which the month" in said
