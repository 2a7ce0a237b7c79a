"""Stored duties, kept in step with their declarations.

Why stored at all: the desk asks every kind at once, and a UNION over some sixty declarations costs more to
plan than to run. Why this is no second truth: the rows are the declared query's own answer, written in the
transaction that changed the evidence, and `differences` recomputes every one of them.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Model, Q

from herringbone.core import clock
from herringbone.core.search import keeping as searching
from herringbone.record.duties.declare import COLUMNS, Kind, register
from herringbone.record.duties.holding import settle
from herringbone.record.duties.owed import BATCH, owed
from herringbone.record.models import Duty, Event, Horizon, Policy, Takeover

A_DAY = timedelta(days=1)
CHANGEABLE = ("title", "facts", "client_id", "owner_id", "due", "done")


_put_off: ContextVar[bool] = ContextVar("put_off", default=False)


@contextmanager
def put_off() -> Iterator[None]:
    """Leave the duties, and what is searched, as they are while a long history is filled in. Whoever does so calls
    `rebuild` at its end."""
    token = _put_off.set(True)
    try:
        with searching.put_off():
            yield
    finally:
        _put_off.reset(token)


def keep_in_step(event: Event, subject: Model) -> None:
    """Bring the duties up to date that an event can have changed, and what is searched. The event's client chain is
    locked already."""
    if _put_off.get():
        return
    searching.follow({event.subject_label: {event.subject_id}})
    if horizon() < clock.now():  # the worker was away for long
        write_ahead(clock.now())
    if isinstance(subject, Policy):
        _follow_policy(subject)
    _follow(event.subject_label, event.subject_id, str(getattr(subject, "kind", "")))


def follow(record: Model) -> None:
    """The same for a further record that an action has changed beside its event's subject."""
    if not _put_off.get():
        searching.follow({record._meta.label: {record.pk}})
        _follow(record._meta.label, record.pk, str(getattr(record, "kind", "")))


def forget(kind_of: type[Model], pk: int) -> None:
    """Let go of the duties about a record that is no more."""
    if not _put_off.get():
        for kind in register.values():
            if kind.subject is kind_of:
                refresh(kind, {pk})


def _follow(label: str, pk: int, of_kind: str) -> None:
    for kind in register.values():
        path = kind.follows.get(label) or kind.follows.get(f"{label}:{of_kind}")
        if path:
            touched = kind.subject._base_manager.filter(**{path: pk}).values_list("pk", flat=True)
            refresh(kind, set(touched))


def _follow_policy(policy: Policy) -> None:
    """A new setting counts for what begins after it: duties written ahead may begin so late."""
    kind = register.get(policy.kind)
    if kind:
        later = Duty.objects.filter(kind=kind.name, started__gte=policy.begins)
        if policy.client_id:
            later = later.filter(client=policy.client_id)
        refresh(kind, set(later.values_list("subject", flat=True)))


def count_anew(client: Model) -> None:
    """Bring up to date what is owed to a client and not yet due, after the calendar by which it is counted has changed.
    The client's chain is locked already.

    Of the client itself every kind is asked: a day that opens may begin what was not owed before.
    """
    subjects: dict[str, set[int]] = {
        name: {client.pk} for name, kind in register.items() if kind.subject is type(client)
    }
    for name, subject in Duty.objects.filter(client=client.pk, due__gte=clock.now()).values_list("kind", "subject"):
        subjects.setdefault(name, set()).add(subject)
    for name, of_kind in subjects.items():
        refresh(register[name], of_kind)


def refresh(kind: Kind, subjects: Iterable[int]) -> None:
    """Write what the declaration says about some subjects, up to the horizon, and nothing else about them.

    A due moment that is past stays as it was, whatever calendar or settings say now; and who held the duty then is
    written down before it gets another owner.
    """
    subjects = list(subjects)
    if not subjects:
        return
    now = clock.now()
    wanted = {_key(row): row for row in owed(kind, of=subjects, until=horizon())}
    stored = {(duty.subject, duty.started): duty for duty in Duty.objects.filter(kind=kind.name, subject__in=subjects)}
    gone = [duty.pk for key, duty in stored.items() if key not in wanted]
    if gone:
        Duty.objects.filter(pk__in=gone).delete()
    _insert(kind, (row for key, row in wanted.items() if key not in stored))
    common = wanted.keys() & stored.keys()
    passed_on = [
        stored[key].pk for key in common
        if stored[key].fell_on is None and stored[key].due <= now and stored[key].owner_id != wanted[key]["owner_id"]
    ]  # fmt: skip
    if passed_on:
        settle(passed_on)
    changed = []
    for key in common:
        duty, row = stored[key], wanted[key]
        if duty.due <= now:
            row = {**row, "due": duty.due}
        if _differ(duty, row):
            for column in CHANGEABLE:
                setattr(duty, column, row[column])
            duty.in_time = Duty.was_in_time(duty.due, duty.done)
            changed.append(duty)
    if changed:
        columns = ["title", "facts", "client", "owner", "due", "done", "in_time"]
        Duty.objects.bulk_update(changed, columns, batch_size=BATCH)


