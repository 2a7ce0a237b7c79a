"""S46: no way in the program changes or deletes what is frozen, and a client with a past is not deleted."""

from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction
from django.db.models import Model, ProtectedError

from herringbone.record.frozen import TABLES
from tests.crawling import dump
from tests.world import World

pytestmark = pytest.mark.later

FROZEN = [model for model in apps.get_models() if model._meta.db_table in TABLES]


def a_field(row: Model) -> str:
    """A column of the row's own that no other row refers to."""
    return next(one.name for one in row._meta.concrete_fields if not one.primary_key)


def write_over(row: Any) -> None:
    """As an import does that creates what is new and updates what is there."""
    type(row).objects.bulk_create([row], update_conflicts=True, unique_fields=["pk"], update_fields=[a_field(row)])


def replace(row: Any) -> None:
    """The statement that walks past a trigger on each row: where SQLite is not told otherwise, and on PostgreSQL."""
    columns = ", ".join(f'"{one.column}"' for one in row._meta.concrete_fields)
    table = f'"{row._meta.db_table}"'
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"INSERT OR REPLACE INTO {table} ({columns}) SELECT {columns} FROM {table}")
        else:
            connection.check_constraints()  # PostgreSQL empties no table whose keys it has still to look at
            cursor.execute(f"TRUNCATE {table} CASCADE")


WAYS: dict[str, Callable[[Any], Any]] = {
    "saved": lambda row: row.save(),
    "one field saved": lambda row: row.save(update_fields=[a_field(row)]),
    "updated": lambda row: type(row).objects.filter(pk=row.pk).update(**{a_field(row): getattr(row, a_field(row))}),
    "updated in bulk": lambda row: type(row).objects.bulk_update([row], [a_field(row)]),
    "written over": write_over,
    "deleted past the keys": lambda row: type(row).objects.filter(pk=row.pk)._raw_delete("default"),
    "replaced": replace,
}


def test_s46_every_frozen_table_is_a_models(db: None) -> None:
    assert len(FROZEN) == len(TABLES) >= 5


@pytest.mark.parametrize("way", WAYS)
def test_s46_nothing_frozen_is_changed_in_any_way(filled: World, way: str) -> None:
    before, passed = dump(), []
    for model in FROZEN:
        row = model._base_manager.order_by("pk").first()
        assert row, f"no {model.__name__} to try it on"
        try:
            with transaction.atomic():
                WAYS[way](row)
        except DatabaseError as refused:
            assert "append-only" in str(refused), f"{model.__name__}: {refused}"
        else:
            passed.append(model.__name__)
    assert passed == []
    assert dump() == before


def test_s46_whoever_or_whatever_has_a_past_is_not_deleted(filled: World) -> None:
    before = dump()
    for one in (filled.alder, filled.pat, filled.ae_alder, filled.office):
        with pytest.raises(ProtectedError), transaction.atomic():
            one.delete()
    assert dump() == before
