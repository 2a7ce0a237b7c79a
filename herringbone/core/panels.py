"""Pages composed of panels: the page of a client, a job or a meeting shows what the features registered for it.

    declare_panel(page="client", name="jobs", title=_("Jobs"), order=20, place="tab",
                  query=jobs_of_client, count=number_of_jobs, template="work/panels/jobs.html")

One line in the feature's `apps.py`. A lower floor's page thus shows a higher floor's records without knowing them.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from django.utils.functional import Promise

Place = Literal["main", "margin", "tab", "figure", "action"]
Query = Callable[[Any, Any], Mapping[str, Any] | None]
Table = Callable[[Any, Any], tuple[str, Sequence[str], Iterable[Sequence[object]]]]
Count = Callable[[], Any]


@dataclass(frozen=True)
class Panel:
    """What one feature adds to a page. `name` is also the last part of a tab's address: /clients/ORS/jobs/.

    Places: "main" below the page's own content, "margin" beside it, "tab" an address of its own among the page's views,
    "figure" one figure of the strip, "action" one button of the page's head.
    """

    page: str
    name: str
    order: int
    place: Place
    query: Query
    template: str
    title: str | Promise = ""
    count: Count | None = None
    table: Table | None = None

    @property
    def counted(self) -> str:
        """The name of the annotation that holds its count."""
        return f"count_{self.name}"


@dataclass(frozen=True)
class Filled:
    """A panel with what its query found, ready for `{% show panel %}`."""

    panel: Panel
    context: Mapping[str, Any]


@dataclass(frozen=True)
class Tab:
    """One of a page's views: its name in the address, its title, how much is in it (None: not counted)."""

    name: str
    title: str | Promise
    count: int | None


_panels: dict[tuple[str, str, str], Panel] = {}


def declare_panel(
    *,
    page: str,
    name: str,
    order: int,
    place: Place,
    query: Query,
    template: str,
    title: str | Promise = "",
    count: Count | None = None,
    table: Table | None = None,
) -> None:
    """Add a panel to the page "client", "contact", "job", "change" or "meeting"; lower `order` comes first.

    `query(request, record)` answers the template's variables, or None when there is nothing to show. A tab is queried
    only when it is open. Its `count` is shown on every view of the page, so it gives an expression over the page's
    record (`core.sql.CountOf` with `OuterRef("pk")`), and all counts come with the record in one query. `table(request,
    record)` gives the tab as a file: its name, the headings and all rows.
    """
    _panels[page, place, name] = Panel(page, name, order, place, query, template, title, count, table)


def panels(page: str, place: Place) -> tuple[Panel, ...]:
    """What was declared for a place of a page, in order."""
    found = (panel for panel in _panels.values() if (panel.page, panel.place) == (page, place))
    return tuple(sorted(found, key=lambda panel: (panel.order, panel.name)))


def filled(page: str, place: Place, request: Any, record: Any) -> list[Filled]:
    """The panels of a place that have something to show, each with what it found."""
    asked = ((panel, panel.query(request, record)) for panel in panels(page, place))
    return [Filled(panel, context) for panel, context in asked if context is not None]


def counts(page: str) -> dict[str, Any]:
    """What to annotate the page's record with, so that its tabs know how much is in them."""
    return {panel.counted: panel.count() for panel in panels(page, "tab") if panel.count}


def tabs(page: str, record: Any) -> list[Tab]:
    """The views of a page; `record` was annotated with `counts(page)`."""
    return [Tab(panel.name, panel.title, getattr(record, panel.counted, None)) for panel in panels(page, "tab")]


def tab(page: str, name: str) -> Panel | None:
    """The panel behind a tab's address; None where nobody declared one."""
    return next((panel for panel in panels(page, "tab") if panel.name == name), None)