def write_ahead(until: datetime) -> None:
    """Write the duties that begin between the old horizon and `until`; the worker does so daily, two weeks ahead."""
    was = horizon()
    for kind in register.values():
        written = set(Duty.objects.filter(kind=kind.name, started__gt=was).values_list("subject", "started"))
        rows = owed(kind, after=was, until=until)
        _insert(kind, (row for row in rows if _key(row) not in written))
    Horizon.objects.update_or_create(pk=1, defaults={"until": max(was, until)})


def horizon() -> datetime:
    """How far duties are written ahead; before the first `write_ahead`, up to now."""
    row = Horizon.objects.filter(pk=1).first()
    return row.until if row else clock.now()


def rebuild(until: datetime) -> None:
    """Write all duties anew up to a moment, and what is searched: after a bulk import, and after `check` found
    differences.

    Due moments that are past, who held the duties then, and takeovers stay.
    """
    searching.rebuild()
    now = clock.now()
    kept = ("due", "held_by_id", "fell_on")
    past = {
        (kind, subject, started): dict(zip(kept, stays, strict=True))
        for kind, subject, started, *stays in Duty.objects.filter(due__lte=now).values_list(
            "kind", "subject", "started", *kept
        )
    }
    taken = {(one.kind, one.subject, one.started): one for one in Takeover.objects.order_by("at", "pk")}
    Duty.objects.all().delete()
    Horizon.objects.update_or_create(pk=1, defaults={"until": until})
    for kind in register.values():
        rows = owed(kind, until=until)
        _insert(kind, ({**row, **past.get((kind.name, *_key(row)), {})} for row in rows))
    for (name, subject, started), one in taken.items():
        Duty.objects.filter(kind=name, subject=subject, started=started).update(taken_by=one.by_id, taken_at=one.at)
    settle()


def differences() -> Iterator[str]:
    """Where stored duties and declarations disagree, in words: never, unless something wrote past the actions."""
    now = clock.now()
    for kind in register.values():
        stored = {(duty.subject, duty.started): duty for duty in Duty.objects.filter(kind=kind.name)}
        for row in owed(kind, until=horizon()):
            duty, name = stored.pop(_key(row), None), f"{kind.name} of {row['title']} from {row['started']:%Y-%m-%d}"
            if duty is not None and duty.due <= now:
                if duty.due != row["due"] and not _may_be_due_otherwise(kind, duty):
                    yield f"{name}: its due moment was changed"
                row = {**row, "due": duty.due}
            if duty is None or _differ(duty, row):
                yield f"{name}: {'stale' if duty else 'missing'}"
            elif duty.fell_on and abs(duty.fell_on - duty.due.date()) > A_DAY:
                yield f"{name}: it is counted on another day than it was due"
        yield from (f"{kind.name} of {duty.title} from {duty.started:%Y-%m-%d}: not owed" for duty in stored.values())
    unknown = Duty.objects.exclude(Q(kind__in=list(register)))
    yield from (f"{duty.kind}: no such kind of duty" for duty in unknown)


def _may_be_due_otherwise(kind: Kind, duty: Duty) -> bool:
    """Whether something has happened since by which a past due moment, which stays, would be another today: to the
    calendar of an office, the lengths of duties, or a record that the duty follows from.
    """
    since = Q(subject_label="core.Office") | Q(subject_label="record.Policy")
    since &= Q(at__gte=duty.started)
    for told, path in kind.follows.items():
        ids = kind.subject._base_manager.filter(pk=duty.subject).values_list(path, flat=True)
        label = told.partition(":")[0]
        since |= Q(subject_label=label, subject_id__in=[pk for pk in ids if pk], at__gt=duty.due)
    return Event.objects.filter(since).exists()


def _insert(kind: Kind, rows: Iterable[dict[str, Any]]) -> None:
    made = (Duty(kind=kind.name, in_time=Duty.was_in_time(row["due"], row["done"]), **row) for row in rows)
    Duty.objects.bulk_create(made, batch_size=BATCH)


def _key(row: dict[str, Any]) -> tuple[int, datetime]:
    return row["subject"], row["started"]


def _differ(duty: Duty, row: dict[str, Any]) -> bool:
    return any(getattr(duty, column) != row[column] for column in CHANGEABLE)


assert set(CHANGEABLE) | {"subject", "started"} == set(COLUMNS)
