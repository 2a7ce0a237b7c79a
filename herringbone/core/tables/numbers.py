"""One number as people and programs write it, with what it tells about its decimal sign."""

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from herringbone.core.tables.table import Cell

_CURRENCY = re.compile(r"^(?:[€$£¥]|[A-Z]{3}\s|[A-Z]{2}\$)\s*|\s*(?:[€$£¥]|\s[A-Z]{3})$")
_GROUPING = re.compile("(?<=\\d)[ '’\u00a0\u2009\u202f](?=\\d{3}(?!\\d))")
_DIGITS = re.compile(r"\d[\d.,]*|[.,]\d+")
_GROUPED = {sign: re.compile(rf"\d{{1,3}}(?:{re.escape(sign)}\d{{3}})+") for sign in ".,"}
_OTHER = {".": ",", ",": "."}


@dataclass(frozen=True, slots=True)
class Amount:
    """Digits with their signs, unread: `decimal` is the decimal sign if the number itself proves it."""

    digits: str
    negative: bool
    decimal: str | None
    ambiguous: bool = False

    def value(self, decimal: str | None, *, whole: bool = False) -> Decimal | None:
        """The number, read with this decimal sign, or with its own; None if it cannot be read so."""
        if self.ambiguous:
            decimal = decimal or (_OTHER[_sign(self.digits)] if whole else None)
            if decimal is None:
                return None
        else:
            decimal = self.decimal or decimal or "."
        plain = self.digits
        grouped, _dot, part = plain.partition(decimal)
        other = _OTHER[decimal]
        if other in part or (other in grouped and not _GROUPED[other].fullmatch(grouped)):
            return None
        try:
            number = Decimal(
                f"{grouped.replace(other, '') or '0'}.{part or '0'}" if part else grouped.replace(other, "")
            )
        except InvalidOperation:
            return None
        return -number if self.negative else number


def read_number(cell: Cell) -> Amount | None:
    """Read a number with its sign, currency and grouping; None for anything else.

    Negative are −5, -5, 5- and (5). A percentage, a range or a number with words is no number.
    """
    if isinstance(cell, bool):
        return None
    if isinstance(cell, int | Decimal):
        return Amount(f"{abs(cell):f}" if isinstance(cell, Decimal) else str(abs(cell)), cell < 0, ".")
    if not isinstance(cell, str):
        return None
    text = cell.strip().replace("−", "-")
    negative = False
    if text.startswith("(") and text.endswith(")"):
        negative, text = True, text[1:-1].strip()
    for _twice in range(2):  # the sign may stand on either side of the currency
        text = _CURRENCY.sub("", text).strip()
        if text[:1] in {"-", "+"}:
            negative, text = negative or text[0] == "-", text[1:].strip()
    if text.endswith("-"):
        negative, text = True, text[:-1].strip()
    text = _GROUPING.sub("", text)
    if not text.isascii() or not _DIGITS.fullmatch(text):
        return None
    return _told(text, negative)


def _told(text: str, negative: bool) -> Amount | None:
    """What the signs of a number tell."""
    counts = {sign: text.count(sign) for sign in ".," if sign in text}
    if not counts:
        return Amount(text, negative, None)
    if len(counts) > 1:
        decimal = max(counts, key=text.rindex)
        return Amount(text, negative, decimal) if counts[decimal] == 1 else None
    sign = _sign(text)
    if counts[sign] > 1:
        return Amount(text, negative, _OTHER[sign]) if _GROUPED[sign].fullmatch(text) else None
    if _GROUPED[sign].fullmatch(text) and not text.startswith("0"):
        return Amount(text, negative, None, ambiguous=True)
    return Amount(text, negative, sign)


def _sign(text: str) -> str:
    return "." if "." in text else ","
