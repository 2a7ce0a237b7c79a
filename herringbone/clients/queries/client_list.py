"""The list of clients: filtered, in a fixed order, in pages."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.core.exceptions import SuspiciousOperation
from django.core.paginator import Page, Paginator
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery, Value
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from herringbone.clients.columns import columns
from herringbone.clients.models import Brand, Client
from herringbone.clients.queries.worth import majors, with_worth
from herringbone.clients.spoken import last_contact
from herringbone.core.models import Agency, Office
from herringbone.core.names.order import by_name
from herringbone.core.names.text import fold
from herringbone.core.sql import CountOf
from herringbone.people.models import Person, Role
from herringbone.people.rules import Standing
from herringbone.record.models import Duty

PAGE = 50
LONGEST_SEARCH = 100
# Every order that can be asked for; anything else is refused (S28).
ORDERS: Mapping[str, tuple[Any, ...]] = {
    "name": (by_name(), "pk"),
    "contact": (F("last_contact").asc(nulls_first=True), by_name(), "pk"),
    "late": ("-late", by_name(), "pk"),
}
SORTED = {"name": _("by name"), "contact": _("longest without contact first"), "late": _("most late first")}


@dataclass(frozen=True)
class Filters:
    """What the list leaves out, as the address says it."""

    text: str = ""
    office: int | None = None
    point: int | None = None
    mine: bool = False
    major: bool = False
    order: str = "name"

    @property
    def any(self) -> bool:
        """Whether anything is left out."""
        return replace(self, order="name") != Filters()


def filters_of(query: Mapping[str, str]) -> Filters:
    """Read the address's query. Raises SuspiciousOperation (400) for what no link of ours says."""
    order = query.get("order", "name")
    if order not in ORDERS:
        raise SuspiciousOperation("No such order")
    return Filters(
        text=query.get("q", "").strip()[:LONGEST_SEARCH],
        office=_number(query, "office"),
        point=_number(query, "point"),
        mine=query.get("mine") == "1",
        major=query.get("major") == "1",
        order=order,
    )


def _number(query: Mapping[str, str], name: str) -> int | None:
    told = query.get(name, "")
    if not told:
        return None
    if not (told.isascii() and told.isdigit() and len(told) < 18):
        raise SuspiciousOperation(f"{name} is no number")
    return int(told)


@dataclass(frozen=True)
class Choice:
    """Something that the list can be narrowed to."""

    id: int
    name: str


@dataclass(frozen=True)
class ClientList:
    """One page of it, and what it can be narrowed to."""

    page: Page
    filters: Filters
    offices: list[Choice] = field(default_factory=list)
    points: list[Choice] = field(default_factory=list)

    def name_of(self, choices: list[Choice], chosen: int | None) -> str:
        """The name of what was chosen; empty where there is none such."""
        return next((one.name for one in choices if one.id == chosen), "")

    @property
    def office(self) -> str:
        """The office chosen."""
        return self.name_of(self.offices, self.filters.office)

    @property
    def point(self) -> str:
        """The point person chosen."""
        return self.name_of(self.points, self.filters.point)


@dataclass(frozen=True)
class Figure:
    """One figure that a higher floor declared, and where its cases are."""

    title: str
    value: int
    url: str


@dataclass(frozen=True)
class Line:
    """One client of the list."""

    name: str
    code: str
    office: str
    point: str
    last_contact: datetime | None
    late: int
    major: bool
    figures: list[Figure]


def lines(found: ClientList) -> list[Line]:
    """The page's rows, ready to be shown."""
    return [_line(row) for row in found.page]


def _line(row: Mapping[str, Any]) -> Line:
    def url(tab: str) -> str:
        return reverse("client_tab", args=[row["code"], tab]) if tab else ""

    limit, revenue = row["major_from"], row["revenue"]
    return Line(
        name=row["name"],
        code=row["code"],
        office=row["office__name"],
        point=row["point"] or "",
        last_contact=row["last_contact"],
        late=row["late"],
        major=revenue is not None and limit is not None and revenue >= limit,
        figures=[Figure(str(one.title), row[one.annotated] or 0, url(one.tab)) for one in columns()],
    )


