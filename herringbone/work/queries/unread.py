"""What was typed into a draft and cannot be read, or is too long, with the reason and the way out (B1, B2).

A draft keeps it as it was typed, by field, in `Form.unread`; of the deliverables all lines, where one cannot be read.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from herringbone.core import clock
from herringbone.core.text import one_line
from herringbone.core.typed import Unread, Way, read_day
from herringbone.work.models import Form
from herringbone.work.typed import read_amount

ROWS = "deliverables"
LONGEST = {"name": 200, "asked_how": 200, "scope": 20_000, "why": 300, "other": 200}  # characters
LONGEST_LINE = 200
LONGEST_FIGURE = 60  # a day, an amount
MANY = 40  # deliverables on one form
MOST_PIECES, MOST_ROUNDS = 100_000, 99


@dataclass(frozen=True)
class Hindrance:
    """One thing that keeps the form here."""

    field: str
    reason: str
    ways: tuple[Way, ...] = ()


def unread(form: Form) -> Iterator[Hindrance]:
    """Why what this draft keeps as it was typed cannot go, each at its field; of a deliverable at its input."""
    for field, typed in form.unread.items():
        if field == ROWS:
            yield from wrong_rows(typed)
        else:
            yield from _wrong(form, field, typed)


def wrong_rows(rows: Sequence[Mapping[str, Any]]) -> Iterator[Hindrance]:
    """What is wrong with lines of deliverables as they were typed; their fields are named as "quantity-0"."""
    if len(rows) > MANY:
        yield Hindrance("", _("No more than %(many)d lines") % {"many": MANY})
    for at, row in enumerate(rows):
        what, pieces, rounds = (str(row.get(part, "")) for part in ("what", "quantity", "rounds"))
        if not one_line(what):
            yield Hindrance(f"what-{at}", _("Say what is to be delivered"))
        elif reason := _too_long(what, LONGEST_LINE):
            yield Hindrance(f"what-{at}", reason)
        if reason := _no_number(pieces) or ("" if 1 <= int(pieces or 1) <= MOST_PIECES else _fewest()):
            yield Hindrance(f"quantity-{at}", reason)
        if reason := _no_number(rounds) or (
            "" if 0 <= int(rounds or 0) <= MOST_ROUNDS else _("Between 0 and 99 rounds")
        ):
            yield Hindrance(f"rounds-{at}", reason)


def _fewest() -> str:
    return _("How many pieces? At least one")


def _no_number(typed: str) -> str:
    figures = typed.removeprefix("-")  # below nought is a number too, and refused for being too few
    fine = not typed or (figures.isdecimal() and len(figures) <= len(str(MOST_PIECES)))
    return "" if fine else _("“%(typed)s” is not a whole number") % {"typed": typed}


def _too_long(text: str, longest: int) -> str:
    return _("That is longer than %(longest)d characters") % {"longest": longest} if len(text) > longest else ""


def _wrong(form: Form, field: str, typed: str) -> Iterator[Hindrance]:
    try:
        reason = _reason(form, field, typed)
    except Unread as unclear:
        yield Hindrance(field, str(unclear), unclear.ways)
    else:
        # What reads well by now, in another language or on another day, was not read: nobody has seen as what.
        yield Hindrance(field, reason or _("This was not read yet. Look at it, and keep the draft again"))


def _reason(form: Form, field: str, typed: str) -> str:
    client = form.client
    if reason := _too_long(typed, LONGEST.get(field, LONGEST_FIGURE)):
        return reason
    if field in LONGEST:
        return _("This is one line: a line break cannot stand in it.")
    if field == "budget":
        read = read_amount(typed, client.currency)
        other = hasattr(form, "change") and read and read[1] != client.currency
        return _("Write the amount in %(currency)s") % {"currency": client.currency} if other else ""
    read_day(typed, client.office.local(clock.now()).date())
    return ""
