"""The clients that somebody sees, each with how long ago it was told how things stand."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Page
from django.db.models import OuterRef, QuerySet, Subquery

from herringbone.clients.models import Client
from herringbone.core.names.order import by_name
from herringbone.core.sql import CountOf
from herringbone.people.rules import Standing, visible
from herringbone.status.models import Published
from herringbone.work.models import Job, Stage
from herringbone.work.queries.paging import page_of
from herringbone.work.queries.waited import waits_on_client

PAGE = 50


@dataclass(frozen=True)
class ClientRow:
    """One client: its open jobs, how many wait for it, and its last report."""

    code: str
    name: str
    jobs: int
    waiting: int
    number: int | None
    at: datetime | None


@dataclass(frozen=True)
class Overview:
    """A page of the list."""

    rows: list[ClientRow]
    page: Page[Any]


def overview(here: Standing, number: str, *, mine: bool) -> Overview:
    """The clients by name; `mine`: those of whose account team one is, or all where one is of none. Two queries."""
    page = page_of(_clients(here, mine), PAGE, number)
    return Overview([ClientRow(*row) for row in page.object_list], page)


def all_clients(here: Standing, *, mine: bool) -> list[ClientRow]:
    """Every client of that list. One query."""
    return [ClientRow(*row) for row in _clients(here, mine)]


def _clients(here: Standing, mine: bool) -> QuerySet[Client, tuple[Any, ...]]:
    open_jobs = Job.objects.filter(client=OuterRef("pk")).exclude(stage__in=Stage.OVER)
    last = Published.objects.filter(client=OuterRef("pk")).order_by("-number")
    found = visible(here, Client)
    if mine and here.accounts:
        found = found.filter(pk__in=here.accounts)
    return (
        found.annotate(
            open_jobs=CountOf(open_jobs), awaited=CountOf(open_jobs.filter(waits_on_client())),
            last_number=Subquery(last.values("number")[:1]), last_at=Subquery(last.values("at")[:1]),
        )
        .order_by(by_name(), "pk")
        .values_list("code", "name", "open_jobs", "awaited", "last_number", "last_at")
    )  # fmt: skip
