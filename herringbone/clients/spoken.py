"""When a client and the agency last had to do with each other: the one answer of list, page and desk.

Only what took place counts: a message, and what higher floors declare, such as a meeting that was held. What is
planned, was called off or is work on a job is none.

declare_contact(lambda at, of: Meeting.objects.filter(client=OuterRef("pk"), ...).values("ends")[:1])
"""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import reduce
from typing import Any

from django.db.models import DateTimeField, OuterRef, QuerySet, Subquery, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce, Greatest, NullIf

from herringbone.clients.models import Message

NEVER = datetime(1900, 1, 1, tzinfo=UTC)  # for SQLite, where the greatest of something and nothing is nothing
Moments = Callable[[datetime, str | None], QuerySet[Any, Any]]


def _messages(at: datetime, contact: str | None) -> QuerySet[Any, Any]:
    written = Message.objects.filter(client=OuterRef("pk"), at__lte=at)
    if contact:
        written = written.filter(contact=OuterRef(contact))
    return written.order_by("-at").values("at")[:1]


_declared: list[Moments] = [_messages]


def declare_contact(moments: Moments) -> None:
    """Let something else count as contact: the last moment of it until `at`, for the client of the outer row; with one
    contact of the client alone, where the column of the outer row that holds them is named."""
    _declared.append(moments)


def last_contact(at: datetime) -> Combinable:
    """An expression over a client's row: when they last had to do with each other before `at`; None for never."""
    return _latest(at, None)


def last_contact_with(contact: str, at: datetime) -> Combinable:
    """The same of one person there: the contact whose id the column `contact` of the client's row holds."""
    return _latest(at, contact)


def _latest(at: datetime, contact: str | None) -> Combinable:
    moment = DateTimeField()
    never = Value(NEVER, output_field=moment)
    each = [Coalesce(Subquery(moments(at, contact)), never, output_field=moment) for moments in _declared]
    return NullIf(reduce(lambda one, other: Greatest(one, other, output_field=moment), each), never)  # type: ignore[arg-type, return-value]
