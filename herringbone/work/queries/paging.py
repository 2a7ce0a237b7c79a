"""A page of a list, with the few page numbers that its foot shows."""

from typing import Any

from django.core.paginator import Page, Paginator


def page_of(rows: Any, size: int, number: str, count: int | None = None) -> Page:
    """One page. `count`, where it is known already, spares a query; a number that does not exist gives the nearest."""
    paginator = Paginator(rows, size)
    if count is not None:
        paginator.__dict__["count"] = count
    page = paginator.get_page(number)
    shown = paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)
    page.short_range = [n if isinstance(n, int) else None for n in shown]  # type: ignore[attr-defined]  # for the pager
    return page
