"""Compiling, filling in, asking."""

import copy
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date, datetime
from functools import wraps
from threading import Lock
from typing import Any, Generic, ParamSpec, TypeVar

from django.conf import settings
from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import QuerySet

from herringbone.core import clock
from herringbone.core.compiled.slots import MARK, Hidden, Slots, plain, stand_ins

P = ParamSpec("P")
Row = TypeVar("Row")
KEPT = 64  # of each declared query; a list has SQL of its own for each way to narrow it
CHECKED = 4  # how many fillings of each SQL a test compares with the query set's own
_PLACES = re.compile(r"(%%|%s)")


@dataclass
class Compiled:
    """A query as SQL in pieces, a parameter after each but the last. `slots`: by place, whose value stands there."""

    query_set: Any
    compiler: Any
    pieces: list[str]
    parameters: tuple[Any, ...]
    slots: dict[int, int]
    empty: bool = False
    checked: int = 0

    def filled(self, values: Sequence[Any], connection: Any, *, arrays: bool = False) -> tuple[str, tuple[Any, ...]]:
        """SQL and parameters for these values. As arrays, ids are one parameter, and so the SQL is the same however
        many there are: PostgreSQL plans it once."""
        if not self.slots:
            return "%s".join(self.pieces), self.parameters
        said, given = [self.pieces[0]], []
        for place, parameter in enumerate(self.parameters):
            places = "%s"
            if place not in self.slots:
                given.append(parameter)
            else:
                value = values[self.slots[place]]
                if isinstance(value, tuple) and arrays:
                    said[-1] = said[-1].removesuffix("IN (") + "= ANY ("
                    given.append([type(parameter)(one) for one in value])
                elif isinstance(value, tuple):
                    places = ", ".join(["%s"] * len(value))
                    given.extend(type(parameter)(one) for one in value)
                else:
                    given.append(_adapted(value, connection, type(parameter)))
            said.append(places)
            said.append(self.pieces[place + 1])
        return "".join(said), tuple(given)

    def rows(self, sql: str, parameters: tuple[Any, ...], connection: Any) -> list[Any]:
        """Ask the database, and make of its answer what the query set would."""
        compiler = copy.copy(self.compiler)
        compiler.connection = connection
        compiler.as_sql = lambda *_, **__: (sql, parameters)
        query: Any = _Asked(self.query_set.query, compiler)
        asked: Any = QuerySet(self.query_set.model, query, connection.alias)
        asked._iterable_class = self.query_set._iterable_class
        asked._prefetch_related_lookups = self.query_set._prefetch_related_lookups
        return list(asked)


class _Asked:
    """A query whose compiler is at hand."""

    def __init__(self, query: Any, compiler: Any) -> None:
        self._query = query
        self._compiler = compiler

    def get_compiler(self, *_: Any, **__: Any) -> Any:
        """The one whose SQL is filled in."""
        return self._compiler

    def __getattr__(self, name: str) -> Any:
        return getattr(self._query, name)


