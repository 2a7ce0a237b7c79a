"""Money and figures as they are read: the currency before the figure, a true minus, no cents where there are none."""

from decimal import Decimal

from babel.numbers import format_decimal, get_currency_precision, get_currency_symbol

from herringbone.core.wording.dates import language, locale

NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"
MINUS = "\N{MINUS SIGN}"


def money(amount: Decimal, currency: str, cents: bool | None = None) -> str:
    """An amount in a sentence: "€18,900", "−€450.50", in Italian "€ 2.450".

    `cents` True or False shows or drops them whatever they are; None shows them only where there are some.
    """
    if cents is None:
        cents = amount != amount.to_integral_value()
    places = get_currency_precision(currency) if cents else 0
    sign = MINUS if amount < 0 else ""
    mark = _mark(currency)
    gap = "" if language() == "en" and not mark[-1].isalpha() else NO_BREAK_SPACE
    return f"{sign}{mark}{gap}{figure(abs(amount), places)}"


def figure(amount: Decimal, places: int = 2) -> str:
    """A figure in a column, whose currency stands in the head: "25,980.00", "−2.450,00" in Italian."""
    pattern = "#,##0" + ("." + "0" * places if places else "")
    return format_decimal(amount, pattern, locale(language())).replace("-", MINUS)


def percent(share: float | Decimal) -> str:
    """A share without decimals: 0.97 is "97%"."""
    return f"{figure(Decimal(share) * 100, 0)}%"


def _mark(currency: str) -> str:
    """The sign of a currency: in Italian only the euro has one, others go by their code."""
    if language() == "it" and currency != "EUR":
        return currency
    return get_currency_symbol(currency, locale(language()))
