"""Entries kept in step with their records, as duties are: in the transaction of the action that changed them."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import connection

from herringbone.core.search import words
from herringbone.core.search.declare import Searched, Text, register
from herringbone.core.search.engines import whole
from herringbone.core.search.models import SearchEntry

BATCH = 500
LONGEST_BODY = 20_000
COLUMNS = ("client", "shown", "key", "title", "aside", "at", "body", "names", "words", "keys")

_put_off: ContextVar[bool] = ContextVar("search_put_off", default=False)


@contextmanager
def put_off() -> Iterator[None]:
    """Leave the entries as they are while a long history is filled in. Whoever does so brings them up to date."""
    token = _put_off.set(True)
    try:
        yield
    finally:
        _put_off.reset(token)


def follow(touched: Mapping[str, Iterable[int]]) -> None:
    """Bring up to date what events about these records (model's label, ids) can have changed."""
    if _put_off.get():
        return
    for kind in register.values():
        subjects: set[int] = set()
        for label, path in kind.follows.items():
            if ids := touched.get(label):
                found = kind.model._base_manager.filter(**{f"{path}__in": ids}).values_list("pk", flat=True)
                subjects.update(ids if path == "pk" else found)
        if subjects:
            refresh(kind, subjects)


def refresh(kind: Searched, subjects: Iterable[int]) -> None:
    """Write what the declaration says about some records, and nothing else about them."""
    subjects = list(subjects)
    for first in range(0, len(subjects), BATCH):
        _refresh(kind, subjects[first : first + BATCH])


def _refresh(kind: Searched, subjects: list[int]) -> None:
    stored = {(one.subject, one.part): one for one in SearchEntry.objects.filter(kind=kind.kind, subject__in=subjects)}
    made, changed = [], []
    for entry in _wanted(kind, kind.rows().filter(pk__in=subjects)):
        old = stored.pop((entry.subject, entry.part), None)
        if old is None:
            made.append(entry)
        elif _differ(old, entry):
            entry.pk = old.pk
            changed.append(entry)
    if stored:
        SearchEntry.objects.filter(pk__in=[one.pk for one in stored.values()]).delete()
    if made:
        SearchEntry.objects.bulk_create(made, batch_size=BATCH)
    if changed:
        SearchEntry.objects.bulk_update(changed, COLUMNS, batch_size=100)


def rebuild() -> None:
    """Write all entries anew, the oldest first: after a bulk import, an upgrade, or what `check` found."""
    SearchEntry.objects.all().delete()
    for kind in register.values():
        batch: list[SearchEntry] = []
        for entry in _wanted(kind, kind.rows().order_by("pk")):
            batch.append(entry)
            if len(batch) >= BATCH:
                SearchEntry.objects.bulk_create(batch)
                batch = []
        SearchEntry.objects.bulk_create(batch)


def differences() -> Iterator[str]:
    """Where entries and records disagree, in words: never, unless something wrote past the actions."""
    for kind in register.values():
        stored = {(one.subject, one.part): one for one in SearchEntry.objects.filter(kind=kind.kind)}
        for entry in _wanted(kind, kind.rows().order_by("pk")):
            old = stored.pop((entry.subject, entry.part), None)
            if old is None or _differ(old, entry):
                yield f"search: {kind.kind} {entry.subject} is {'stale' if old else 'missing'}"
        yield from (f"search: {kind.kind} {subject} is not to be found" for subject, _part in stored)
    for name in SearchEntry.objects.exclude(kind__in=list(register)).values_list("kind", flat=True).distinct():
        yield f"search: nothing of the kind {name} is searched"


def index_differences() -> Iterator[str]:
    """Where the index and its table disagree, in words. Asked apart: SQLite looks only where it might write."""
    if not whole(connection):
        yield "search: the index does not hold what its table does"


def _wanted(kind: Searched, rows: Any) -> Iterator[SearchEntry]:
    for record in rows.iterator(chunk_size=BATCH):
        for text in kind.texts(record):
            yield _entry(kind, record.pk, text)


def _entry(kind: Searched, subject: int, text: Text) -> SearchEntry:
    body = text.body[:LONGEST_BODY]
    names = words.kept((text.title, *text.names))
    return SearchEntry(
        kind=kind.kind, subject=subject, part=text.part, client=text.client, shown=text.shown.value, key=text.key,
        title=text.title, aside=text.aside[:250], at=text.at, body=body, names=names,
        words=words.kept((names, body)), keys=f":k{kind.kind} :h{kind.shelf} :c{text.client or 0} :s{text.shown.value}",
    )  # fmt: skip


def _differ(one: SearchEntry, other: SearchEntry) -> bool:
    return any(getattr(one, column) != getattr(other, column) for column in COLUMNS)