class CompiledOnce(Generic[P, Row]):
    """A declared query: called, it gives the rows as a list."""

    def __init__(self, build: Callable[P, "QuerySet[Any, Row]"]) -> None:
        wraps(build)(self)
        self.query_set = build
        self._known: dict[Any, Compiled] = {}
        self._lock = Lock()

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> list[Row]:
        """The rows for these values. Raises Hidden where the query asks more of a value than to pass it on."""
        connection = connections[DEFAULT_DB_ALIAS]
        slots = Slots()
        for value in args:
            slots.take(value)
        key = (connection.vendor, *slots.kind, *kwargs.items())
        known = self._known.get(key)
        if known is None:
            known = self._compile(args, kwargs, slots.values, connection)
            self._keep(key, known)
        if known.empty:
            if settings.COMPILED_ONCE_CHECKED:
                self._check_empty(args, kwargs, connection)
            return []
        if settings.COMPILED_ONCE_CHECKED and known.checked < CHECKED:
            known.checked += 1
            self._check(*known.filled(slots.values, connection), args, kwargs, connection)
        sql, parameters = known.filled(slots.values, connection, arrays=connection.vendor == "postgresql")
        return known.rows(sql, parameters, connection)

    def _compile(self, args: Any, kwargs: Any, values: Sequence[Any], connection: Any) -> Compiled:
        with _nothing_asked(connection):
            query_set: Any = self.query_set(*stand_ins(args), **kwargs)
        assert not query_set._known_related_objects, "a query compiled once starts from a model, not from a record"
        compiler = query_set.query.get_compiler(connection=connection)
        try:
            sql, parameters = compiler.as_sql()
        except EmptyResultSet:
            return Compiled(query_set, None, [], (), {}, empty=True)
        compiler.connection = None  # that of one thread: each call brings its own
        pieces = _pieces(sql)
        assert len(pieces) == len(parameters) + 1, "every parameter has its place"
        slots = dict(_found(pieces, parameters, values, connection))
        return Compiled(query_set, compiler, pieces, tuple(parameters), slots)

    def _keep(self, key: Any, known: Compiled) -> None:
        with self._lock:
            if len(self._known) >= KEPT:
                self._known.pop(next(iter(self._known)))
            self._known[key] = known

    def _check(self, sql: str, parameters: Any, args: Any, kwargs: Any, connection: Any) -> None:
        own = self.query_set(*args, **kwargs).query.get_compiler(connection=connection).as_sql()
        if (sql, list(parameters)) != (own[0], list(own[1])):
            raise Hidden(f"{self.query_set.__qualname__} is not the same for all calls:\n{sql}\n{parameters}\n{own}")

    def _check_empty(self, args: Any, kwargs: Any, connection: Any) -> None:
        with suppress(EmptyResultSet):
            self.query_set(*args, **kwargs).query.get_compiler(connection=connection).as_sql()
            raise Hidden(f"{self.query_set.__qualname__} finds nothing for stand-ins alone: is a column too narrow?")


def compiled_once(build: Callable[P, "QuerySet[Any, Row]"]) -> CompiledOnce[P, Row]:
    """Declare a query of which the SQL is made once for each kind of call; see `herringbone.core.compiled`."""
    return CompiledOnce(build)


@contextmanager
def _nothing_asked(connection: Any) -> Iterator[None]:
    """What is asked while a query is built would be compiled into it: neither the time nor the database."""

    def refuse(*_: Any) -> Any:
        raise Hidden("A query compiled once asks the database nothing while it is built")

    with connection.execute_wrapper(refuse), clock.stopped():
        yield


def _pieces(sql: str) -> list[str]:
    """The SQL between its %s; what is written %% stays so."""
    pieces = [""]
    for part in _PLACES.split(sql):
        if part == "%s":
            pieces.append("")
        else:
            pieces[-1] += part
    return pieces


def _found(
    pieces: Sequence[str], parameters: Sequence[Any], values: Sequence[Any], connection: Any
) -> Iterator[tuple[int, int]]:
    """Where stand-ins stand: place, number of the value."""
    wanted = {_adapted(plain(number, value), connection, None): number for number, value in enumerate(values)}
    for place, parameter in enumerate(parameters):
        if isinstance(parameter, (int, str, date)) and parameter in wanted:
            number = wanted[parameter]
            if isinstance(values[number], tuple):
                assert pieces[place].endswith("IN (") and pieces[place + 1].startswith(")"), "ids stand in an IN"
            yield place, number
        elif isinstance(parameter, str) and MARK in parameter:
            raise Hidden("A text in a query compiled once is compared as it is, not as a pattern")


def _adapted(value: Any, connection: Any, sort: type | None) -> Any:
    """The value as this database's driver is given it; `sort` is that of the parameter in whose place it comes."""
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    if isinstance(value, date):
        return connection.ops.adapt_datefield_value(value)
    if isinstance(value, int) and sort is not None:
        return sort(value)
    return value
