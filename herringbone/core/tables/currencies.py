"""Which currency an amount is in, as far as its cell, its heading or a cell beside it says."""

import re
from decimal import Decimal

from herringbone.core.names import fold
from herringbone.core.tables.table import Cell

_DOLLARS = frozenset({"USD", "CAD", "AUD", "NZD", "SGD", "HKD", "MXN"})
_CROWNS = frozenset({"SEK", "NOK", "DKK", "ISK", "CZK"})
_MEANT: dict[str, frozenset[str]] = {
    "€": frozenset({"EUR"}), "$": _DOLLARS, "£": frozenset({"GBP"}), "¥": frozenset({"JPY", "CNY"}),
    "us$": frozenset({"USD"}), "ca$": frozenset({"CAD"}), "c$": frozenset({"CAD"}), "au$": frozenset({"AUD"}),
    "a$": frozenset({"AUD"}), "nz$": frozenset({"NZD"}), "hk$": frozenset({"HKD"}), "sg$": frozenset({"SGD"}),
    "euro": frozenset({"EUR"}), "euros": frozenset({"EUR"}), "dollar": _DOLLARS, "dollars": _DOLLARS,
    "dollaro": _DOLLARS, "dollari": _DOLLARS, "us dollars": frozenset({"USD"}), "us dollar": frozenset({"USD"}),
    "dollari usa": frozenset({"USD"}), "pound": frozenset({"GBP"}), "pounds": frozenset({"GBP"}),
    "sterling": frozenset({"GBP"}), "pounds sterling": frozenset({"GBP"}), "sterlina": frozenset({"GBP"}),
    "sterline": frozenset({"GBP"}), "fr": frozenset({"CHF"}), "sfr": frozenset({"CHF"}), "franchi": frozenset({"CHF"}),
    "franchi svizzeri": frozenset({"CHF"}), "swiss francs": frozenset({"CHF"}), "franken": frozenset({"CHF"}),
    "kr": _CROWNS, "zł": frozenset({"PLN"}), "zl": frozenset({"PLN"}), "yen": frozenset({"JPY"}),
    "₹": frozenset({"INR"}), "₺": frozenset({"TRY"}), "₽": frozenset({"RUB"}), "₴": frozenset({"UAH"}),
}  # fmt: skip
_CODE = re.compile(r"[A-Z]{3}")
_FIGURES = re.compile(r"[\d\s.,'’()+\-−]+")
# A heading's words that name a currency: "Budget (USD)", "Valore €".
_IN_HEADING = re.compile(r"[A-Za-z]{0,2}[€$£¥₹₺₽₴]|[^\W\d_]+")


class Money(Decimal):
    """A number that a workbook shows with a currency: which one stands in the cell's format, not in its value."""

    currency: str

    def __new__(cls, value: str, currency: str) -> "Money":
        """The number, in the currency that the format names by its sign or code."""
        made = super().__new__(cls, value)
        made.currency = currency
        return made


def currency_told(cell: Cell) -> str:
    """The sign, code or word of a currency that stands with an amount; empty where there is none."""
    if isinstance(cell, Money):
        return cell.currency
    return _FIGURES.sub(" ", cell).strip() if isinstance(cell, str) else ""


def currency_of_heading(heading: str) -> str:
    """The sign, code or word of a currency that a heading names; empty where it names none, or several."""
    told = [word for word in _IN_HEADING.findall(heading) if is_currency(word)]
    return told[0] if len(told) == 1 else ""


def is_currency(word: str) -> bool:
    """Whether a word is surely a currency: three capitals alone may be anything."""
    return fold(word) in _MEANT or word in _KNOWN_CODES


def currencies_meant(told: str) -> frozenset[str]:
    """The codes of the currencies that a sign, code or word may mean; none for what is no currency."""
    word = fold(" ".join(told.split()).strip(".: "))
    if word in _MEANT:
        return _MEANT[word]
    code = told.strip().upper()
    return frozenset({code}) if _CODE.fullmatch(code) else frozenset()


# In a heading any three capitals may be something else: only these are currencies there.
_KNOWN_CODES = frozenset({code for codes in _MEANT.values() for code in codes}) | {"HUF", "RON", "BRL", "ZAR", "AED"}
