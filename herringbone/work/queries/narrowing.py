"""What stands over and in the head of the job list: the filters with their words and links, and the columns' orders."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from herringbone.core.wording import dates
from herringbone.work.marks import marks
from herringbone.work.queries.filters import ALL, ME, OPEN, STAGES, USUAL, Filters
from herringbone.work.wording import stage_word


@dataclass(frozen=True)
class Choice:
    """Something that the list can be narrowed to."""

    id: Any
    name: str
    url: str = ""


@dataclass(frozen=True)
class Chip:
    """One filter: in force, and its link takes it away; or off, with what it can be set to."""

    label: str
    url: str = ""
    on: bool = False
    choices: Sequence[Choice] = ()


@dataclass(frozen=True)
class Column:
    """One column of the list; `url` orders by it, where it can be ordered."""

    title: str
    url: str = ""
    sorted: bool = False


def chips(filters: Filters, known: Mapping[str, Sequence[Choice]], today: date) -> list[Chip]:
    """The filters, those in force first."""
    until = dates.written(filters.until, "day") if filters.until else ""
    found = [
        _chip(filters, "lead", _("Whose"), [Choice(ME, _("mine, and of those I stand in for")), *known["lead"]]),
        _chip(filters, "stage", _("State"), [Choice(one, state_words(one)) for one in STAGES if one != ALL]),
        _chip(filters, "client", _("Client"), known["client"]),
        _chip(filters, "kind", _("Type"), known["kind"]),
        _chip(filters, "owed", _("Owed on it"), [Choice(kind, label) for kind, label in marks().items()]),
        _chip(filters, "until", _("Milestone until"), _days(today), until),
    ]
    for name, words in (("waiting", _("Waiting on the client")), ("stepless", _("Without next step"))):
        if getattr(filters, name):
            found.append(Chip(words, f"?{filters.query(**{name: False})}", on=True))
    return sorted(found, key=lambda chip: not chip.on)


def _chip(filters: Filters, name: str, label: str, choices: Sequence[Choice], words: str = "") -> Chip:
    value = getattr(filters, name)
    usual = getattr(USUAL, name)
    if value == usual:
        offered = [replace(one, url=f"?{filters.query(**{name: one.id})}") for one in choices]
        return Chip(label, choices=offered)
    chosen = words or next((one.name for one in choices if one.id == value), "…")
    said = _("%(filter)s: %(value)s") % {"filter": label, "value": chosen}
    return Chip(said, f"?{filters.query(**{name: usual})}", on=True)


def _days(today: date) -> list[Choice]:
    sunday = today + timedelta(days=7 - today.isoweekday())
    month = (today.replace(day=1) + timedelta(days=32)).replace(day=1) - timedelta(days=1)
    named = (
        (_("passed"), today - timedelta(days=1)),
        (_("this week"), sunday),
        (_("next week"), sunday + timedelta(days=7)),
        (_("this month"), month),
    )
    return [Choice(day, f"{words}, {dates.written(day, 'day')}") for words, day in named]


def state_words(stage: str) -> str:
    """A stage, or whether the job is open, in words."""
    return _("open") if stage == OPEN else stage_word(stage)


def columns(filters: Filters) -> list[Column]:
    """The columns in their order; those with an order are links to it."""
    named = (
        (_("Job"), "name"), (_("Client"), "client"), (_("Status"), "waiting"), (_("Next step"), "step"),
        (_("Milestone"), "milestone"), (_("Lead"), ""),
    )  # fmt: skip
    return [
        Column(title, f"?{filters.query(order=order)}" if order else "", filters.order == order)
        for title, order in named
    ]