def client_list(here: Standing, filters: Filters, number: str, at: datetime) -> ClientList:
    """The clients that somebody sees. Two queries: how many, with the choices of the filters; one page of them."""
    rows = _rows(here, filters, at)
    number_of_rows, offices, points = _around(rows, here)
    paginator = Paginator(_values(rows, filters), PAGE)
    paginator.count = number_of_rows  # known already, so that it is not asked once more
    return ClientList(paginator.get_page(number), filters, offices, points)


def all_lines(here: Standing, filters: Filters, at: datetime) -> Iterator[Line]:
    """All lines of the same list, for a file. One query."""
    return (_line(row) for row in _values(_rows(here, filters, at), filters).iterator(chunk_size=500))


def _rows(here: Standing, filters: Filters, at: datetime) -> QuerySet[Client]:
    return _filtered(with_figures(with_worth(Client.objects.filter(here.sees("pk"))), here, at), here, filters)


def _values(rows: QuerySet[Client], filters: Filters) -> QuerySet[Client, dict[str, Any]]:
    return rows.order_by(*ORDERS[filters.order]).values(
        "pk", "name", "code", "office__name", "point_id", "point", "last_contact", "late", "revenue", "major_from",
        *(column.annotated for column in columns()),
    )  # fmt: skip


def with_figures(clients: QuerySet[Client], here: Standing, at: datetime) -> QuerySet[Client]:
    """Annotate the point person, the last contact, how many duties are late, and what higher floors declared."""
    point = Role.objects.running(here.on).filter(client=OuterRef("pk"), kind=Role.Kind.POINT, person__is_active=True)
    return clients.annotate(
        point_id=Subquery(point.values("person")[:1]),
        point=Subquery(point.values("person__name")[:1]),
        last_contact=last_contact(at),
        late=CountOf(Duty.objects.filter(client=OuterRef("pk"), done=None, due__lt=at, started__lte=at)),
        **{column.annotated: column.figure() for column in columns()},
    )


def _filtered(rows: QuerySet[Client], here: Standing, filters: Filters) -> QuerySet[Client]:
    if filters.text:
        brands = Brand.objects.filter(client=OuterRef("pk"), name__icontains=filters.text)
        rows = rows.filter(Q(name__icontains=filters.text) | Q(code__iexact=filters.text) | Exists(brands))
    if filters.office:
        rows = rows.filter(office=filters.office)
    if filters.point:
        rows = rows.filter(Q(point_id=filters.point))
    if filters.mine:
        rows = rows.filter(pk__in=here.team)
    return majors(rows) if filters.major else rows


def _around(rows: QuerySet[Client], here: Standing) -> tuple[int, list[Choice], list[Choice]]:
    """How many rows there are; the offices; the point persons of visible clients. One query for all three."""
    offices = Office.objects.annotate(which=Value("office")).values_list("which", "pk", "name")
    theirs = Role.objects.running(here.on).filter(here.sees("client"), kind=Role.Kind.POINT)
    points = Person.objects.filter(pk__in=theirs.values("person")).annotate(which=Value("point"))
    # The one row of the agency carries the count.
    number = Agency.objects.annotate(which=Value("count"), number=CountOf(rows.order_by().values("pk")))
    both = points.values_list("which", "pk", "name").union(number.values_list("which", "number", "name"))
    found: dict[str, list[Choice]] = {"office": [], "point": [], "count": []}
    for which, pk, name in sorted(offices.order_by().union(both), key=lambda row: fold(row[2])):
        found[which].append(Choice(pk, name))
    counted = found["count"][0].id if found["count"] else rows.count()
    return counted, found["office"], found["point"]
