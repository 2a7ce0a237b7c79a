"""Money, figures and small numbers as they are read."""

from decimal import Decimal

import pytest
from django.utils import translation

from herringbone.core.wording import amounts, names, numbers

NBSP = "\N{NO-BREAK SPACE}"


@pytest.mark.parametrize(
    ("amount", "currency", "english", "italian"),
    [
        ("18900", "EUR", "€18,900", f"€{NBSP}18.900"),
        ("8105.50", "EUR", "€8,105.50", f"€{NBSP}8.105,50"),
        ("-450.5", "EUR", "−€450.50", f"−€{NBSP}450,50"),
        ("14000", "USD", "$14,000", f"USD{NBSP}14.000"),
        ("12000", "CHF", f"CHF{NBSP}12,000", f"CHF{NBSP}12.000"),
        ("0", "EUR", "€0", f"€{NBSP}0"),
        ("1234.5", "JPY", "¥1,234", f"JPY{NBSP}1.234"),
    ],
)
def test_the_currency_stands_before_the_figure(amount: str, currency: str, english: str, italian: str) -> None:
    with translation.override("en"):
        assert amounts.money(Decimal(amount), currency) == english
    with translation.override("it"):
        assert amounts.money(Decimal(amount), currency) == italian


def test_cents_are_shown_where_they_are_asked_for() -> None:
    with translation.override("en"):
        assert amounts.money(Decimal(8105), "EUR", cents=True) == "€8,105.00"
        assert amounts.money(Decimal("8105.50"), "EUR", cents=False) == "€8,106"


def test_a_column_of_figures_has_a_true_minus_and_its_language_s_points() -> None:
    with translation.override("en"):
        assert amounts.figure(Decimal("-2450")) == "−2,450.00"
        assert amounts.figure(Decimal("1284500"), 0) == "1,284,500"
        assert amounts.percent(Decimal("0.97")) == "97%"
    with translation.override("it"):
        assert amounts.figure(Decimal("-2450")) == "−2.450,00"


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Nora Whitfield", "NW"),
        ("Lucia de’ Rossi", "LR"),
        ("Anaïs Morel", "AM"),
        ("Øyvind Åsen", "ØÅ"),
        ("Production", "PR"),
        ("  Jean-Luc   Picard ", "JP"),
        ("", ""),
        ("...", ""),
    ],
)
def test_a_monogram_is_of_the_first_and_the_last_name(name: str, letters: str) -> None:
    assert names.initials(name) == letters


def test_small_numbers_are_spelled_as_far_as_the_language_does() -> None:
    with translation.override("en"):
        assert [numbers.in_words(count) for count in (2, 11, 19, 21)] == ["two", "eleven", "nineteen", "21"]
    with translation.override("it"):
        assert [numbers.in_words(count) for count in (2, 10, 11)] == ["due", "dieci", "11"]
