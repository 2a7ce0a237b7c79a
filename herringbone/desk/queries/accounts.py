"""The accounts of whoever leads some, in one ledger: what is late, due, waited for, and who was last spoken to."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, F, OuterRef, Q, Subquery

from herringbone.clients.models import Client, ContactRole
from herringbone.people.models import Role
from herringbone.people.rules import Standing
from herringbone.record.models import Duty, ThreadEntry
from herringbone.work.models import Waiting

MOST = 200
Kind = Role.Kind


@dataclass(frozen=True)
class Account:
    """One line of the ledger. `wait_days` and `wait_for` are of the longest open wait."""

    name: str
    code: str
    point: str
    decides: str
    last_spoken: datetime | None
    late: int = 0
    due: int = 0
    waiting: int = 0
    wait_days: int = 0
    wait_for: str = ""


@dataclass(frozen=True)
class Group:
    """The accounts of one point person."""

    point: str
    accounts: list[Account] = field(default_factory=list)


def accounts_led(here: Standing, at: datetime) -> list[Group]:
    """The accounts that this person supervises or directs, or, for the head and management, all; by point person.

    Three queries: the accounts, their duties counted, what is waited for.
    """
    clients = list(_clients(here)[:MOST])
    duties = _duties(here, at)
    waits: dict[int, list[tuple[datetime, str]]] = {}
    ids = [client["pk"] for client in clients]
    waiting = Waiting.objects.filter(ended=None, client__in=ids).order_by("since", "pk")
    for client, since, what in waiting.values_list("client", "since", "what"):
        waits.setdefault(client, []).append((since, what))
    groups: dict[str, Group] = {}
    for row in clients:
        late, due = duties.get(row["pk"], (0, 0))
        wait = waits.get(row["pk"], [])
        account = Account(
            name=row["name"], code=row["code"], point=row["point"] or "", decides=row["decides"] or "",
            last_spoken=row["last_spoken"], late=late, due=due, waiting=len(wait),
            wait_days=(at - wait[0][0]).days if wait else 0, wait_for=wait[0][1] if wait else "",
        )  # fmt: skip
        groups.setdefault(account.point, Group(account.point)).accounts.append(account)
    return list(groups.values())


def _clients(here: Standing) -> Any:
    led = Client.objects.filter(here.sees("pk"))
    if not (here.directs_agency or Kind.MANAGEMENT in here.kinds):
        led = led.filter(pk__in=here.supervised | here.directed)
    point = Role.objects.running(here.on).filter(client=OuterRef("pk"), kind=Kind.POINT).order_by("pk")
    decides = ContactRole.objects.filter(
        contact__client=OuterRef("pk"), contact__left=None, kind=ContactRole.Kind.DECIDES
    ).order_by("pk")
    spoken = ThreadEntry.objects.filter(client=OuterRef("pk"), at__lte=here.at, side=ThreadEntry.Side.CLIENT)
    return (
        led.annotate(
            point=Subquery(point.values("person__name")[:1]),
            decides=Subquery(decides.values("contact__name")[:1]),
            last_spoken=Subquery(spoken.order_by("-at").values("at")[:1]),
        )
        .order_by(F("point").asc(nulls_first=True), "name", "pk")
        .values("pk", "name", "code", "point", "decides", "last_spoken")
    )


def _duties(here: Standing, at: datetime) -> dict[int, tuple[int, int]]:
    """Late, and due within seven days, for each client that has either."""
    week = at + timedelta(days=7)
    rows = (
        Duty.objects.filter(here.sees("client"), done=None, started__lte=at, due__lt=week)
        .values("client")
        .annotate(late=Count("pk", filter=Q(due__lt=at)), soon=Count("pk", filter=Q(due__gte=at)))
        .values_list("client", "late", "soon")
    )
    return {client: (late, soon) for client, late, soon in rows}


def totals(groups: Iterable[Group]) -> Account:
    """The sums under the ledger, as a line without names."""
    every = [account for group in groups for account in group.accounts]
    return Account(
        name="", code="", point="", decides="", last_spoken=None, late=sum(one.late for one in every),
        due=sum(one.due for one in every), waiting=sum(one.waiting for one in every),
    )  # fmt: skip
