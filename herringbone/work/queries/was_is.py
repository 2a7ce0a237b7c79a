"""A change form in words: for each thing that it alters, what was and what is (B2)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from herringbone.core import clock
from herringbone.core.wording import amounts, dates
from herringbone.record.models import StoredFile
from herringbone.work.models import Change, Milestone
from herringbone.work.queries.promised import PROMISED
from herringbone.work.queries.sent_form import Stop
from herringbone.work.wording import CHANGED, stage_word


@dataclass(frozen=True)
class Altered:
    """One thing that a change form alters."""

    what: str
    was: str
    now: str


@dataclass(frozen=True)
class ChangeRow:
    """A change form as the job's page tells it: what was, what is, why, who, and who has acknowledged."""

    change: Change
    altered: list[Altered]
    stops: list[Stop] = field(default_factory=list)

    @property
    def says(self) -> str:
        """The first thing it alters, in a few words: "shoot to 7 Dec"."""
        if not self.altered:
            return ""
        first = self.altered[0]
        return f"{first.what}: {first.now}" if len(first.now) < 40 else first.what  # of a short line


def in_words(changes: Iterable[Change], names: Mapping[int, str]) -> list[ChangeRow]:
    """Change forms in words; `names` are those of the milestones."""
    return [ChangeRow(one, altered(one, names)) for one in changes]


def altered(change: Change, names: Mapping[int, str]) -> list[Altered]:
    """What a change form alters, in the order in which it is read."""
    found = []
    for name in PROMISED:
        if name not in change.wanted:
            continue
        was, now = change.seen.get(name, ""), change.wanted[name]
        if name == "milestones":
            for key, to in now.items():
                dropped = pgettext("a milestone", "dropped")
                found.append(Altered(names.get(int(key), "…"), _day(was.get(key, "")), _day(to) or dropped))
        else:
            currency = change.form.currency
            found.append(
                Altered(capfirst(str(CHANGED[name])), _shown(name, was, currency), _shown(name, now, currency))
            )
    return found


def names_of_milestones(changes: Iterable[Change]) -> dict[int, str]:
    """The names of the milestones that change forms move or drop. One query."""
    named = {int(key) for one in changes for key in one.wanted.get("milestones", {})}
    return dict(Milestone.objects.filter(pk__in=named).values_list("pk", "name")) if named else {}


def touched(change: Change) -> list[str]:
    """The brief, plan and documents that a change form names. One query where there are files."""
    told = change.touches
    words = {"brief": _("the brief"), "plan": _("the plan")}
    found = [words[one] for one in told.get("what", [])]
    if told.get("files"):
        found += StoredFile.objects.filter(pk__in=told["files"]).order_by("pk").values_list("name", flat=True)
    return [*found, *filter(None, [told.get("other", "")])]


def _shown(name: str, value: Any, currency: str) -> str:
    if value in ("", None, []):
        return pgettext("what was promised", "none")
    if name == "stage":
        return stage_word(value)
    if name in ("begins", "delivered_by"):
        return _day(value)
    if name == "budget":
        return amounts.money(Decimal(value), currency)
    if name == "deliverables":
        lines = (_("%(pieces)d × %(what)s, %(rounds)d rounds") % _line(one) for one in value)
        return "; ".join(lines)
    return str(value)


def _line(row: Mapping[str, Any]) -> dict[str, Any]:
    return {"pieces": row["quantity"], "what": row["what"], "rounds": row["rounds"]}


def _day(iso: str) -> str:
    return dates.week_day(date.fromisoformat(iso), clock.now()) if iso else ""
