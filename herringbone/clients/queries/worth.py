"""What accounts are worth, and which of them are major ones (A1).

Amounts of different currencies are never compared: a declared revenue is held against the threshold of its own
currency, and where there is none the answer is that it cannot be told.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Case, F, OuterRef, Q, QuerySet, Subquery, When
from django.utils.translation import gettext as _

from herringbone.clients.models import Client, MajorThreshold, Revenue
from herringbone.core.fields import FixedField
from herringbone.core.models import Agency
from herringbone.core.wording.amounts import money


@dataclass(frozen=True)
class Worth:
    """The newest declared revenue of a client. `major` is None where it cannot be told; `words` says why or why not."""

    amount: Decimal | None
    currency: str
    year: int | None
    source: str
    major: bool | None
    words: str


def with_worth(clients: QuerySet[Client]) -> QuerySet[Client]:
    """Annotate the newest declaration (`revenue`, and with it `_currency`, `_year`, `_source`) and `major_from`."""
    newest = Revenue.objects.filter(client=OuterRef("pk")).order_by("-at", "-pk")
    agency = Agency.objects.order_by("pk")
    of_currency = MajorThreshold.objects.filter(currency=OuterRef("revenue_currency")).order_by("-at", "-pk")
    return clients.annotate(
        revenue=Subquery(newest.values("amount")[:1]),
        revenue_currency=Subquery(newest.values("currency")[:1]),
        revenue_year=Subquery(newest.values("year")[:1]),
        revenue_source=Subquery(newest.values("source")[:1]),
    ).annotate(
        major_from=Case(
            When(
                revenue_currency=Subquery(agency.values("currency")[:1]), then=Subquery(agency.values("major_from")[:1])
            ),
            default=Subquery(of_currency.values("amount")[:1]),
            output_field=FixedField(null=True),
        )
    )


def majors(clients: QuerySet[Client]) -> QuerySet[Client]:
    """Of clients `with_worth`, those that are major accounts."""
    return clients.filter(Q(revenue__gte=F("major_from")))


def worth(client: Client) -> Worth:
    """What a client `with_worth` is worth, in words."""
    amount: Decimal | None = client.revenue  # type: ignore[attr-defined]  # annotated by with_worth
    limit: Decimal | None = client.major_from  # type: ignore[attr-defined]
    currency: str = client.revenue_currency or ""  # type: ignore[attr-defined]
    if amount is None:
        return Worth(None, "", None, "", None, _("Nobody has declared what this account brings"))
    if limit is None:
        major, words = None, _("Whether that is major cannot be told: no threshold is set for %(currency)s")
    elif amount >= limit:
        major, words = True, _("Major from %(limit)s on")
    else:
        major, words = False, _("Not major: that begins at %(limit)s")
    said = words % {"currency": currency, "limit": money(limit, currency) if limit is not None else ""}
    year, source = client.revenue_year, client.revenue_source  # type: ignore[attr-defined]
    return Worth(amount, currency, year, source, major, said)


def worth_of(clients: Iterable[Client]) -> dict[int, Worth]:
    """The worth of some clients by their ids. One query."""
    rows = with_worth(Client.objects.filter(pk__in=[client.pk for client in clients]))
    return {client.pk: worth(client) for client in rows}
