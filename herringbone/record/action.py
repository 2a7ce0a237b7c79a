"""One action, one transaction, one event.

    @action("contact report issued", may=may_write_report)
    def issue_contact_report(*, by: Person, report: ContactReport) -> Done[Edition]:
        refuse_unless(report.items.exists(), _("A report without items says nothing"))
        ...
        return Done(edition, {"number": edition.number}, thread=Thread("agency", {"number": edition.number}))

The caller gets the edition. Page, REST, command line, importer and demo data call the same function.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from enum import Enum
from functools import wraps
from typing import Any, Generic, TypeVar

from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

from herringbone.record import events
from herringbone.record.actor import ByLink, System
from herringbone.record.duties import keeping
from herringbone.record.events import Thread
from herringbone.record.models import Denial, Event, Once

__all__ = ["Denied", "Done", "Refused", "SentBefore", "Thread", "action", "after_action", "refuse_unless", "saying"]

Record = TypeVar("Record", bound=models.Model)


class Denied(Exception):
    """This person may not do that."""


class SentBefore(Exception):
    """A form with this key was done already, and it said something else."""


class Refused(Exception):
    """A rule of the trade stands against it; the text is for the person's eyes. `field` names where on the form."""

    def __init__(self, reason: str, field: str = "") -> None:
        super().__init__(reason)
        self.field = field


@dataclass(frozen=True)
class Done(Generic[Record]):
    """What an action's body hands back: the record made or changed, the event's particulars, the thread's entry."""

    subject: Record
    particulars: Mapping[str, Any] = field(default_factory=dict)
    thread: Thread | None = None


def refuse_unless(holds: Any, reason: str, field: str = "") -> None:
    """State a rule. Raises Refused with the reason when it does not hold; `field` names the form's field."""
    if not holds:
        raise Refused(reason, field)


_acting: ContextVar[bool] = ContextVar("acting", default=False)
_content: ContextVar[str] = ContextVar("content", default="")
_listeners: list[Callable[[Event], None]] = []


@contextmanager
def saying(content: str) -> Iterator[None]:
    """Inside, a form's key stands for this content: a digest of what was sent. An action that is given a key which
    stands for other content raises SentBefore. Without content every form of a key counts as the same."""
    token = _content.set(content)
    try:
        yield
    finally:
        _content.reset(token)


def after_action(listener: Callable[[Event], None]) -> None:
    """Have something forgotten when an action has written, such as a person's standing kept for one request.

    The listener is given the action's event; inner actions tell of theirs first.
    """
    _listeners.append(listener)


def action(verb: str, *, may: Callable[..., bool]) -> Callable[[Callable[..., Done[Record]]], Callable[..., Record]]:
    """Turn a body that writes into an action. `may` gets the same keyword arguments and answers yes or no.

    In one transaction: permission, the body with its rules, the event, the duties that follow. An action may
    call a lower floor's action; then all of it stands or falls together. Denied and Refused leave the database
    as it was, except that a denial is noted once the transaction is undone.
    Actions on one client run one after the other (`events.lock_chains`), so a body need not lock rows; and the records
    handed in are read anew once it is their turn, since whoever called had loaded them before (`renewed`); where one
    has changed, permission is asked again.
    `once`, the key of the form on the page, makes a double click harmless: the second call gets the first
    one's record and nothing happens twice. What it says is compared where the page has said so (`saying`).
    """

    # The type system cannot add `once` to a body's own arguments, so it is told of the outcome alone.
    def declare(body: Callable[..., Done[Record]]) -> Callable[..., Record]:
        @wraps(body)
        def perform(*, by: Any, once: str = "", **given: Any) -> Record:
            outermost = not _acting.get()
            token = _acting.set(True)
            try:
                with transaction.atomic():
                    key = f"{by.pk}:{verb}:{once}" if once else ""
                    return _perform(verb, may, body, by, key, given, outermost)
            except Denied:
                if outermost:
                    _note_denial(by, verb, given)
                raise
            finally:
                _acting.reset(token)

        perform.verb = verb  # type: ignore[attr-defined]  # read by the test that lists all actions
        return perform

    return declare


def done_before(perform: Callable[..., Any], by: Any, once: str) -> bool:
    """Whether an action was done already with this key of a form: done again, it answers what it made then."""
    verb = perform.verb  # type: ignore[attr-defined]  # written by `action`
    return bool(once) and Once.objects.filter(key=f"{by.pk}:{verb}:{once}").exists()


def _perform(
    verb: str, may: Callable[..., bool], body: Callable[..., Any], by: Any, key: str, given: Any, anew: bool = False
) -> Any:
    if not may(by=by, **given):
        raise Denied(verb)
    if key and not _claim(key):
        first = Once.objects.select_related("event").get(key=key)
        assert first.event, "a key and its event are committed together"
        if first.content and _content.get() and first.content != _content.get():
            raise SentBefore(verb)
        return first.event.subject
    events.lock_chains(*given.values())
    met = [renewed(one) for one in given.values() if isinstance(one, models.Model)] if anew else []
    if Meanwhile.GONE in met:
        raise Refused(_("That is gone: somebody took it away meanwhile"))
    if Meanwhile.CHANGED in met and not may(by=by, **given):
        raise Denied(verb)
    done = body(by=by, **given)
    event = events.append(by=by, verb=verb, done=done)
    keeping.keep_in_step(event, done.subject)
    if key:
        Once.objects.filter(key=key).update(event=event)
    for listener in _listeners:
        listener(event)
    return done.subject


class Meanwhile(Enum):
    """What has become of a record since it was loaded."""

    SAME = "same"
    CHANGED = "changed"
    GONE = "gone"


def renewed(record: models.Model) -> Meanwhile:
    """Bring a record up to date with its row, and forget what was kept of rows that point to it. One query.

    What was loaded before the lock was waited for may have been changed meanwhile, and with it who may do it.
    """
    if record.pk is None or record._state.adding:
        return Meanwhile.SAME
    deferred = record.get_deferred_fields()
    names = [one.attname for one in record._meta.concrete_fields if one.attname not in deferred]
    row = record._meta.model._base_manager.filter(pk=record.pk).values_list(*names).first()
    changed = {one: it for one, it in zip(names, row or (), strict=row is not None) if getattr(record, one) != it}
    for name, value in changed.items():
        setattr(record, name, value)  # a key that names another row lets go of the one that was loaded
    getattr(record, "_prefetched_objects_cache", {}).clear()
    for one in record._meta.related_objects:
        if one.one_to_one and one.is_cached(record):
            one.delete_cached_value(record)
    if row is None:
        return Meanwhile.GONE
    return Meanwhile.CHANGED if changed else Meanwhile.SAME


def _claim(key: str) -> bool:
    """Whether this call is the first with its key. A rival's call in flight is waited for."""
    try:
        with transaction.atomic():
            Once.objects.create(key=key, content=_content.get())
    except IntegrityError:
        return False
    return True


def _note_denial(by: Any, verb: str, given: Mapping[str, Any]) -> None:
    subject = next((one for one in given.values() if isinstance(one, models.Model) and one.pk), None)
    Denial.objects.create(
        by=None if isinstance(by, ByLink | System) else by,
        verb=verb,
        subject_label=subject._meta.label if subject else "",
        subject_id=subject.pk if subject and isinstance(subject.pk, int) else None,
    )
