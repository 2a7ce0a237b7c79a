"""Rows that are written many at a time, each with its id from the start, so that others can refer to it before."""

from collections.abc import Iterable
from typing import TypeVar

from django.db import transaction
from django.db.models import Max, Model

from herringbone.core.sql import count_on

Row = TypeVar("Row", bound=Model)
BATCH = 2000


class Rows:
    """Gathers rows of many models. Nobody else may write into their tables until `finish`."""

    def __init__(self) -> None:
        self._last: dict[type[Model], int] = {}
        self._made: dict[type[Model], list[Model]] = {}

    def add(self, row: Row) -> Row:
        """Give a row its id and keep it for writing; what is changed in it until then is written, too."""
        model = type(row)
        if row.pk is None:
            row.pk = self._next(model)
        self._made.setdefault(model, []).append(row)
        return row

    def add_all(self, rows: Iterable[Row]) -> list[Row]:
        """Several, in their order."""
        return [self.add(row) for row in rows]

    def write(self) -> None:
        """Write what was gathered, in one transaction whose foreign keys are checked at its end."""
        with transaction.atomic():
            for model, rows in self._made.items():
                model._base_manager.bulk_create(rows, batch_size=BATCH)
        self._made.clear()

    def finish(self) -> None:
        """Write the rest, and let the database count on from the ids that were given."""
        models = list(self._last)
        self.write()
        count_on(models)

    def _next(self, model: type[Model]) -> int:
        if model not in self._last:
            self._last[model] = model._base_manager.aggregate(last=Max("pk"))["last"] or 0
        self._last[model] += 1
        return self._last[model]
