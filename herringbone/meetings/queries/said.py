"""What an item of a contact report says of its job's promises: an amount, a day of a milestone or of the delivery.

It fills the change form that is drafted of the item. What could mean two things is left to whoever completes the form.
"""

import re
from datetime import date
from decimal import Decimal
from typing import Any

from herringbone.core import clock
from herringbone.core.dates import Read, find_dates
from herringbone.core.names import fold
from herringbone.core.typed import Unread
from herringbone.meetings.models import Item
from herringbone.work.queries.promised import open_milestones
from herringbone.work.typed import read_amount

# Led in as a whole: "adds 2,000" and "raised by 2,000" say no budget.
AMOUNT = re.compile(
    r"(?:^|[:=]|\b(?:to|is|at|now|of|a|di|è|diventa|resta|remains|stays)\b)\s*(?P<before>[A-Z]{3}|[€$£¥])?\s?(?P<figure>\d[\d.,\u2019'\u00a0\u202f]*(?<=\d))"
    r"(?:\s?(?P<after>[A-Z]{3}\b|[€$£¥]))?(?!\w)"
)
THOUSAND = 1000
DELIVERY = ("deliver", "consegn")  # beginnings of words, English and Italian


def promised_in(item: Item) -> dict[str, Any]:
    """What an item would change on its job, as a change form takes it. One query."""
    found: dict[str, Any] = {}
    if item.kind == Item.Kind.BUDGET and (amount := _amount(item.text, item.report.meeting.client.currency)):
        found["budget"] = amount
    day = _day(item)
    if day is None or item.job is None:
        return found
    text = fold(item.text)
    named = [one for one in open_milestones(item.job) if _says(text, fold(one.name))]
    if len(named) == 1:
        found["milestones"] = {str(named[0].pk): day}
    elif not named and any(re.search(rf"\b{word}", text) for word in DELIVERY):
        found["delivered_by"] = day
    return found


def _amount(text: str, currency: str) -> Decimal | None:
    """The one whole amount in a text: in the client's currency, or without one and a thousand at least."""
    marked: set[Decimal] = set()
    bare: set[Decimal] = set()
    for one in AMOUNT.finditer(text):
        sign = one["before"] or one["after"]
        try:
            read = read_amount(" ".join(filter(None, [sign, one["figure"]])), currency)
        except Unread:
            continue
        if read and read[1] == currency:
            (marked if sign else bare).add(read[0])
    found = marked or {amount for amount in bare if amount >= THOUSAND}
    return found.pop() if len(found) == 1 else None


def _day(item: Item) -> date | None:
    """The one day in a text that is still to come."""
    office = item.report.meeting.client.office
    today = office.local(clock.now()).date()
    readings = [one.reading for one in find_dates(item.text, today)]
    if len(readings) != 1 or not isinstance(readings[0], Read):
        return None
    day = readings[0].day
    return day if day and day >= today else None


def _says(text: str, name: str) -> bool:
    return bool(name) and re.search(rf"\b{re.escape(name)}\b", text) is not None
