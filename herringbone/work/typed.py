"""Amounts as people type them into a field. What could mean two things is asked, never guessed."""

import re
from decimal import Decimal, InvalidOperation

from babel.numbers import get_currency_precision, list_currencies
from django.utils.translation import gettext as _

from herringbone.core.typed import Unread
from herringbone.core.wording import dates

LARGEST = Decimal(10) ** 12  # what a column of money holds
SIGNS = {"€": "EUR", "$": "USD", "£": "GBP", "¥": "JPY"}
AMOUNT = re.compile(r"(?P<before>[A-Za-z]{3}|[€$£¥])?\s*(?P<figure>[\d][\d., '’]*)\s*(?P<after>[A-Za-z]{3}|[€$£¥])?")
GROUPS = re.compile(r"[ '’\u00a0\u202f]")


def read_amount(typed: str, currency: str) -> tuple[Decimal, str] | None:
    """Amount and currency, `currency` where none was typed; None for nothing. Raises Unread.

    A point or comma is the decimal mark where it parts as many digits as the currency has; before three digits it
    parts thousands, since an amount has no third decimal.
    """
    typed = typed.strip()
    if not typed:
        return None
    found = AMOUNT.fullmatch(typed)
    if found is None or (found["before"] and found["after"]):
        raise Unread(_("“%(typed)s” is not an amount. Write it as 14,000.") % {"typed": typed})
    named = found["before"] or found["after"] or currency
    named = SIGNS.get(named, named.upper())
    if named not in list_currencies():
        raise Unread(_("“%(currency)s” is no currency") % {"currency": named})
    amount = _figure(found["figure"], typed, get_currency_precision(named))
    if amount >= LARGEST:
        raise Unread(_("“%(typed)s” is more than a job is ever billed") % {"typed": typed})
    return amount, named


def _figure(figure: str, typed: str, places: int) -> Decimal:
    figure = GROUPS.sub("", figure.strip())
    marks = [mark for mark in figure if mark in ".,"]
    decimal = ""
    if marks:
        last = figure[max(figure.rfind("."), figure.rfind(",")) + 1 :]
        if marks.count(marks[-1]) == 1 and (len(set(marks)) == 2 or len(last) != 3):
            figure, decimal = figure[: -len(last) - 1], last
        elif places == 3 and len(marks) == 1:
            raise Unread(_("“%(typed)s”: thousands, or three decimals?") % {"typed": typed})
    groups = re.split(r"[.,]", figure)
    fine = all(len(group) == 3 for group in groups[1:]) and groups[0] and len(decimal) <= places
    try:
        amount = Decimal(f"{''.join(groups)}.{decimal or 0}")
    except InvalidOperation:
        fine = False
    if not fine:
        raise Unread(_("“%(typed)s” is not an amount. Write it as 14,000.") % {"typed": typed})
    return amount


def shown_amount(amount: Decimal | None, currency: str) -> str:
    """An amount as it stands in a field: "EUR 14,000"."""
    if amount is None:
        return ""
    cents = amount != amount.to_integral_value()
    figure = f"{amount:,.{get_currency_precision(currency)}f}" if cents else f"{amount:,.0f}"
    if dates.language() == "it":
        figure = figure.translate(str.maketrans(",.", ".,"))
    return f"{currency} {figure}"
