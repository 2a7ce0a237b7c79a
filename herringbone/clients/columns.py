"""Figures of the client list that higher floors know, such as the open jobs of each client.

declare_column("open_jobs", _("Open jobs"), lambda: CountOf(Job.objects.open().filter(client=OuterRef("pk"))))
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise


@dataclass(frozen=True)
class Column:
    """One figure for each client. `figure()` is an expression over the client's row; `tab` is where it leads."""

    name: str
    title: str | Promise
    figure: Callable[[], Any]
    tab: str

    @property
    def annotated(self) -> str:
        """The name of the annotation."""
        return f"figure_{self.name}"


_columns: dict[str, Column] = {}


def declare_column(name: str, title: str | Promise, figure: Callable[[], Any], tab: str = "") -> None:
    """Add a figure to the client list; `tab` names the view of the client's page that shows its cases."""
    _columns[name] = Column(name, title, figure, tab)


def columns() -> tuple[Column, ...]:
    """All that were declared, in that order."""
    return tuple(_columns.values())
