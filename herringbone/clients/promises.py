"""Which lengths of duties can be set for a client: each feature declares its own, in one line of its `apps.py`.

declare_promise("contact_report", _("Contact report issued after a meeting"), 48, Unit.CLOCK_HOURS)

What counts is kept in `Policy` rows: the client's own before the agency's, each from its moment on.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.utils.functional import Promise as Lazy
from django.utils.translation import ngettext

from herringbone.clients.models import Client
from herringbone.core.wording.dates import weekday_name
from herringbone.record.models import Policy

Unit = Policy.Unit
LENGTHS = (Unit.CLOCK_HOURS, Unit.WORKING_HOURS, Unit.WORKING_DAYS)


@dataclass(frozen=True)
class Declared:
    """A length that can be set: the duty's kind, what it is called, and what counts where nobody set it.

    `units` are those in which it can be counted.
    """

    kind: str
    label: str | Lazy
    amount: int
    unit: Policy.Unit
    order: int
    units: tuple[Policy.Unit, ...] = LENGTHS


@dataclass(frozen=True)
class InForce:
    """What counts for a client now. `own`: set for this client. `since` is None where nobody ever set it."""

    declared: Declared
    amount: int
    unit: Policy.Unit
    own: bool
    since: datetime | None


_declared: dict[str, Declared] = {}


def declare_promise(
    kind: str,
    label: str | Lazy,
    amount: int,
    unit: Policy.Unit,
    order: int = 50,
    units: Iterable[Policy.Unit] = LENGTHS,
) -> None:  # fmt: skip
    """Let the length of a kind of duty be set for each client, with what counts until somebody does."""
    _declared[kind] = Declared(kind, label, amount, unit, order, tuple(units))


def promises() -> list[Declared]:
    """All that were declared, in order."""
    return sorted(_declared.values(), key=lambda one: (one.order, one.kind))


def declared_promise(kind: str) -> Declared | None:
    """The one of a kind; None for what nobody declared."""
    return _declared.get(kind)


def in_force(client: Client, at: datetime) -> list[InForce]:
    """What counts for a client at a moment: its own setting, else the agency's, else the default. One query."""
    rows = Policy.objects.filter(Q(client=client) | Q(client=None), begins__lte=at).order_by("begins", "pk")
    newest: dict[tuple[str, bool], Policy] = {(row.kind, row.client_id is not None): row for row in rows}
    found = []
    for declared in promises():
        row = newest.get((declared.kind, True)) or newest.get((declared.kind, False))
        if row:
            own = row.client_id is not None
            found.append(InForce(declared, row.amount, Unit(row.unit), own, row.begins))
        else:
            found.append(InForce(declared, declared.amount, declared.unit, False, None))
    return found


def length_in_words(amount: int, unit: str) -> str:
    """How long something may take: "48 hours", "1 working day"; or on which day of the week it is due."""
    if unit == Unit.WEEKDAY:
        return weekday_name(amount)
    words = {
        Unit.CLOCK_HOURS: ngettext("%(count)d hour", "%(count)d hours", amount),
        Unit.WORKING_HOURS: ngettext("%(count)d working hour", "%(count)d working hours", amount),
        Unit.WORKING_DAYS: ngettext("%(count)d working day", "%(count)d working days", amount),
    }
    return words[Unit(unit)] % {"count": amount}
