"""What stands for a value while a query is compiled, and is found again among the parameters of its SQL.

Each refuses whatever would hide that it is not the value itself: a day later than a stand-in, or the ids that two sets
of stand-ins share, would be compiled into the SQL as if they were the same for everybody and for ever.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from itertools import count
from typing import Any, NoReturn, Protocol

FAR = 3987  # a year of which nothing tells
FIRST_DAY = date(FAR, 2, 1).toordinal()
BEYOND = 2_147_483_000  # ids above it are nobody's; a column of 32 bits holds it, or its query would be taken for empty
MARK = "\N{LATIN LETTER ALVEOLAR CLICK}stands for "  # begins a text that nobody types
MANY = (set, frozenset, list, tuple)


class Hidden(TypeError):
    """A query that is compiled once asks for the value of something that differs from call to call."""


def _refuse(*_: Any, **__: Any) -> NoReturn:
    raise Hidden("A query compiled once may pass its arguments on to the database, and do nothing else with them")


class AMoment(datetime):
    """Stands for a moment."""

    __add__ = __radd__ = __sub__ = __rsub__ = __lt__ = __le__ = __gt__ = __ge__ = _refuse
    date = time = timetz = isoformat = timestamp = _refuse

    def astimezone(self, tz: Any = None) -> Any:
        """In UTC, as SQLite keeps moments; nothing else can be told of it."""
        return datetime(*self.timetuple()[:6], self.microsecond, tzinfo=UTC) if tz == UTC else _refuse()


class ADay(date):
    """Stands for a day."""

    __add__ = __radd__ = __sub__ = __rsub__ = __lt__ = __le__ = __gt__ = __ge__ = _refuse
    weekday = isoweekday = toordinal = _refuse


class AnId(int):
    """Stands for the id of a record."""

    __add__ = __radd__ = __sub__ = __rsub__ = __lt__ = __le__ = __gt__ = __ge__ = _refuse


class AText(str):
    """Stands for a text. What is made of it, such as a pattern, is found out by its mark."""

    __slots__ = ()


class SomeIds:
    """Stands for ids of records, of which there is at least one."""

    __contains__ = __and__ = __rand__ = __or__ = __ror__ = __sub__ = __rsub__ = __xor__ = __rxor__ = _refuse
    __lt__ = __le__ = __gt__ = __ge__ = _refuse

    def __init__(self, one: AnId) -> None:
        self._one = one

    def __iter__(self) -> Iterator[AnId]:
        yield self._one

    def __len__(self) -> int:
        return 1


class Told(Protocol):
    """Something with parts that are passed on one by one."""

    def told_to_slots(self) -> tuple[dict[str, Any], dict[str, Any]]:
        """By name, what may be asked of it freely, and what only stand-ins are given for."""


@dataclass
class Slots:
    """The values of one call in the order of their stand-ins, and what kind of call it is.

    `kind` is made of all that does not differ between calls which share their SQL: which values there are and of what
    sort, which sets are empty, and what may be asked freely.
    """

    values: list[Any] = field(default_factory=list)
    kind: list[Any] = field(default_factory=list)

    def take(self, value: Any) -> None:
        """Count a value in. Raises Hidden for one that no stand-in can be made of."""
        if value is None:
            self.kind.append(None)
        elif hasattr(value, "told_to_slots"):
            free, parts = value.told_to_slots()
            self.kind.extend(free.values())
            for part in parts.values():
                self.take(part)
        elif isinstance(value, MANY):
            self.kind.append(bool(value))
            if value:
                self.values.append(tuple(dict.fromkeys(value)))
        else:
            self.kind.append(_sort(value))
            self.values.append(value)


def stand_ins(values: Iterable[Any]) -> tuple[Any, ...]:
    """The arguments with stand-ins for all that differs between calls of the same kind."""
    number = count()

    def of(value: Any) -> Any:
        if value is None:
            return None
        if hasattr(value, "told_to_slots"):
            free, parts = value.told_to_slots()
            made = object.__new__(value.__class__)  # what a lazy object stands for
            made.__dict__.update(free, **{name: of(part) for name, part in parts.items()})
            return made
        if isinstance(value, MANY):
            return SomeIds(AnId(BEYOND + next(number))) if value else frozenset()
        return _stand_in(_sort(value), next(number))

    return tuple(of(value) for value in values)


def _sort(value: Any) -> type:
    for sort in (datetime, date, int, str):
        if isinstance(value, sort) and not isinstance(value, bool):
            return sort
    raise Hidden(f"{type(value).__name__} cannot stand in a query compiled once: give its id, or give it by name")


def _stand_in(sort: type, number: int) -> Any:
    if sort is datetime:
        return AMoment(FAR, 1, 1, microsecond=number, tzinfo=UTC)
    if sort is date:
        return ADay.fromordinal(FIRST_DAY + number)
    return AnId(BEYOND + number) if sort is int else AText(f"{MARK}{number}")


def plain(number: int, value: Any) -> Any:
    """What the stand-in of this number looks like among the parameters: of the sort of `value`."""
    sort = int if isinstance(value, tuple) else _sort(value)
    if sort is datetime:
        return datetime(FAR, 1, 1, microsecond=number, tzinfo=UTC)
    if sort is date:
        return date.fromordinal(FIRST_DAY + number)
    return BEYOND + number if sort is int else f"{MARK}{number}"
