"""The accounts of whoever leads some, in one ledger: what is late, due, waited for, and when whoever decides was
spoken to last.

A ledger holds the hundred accounts on which most is late; its sums are of all.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery, Sum, Value

from herringbone.clients.models import Client, ContactRole, Rhythm
from herringbone.clients.spoken import last_contact_with
from herringbone.core.compiled import compiled_once
from herringbone.core.names.order import by_name
from herringbone.core.names.text import fold
from herringbone.core.sql import CountOf
from herringbone.core.wording.dates import days_between
from herringbone.people.models import Absence, Role
from herringbone.people.rules import Standing
from herringbone.record.models import Duty
from herringbone.work.queries.waited import asked_of, steps_of

MOST = 100
WEEK = timedelta(days=7)
Kind = Role.Kind


@dataclass(frozen=True)
class Account:
    """One line of the ledger. `wait_days` and `wait_for` are of the longest open wait; `step`: the first next step that
    is the client's; `last_spoken`: when whoever decides there was spoken to last, `silent` days ago; `agreed`: within
    how many days they are to be, as a rhythm says."""

    name: str
    code: str
    point: str
    decides: str
    last_spoken: datetime | None
    silent: int = 0
    agreed: int = 0
    late: int = 0
    due: int = 0
    waiting: int = 0
    wait_days: int = 0
    wait_for: str = ""
    step: str = ""


@dataclass(frozen=True)
class Group:
    """The accounts of one point person, the worst on top. `cover` stands in where that person is away."""

    point: str
    cover: str = ""
    accounts: list[Account] = field(default_factory=list)


@dataclass(frozen=True)
class Totals:
    """The sums under the ledger: how many accounts there are, and the sum of each column over all of them."""

    accounts: int
    late: int
    due: int
    waiting: int


def accounts_led(here: Standing, at: datetime) -> tuple[list[Group], Totals]:
    """The accounts that this person supervises or directs, or, for the head and management, all; by point person.

    Two queries: late duties, those due within seven days and what is waited for are counted account by account for
    those shown, and summed over all.
    """
    groups: dict[str, Group] = {}
    everything = here.directs_agency or Kind.MANAGEMENT in here.kinds
    for row in _worst(here, at, at + WEEK, everything=everything):
        since, spoken = row["wait_since"], row["last_spoken"]
        account = Account(
            name=row["name"], code=row["code"], point=row["point"] or "", decides=row["decides"] or "",
            last_spoken=spoken, silent=days_between(spoken, at) if spoken else 0, agreed=row["agreed"] or 0,
            late=row["late"], due=row["soon"], waiting=row["waits"],
            wait_days=days_between(since, at) if since else 0, wait_for=row["wait_for"] or "", step=row["step"] or "",
        )  # fmt: skip
        groups.setdefault(account.point, Group(account.point, row["cover"] or "")).accounts.append(account)
    for group in groups.values():
        group.accounts.sort(key=lambda account: (-account.late, fold(account.name)))
    (sums,) = _sums(here, at, at + WEEK, everything=everything)
    return [groups[point] for point in sorted(groups, key=fold)], Totals(*(figure or 0 for figure in sums))


def _led(here: Standing, at: datetime, soon: datetime, everything: bool) -> QuerySet[Any]:
    """The accounts with what is late, soon due and waited for."""
    led = Client.objects.filter(here.sees("pk"))
    if not everything:
        led = led.filter(pk__in=here.led)
    owed = Duty.objects.filter(client=OuterRef("pk"), done=None, started__lte=at)
    return led.annotate(
        late=CountOf(owed.filter(due__lt=at).values("pk")),
        soon=CountOf(owed.filter(due__gte=at, due__lt=soon).values("pk")),
        waits=CountOf(asked_of(OuterRef("pk")).order_by().values("pk"))
        + CountOf(steps_of(OuterRef("pk")).order_by().values("pk")),
    )


@compiled_once
def _sums(here: Standing, at: datetime, soon: datetime, *, everything: bool) -> QuerySet[Any, Any]:
    led = _led(here, at, soon, everything).annotate(whole=Value(1)).values("whole")
    sums = led.annotate(accounts=Count("pk"), lates=Sum("late"), soons=Sum("soon"), waited=Sum("waits"))
    return sums.values_list("accounts", "lates", "soons", "waited").order_by()


@compiled_once
def _worst(here: Standing, at: datetime, soon: datetime, *, everything: bool) -> QuerySet[Any, Any]:
    point = Role.objects.running(here.on).filter(client=OuterRef("pk"), kind=Kind.POINT).order_by("pk")
    away = Absence.objects.running(at).filter(person=OuterRef("point_id")).order_by("ends", "pk")
    decides = ContactRole.objects.filter(
        contact__client=OuterRef("pk"), contact__left=None, kind=ContactRole.Kind.DECIDES
    ).order_by("pk")
    rhythm = Rhythm.objects.filter(contact=OuterRef("decider"), ended=None, begins__lte=at).order_by("every")
    longest, first = asked_of(OuterRef("pk")), steps_of(OuterRef("pk"))
    order = ("-late", "-waits", "-soon", by_name(), "pk")
    shown = _led(here, at, soon, everything).order_by(*order).values("pk")[:MOST]  # the rest is asked of these alone
    return (
        _led(here, at, soon, everything)
        .filter(pk__in=shown)
        .annotate(
            point=Subquery(point.values("person__name")[:1]),
            point_id=Subquery(point.values("person")[:1]),
        )
        .annotate(
            cover=Subquery(away.values("cover__name")[:1]),
            decides=Subquery(decides.values("contact__name")[:1]),
            decider=Subquery(decides.values("contact")[:1]),
            wait_since=Subquery(longest.values("since")[:1]),
            wait_for=Subquery(longest.values("what")[:1]),
            step=Subquery(first.values("next_step")[:1]),
        )
        .annotate(last_spoken=last_contact_with("decider", at), agreed=Subquery(rhythm.values("every")[:1]))
        .order_by(*order)
        .values(
            "name", "code", "point", "cover", "decides", "last_spoken", "agreed", "late", "soon", "waits", "wait_since",
            "wait_for", "step",
        )
    )  # fmt: skip
