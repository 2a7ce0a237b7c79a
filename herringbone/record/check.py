"""What `check` recomputes: chains, seals, numbers, files, duties, what is searched; higher floors add their own."""

from collections.abc import Callable, Iterator
from contextlib import nullcontext
from typing import Any

from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.db.models import Exists, OuterRef, Q

from herringbone.core.moment import one_moment
from herringbone.core.search.keeping import differences as search_differences
from herringbone.core.search.keeping import index_differences
from herringbone.record.acts import untold
from herringbone.record.duties.keeping import differences
from herringbone.record.editions import broken_seals, gaps
from herringbone.record.events import broken_links
from herringbone.record.files import broken_files

Check = Callable[[], Iterator[str]]
_checks: list[Check] = [broken_links, untold, broken_seals, gaps, differences, search_differences]
# What a moment of the database does not hold. Each sees to it that work meanwhile does not look like damage.
_apart: tuple[Check, ...] = (broken_files, index_differences)


def declare_check(*checks: Check) -> None:
    """Add an invariant of a feature: one line in its `apps.py`. A check yields what is wrong, in words."""
    _checks.extend(check for check in checks if check not in _checks)


def findings(*, but: tuple[Check, ...] = ()) -> Iterator[str]:
    """Everything wrong with the record, in words; nothing when all is well.

    People may go on working: all that is compared is of one moment. A check that stumbles over what is damaged says
    so, and the others go on. `but` names checks to be left out.
    """
    with one_moment():
        for check in (one for one in (orphans, *_checks) if one not in but):
            yield from _whatever_comes(check)
    for check in (one for one in _apart if one not in but):
        yield from _whatever_comes(check)


def _whatever_comes(check: Check) -> Iterator[str]:
    try:
        # PostgreSQL lets nothing be read any more in a transaction in which one statement has failed.
        with transaction.atomic() if connection.in_atomic_block else nullcontext():
            yield from check()
    except Exception as error:  # whatever it stumbled over is a finding
        yield f"{check.__module__}.{check.__name__} could not be finished: {type(error).__name__}"


def orphans() -> Iterator[str]:
    """Rows that point to nothing: the database refuses them, unless somebody switched that off."""
    if connection.vendor != "sqlite":
        yield from _lost_rows()  # PostgreSQL looks at what is written only when it is written
        return
    try:
        connection.check_constraints()
    except IntegrityError as error:
        yield f"orphan: {error}"


def _lost_rows() -> Iterator[str]:
    """Every row with a foreign key to a row that is not there. One query for each model."""
    for model in apps.get_models(include_auto_created=True):
        keys = [field for field in model._meta.concrete_fields if field.remote_field and model._meta.managed]
        lost: Any = Q(pk__in=[])
        for field in keys:
            target = field.target_field.attname  # type: ignore[attr-defined]
            there = field.related_model._base_manager.filter(**{target: OuterRef(field.attname)})  # type: ignore[union-attr]
            lost |= Q(**{f"{field.attname}__isnull": False}) & ~Exists(there)
        if keys:
            rows = model._base_manager.filter(lost).values_list("pk", flat=True)
            yield from (f"orphan: {model._meta.label} {pk} points to nothing" for pk in rows)
