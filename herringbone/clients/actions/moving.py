"""What names a contact goes along when it is merged, and comes back when the merge is taken back."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from django.apps import apps
from django.core import serializers
from django.db.models import Model

from herringbone.clients.models import Contact
from herringbone.clients.moves import Moves, all_moves, move_called
from herringbone.record.duties.keeping import forget

Plain = dict[str, Any]


def move_rows(gone: Contact, kept: Contact) -> Plain:
    """Let all rows that were declared name `kept` instead of `gone`. Returns what `move_back` needs, fit for JSON."""
    told: Plain = {"moved": {}, "dropped": [], "turned": [], "combined": []}
    for one in all_moves():
        rows = one.rows_of(gone)
        if one.once_in:
            first = {_place(one, row): row for row in one.rows_of(kept)}
            twice = [row for row in rows if _place(one, row) in first]
            if one.twice == "drop":
                for row in twice:
                    _drop(one, row, first[_place(one, row)], told)
            rows = rows.exclude(pk__in=[row.pk for row in twice if row.pk])
        if ids := list(rows.order_by("pk").values_list("pk", flat=True)):
            rows.update(**{one.field: kept.pk})
            told["moved"][one.key] = ids
    return told


def drop_row(row: Model, told: Plain) -> None:
    """Take out a row that says nothing of its own, and remember it."""
    told["dropped"].append(_plain(row))
    pk = row.pk
    row.delete()
    forget(type(row), pk)


def move_back(told: Mapping[str, Any], gone: Contact, kept: Contact) -> None:
    """Undo `move_rows`, save for rows that are no longer there or that somebody has given another contact since."""
    for key, ids in told["moved"].items():
        one = move_called(key)
        one.rows_of(kept).filter(pk__in=ids).update(**{one.field: gone.pk})
    for row in serializers.deserialize("python", told["dropped"]):
        row.save()
    for label, field, ids, was in told["turned"]:
        apps.get_model(label)._base_manager.filter(pk__in=ids).update(**{field: was})
    for change in told["combined"]:
        _uncombine(change)


def _place(one: Moves, row: Any) -> tuple[Any, ...]:
    return tuple(getattr(row, row._meta.get_field(name).attname) for name in one.once_in)


def _drop(one: Moves, row: Any, first: Any, told: Plain) -> None:
    changes = one.combine(first, row) if one.combine else {}
    if changes:
        was = _plain(first)
        for name, value in changes.items():
            setattr(first, name, value)
        first.save(update_fields=list(changes))
        told["combined"].append({"was": was, "now": _plain(first), "names": sorted(changes)})
    for relation in row._meta.related_objects:
        rows = relation.related_model._base_manager.filter(**{relation.field.name: row.pk})
        if ids := list(rows.values_list("pk", flat=True)):
            told["turned"].append([relation.related_model._meta.label, relation.field.name, ids, row.pk])
            rows.update(**{relation.field.name: first.pk})
    drop_row(row, told)


def _uncombine(change: Mapping[str, Any]) -> None:
    """Give a row back what it had, where nobody has changed it since."""
    stored = apps.get_model(change["was"]["model"])._base_manager.filter(pk=change["was"]["pk"]).first()
    if stored is None or _plain(stored) != change["now"]:
        return
    (was,) = serializers.deserialize("python", [change["was"]])
    for name in change["names"]:
        setattr(stored, name, getattr(was.object, name))
    stored.save(update_fields=change["names"])


def _plain(row: Model) -> Plain:
    plain: Plain = json.loads(serializers.serialize("json", [row]))[0]
    return plain


def ids_of(told: Mapping[str, Any], *keys: str) -> Iterable[int]:
    """The rows of these keys that went along."""
    return [pk for key in keys for pk in told["moved"].get(key, [])]
