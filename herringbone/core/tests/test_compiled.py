"""Queries whose SQL is made once: the same rows as Django's, and no value of one call in the answer to another."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext

from herringbone.core import clock
from herringbone.core.compiled import Hidden, compiled_once
from herringbone.core.compiled.once import KEPT
from herringbone.core.models import Office
from herringbone.people.models import Absence, Person
from herringbone.record.models import Edition
from herringbone.work.models import Deliverable
from tests.world import World

WHEN = datetime(2026, 11, 23, 9, tzinfo=UTC)


@compiled_once
def _named(ids: list[int], name: str | None, *, most: int | None = None) -> QuerySet[Person]:
    rows = Person.objects.filter(pk__in=ids).select_related("office").order_by("pk")
    return (rows.filter(name=name) if name is not None else rows)[:most]


def test_e_the_rows_are_those_of_the_query_set_for_sets_of_every_size(world: World) -> None:
    everyone = list(Person.objects.order_by("pk").values_list("pk", flat=True))
    for many in (0, 1, 2, 7, len(everyone)):
        assert [person.pk for person in _named(everyone[:many], None)] == everyone[:many]
    last = Person.objects.get(pk=everyone[-1])
    assert _named(everyone, last.name) == [last]
    assert _named(everyone, "100% %s nobody") == []
    assert len(_named(everyone, None, most=3)) == 3


def test_e_related_records_come_along_and_nothing_is_asked_twice(world: World) -> None:
    everyone = list(Person.objects.values_list("pk", flat=True))
    _named(everyone, None)
    with CaptureQueriesContext(connection) as asked:
        assert all(isinstance(person.office, Office) for person in _named(everyone, None))
    assert len(asked) == 1


def test_e_moments_and_days_are_those_of_the_call(world: World) -> None:
    @compiled_once
    def away(at: datetime, on: date) -> QuerySet[Absence]:
        return Absence.objects.filter(begins__lt=at, ends__date__gt=on)

    first = Absence.objects.create(
        person=world.ae_alder, cover=world.bizdev, begins=WHEN, ends=WHEN + timedelta(days=1)
    )
    assert away(first.begins, date(2026, 11, 23)) == []
    assert away(first.begins + timedelta(seconds=1), date(2026, 11, 23)) == [first]
    assert away(first.begins + timedelta(seconds=1), date(2026, 11, 24)) == []


@pytest.mark.parametrize(
    "build",
    [
        lambda at, on, pk, ids: Person.objects.filter(last_login__lt=at + timedelta(days=1)),
        lambda at, on, pk, ids: Person.objects.filter(last_login__lt=at if at > WHEN else WHEN),
        lambda at, on, pk, ids: Person.objects.filter(last_login__year=at.date().year),
        lambda at, on, pk, ids: Absence.objects.filter(begins__date=on - timedelta(days=1)),
        lambda at, on, pk, ids: Person.objects.filter(pk=pk + 1),
        lambda at, on, pk, ids: Person.objects.filter(pk__in=ids - {3}),
        lambda at, on, pk, ids: Person.objects.filter(pk__in=ids | {3}),
        lambda at, on, pk, ids: Person.objects.filter(pk=1 if 1 in ids else 2),
        lambda at, on, pk, ids: Person.objects.filter(last_login__lt=clock.now()),
        lambda at, on, pk, ids: Person.objects.filter(pk=Person.objects.get().pk),
    ],
)
def test_e_a_query_that_would_keep_what_one_call_said_is_refused(world: World, build) -> None:
    with pytest.raises((Hidden, RuntimeError)):
        compiled_once(build)(WHEN, WHEN.date(), 1, {1, 2})


def test_e_a_pattern_made_of_a_text_is_refused(world: World) -> None:
    with pytest.raises(Hidden):
        compiled_once(lambda text: Person.objects.filter(name__contains=text))("Ada")


def test_e_a_record_or_a_truth_is_given_by_its_id_or_by_name(world: World) -> None:
    with pytest.raises(Hidden):
        compiled_once(lambda person: Person.objects.filter(pk=person.pk))(world.head)
    with pytest.raises(Hidden):
        compiled_once(lambda yes: Person.objects.filter(is_active=yes))(True)


def test_e_a_test_notices_sql_that_is_not_the_same_for_all_calls(world: World) -> None:
    seen: list[int] = []

    @compiled_once
    def by_turns(pk: int) -> QuerySet[Person]:
        seen.append(pk)
        return Person.objects.filter(pk=pk, is_active=len(seen) < 3)

    by_turns(world.head.pk)
    with pytest.raises(Hidden, match="not the same"):
        by_turns(world.head.pk)


def test_s28_what_is_kept_is_bounded_however_many_ways_somebody_asks(world: World) -> None:
    @compiled_once
    def first(pk: int, *, most: int) -> QuerySet[Person]:
        return Person.objects.filter(pk=pk)[:most]

    for most in range(1, 3 * KEPT):
        assert first(world.head.pk, most=most) == [world.head]
    assert len(first._known) == KEPT


def test_e_a_column_of_32_bits_is_wide_enough_for_a_stand_in_on_every_database(db: None) -> None:
    @compiled_once
    def issued(number: int) -> QuerySet[Edition]:
        return Edition.objects.filter(number=number)

    with CaptureQueriesContext(connection) as asked:
        assert issued(7) == []
    assert len(asked) == 1, "the database was asked: it was not taken for empty"


@pytest.mark.skipif(connection.vendor == "sqlite", reason="its columns have no width")
def test_e_a_column_too_narrow_for_a_stand_in_is_noticed(world: World) -> None:
    @compiled_once
    def promised(rounds: int) -> QuerySet[Deliverable]:
        return Deliverable.objects.filter(rounds=rounds)

    with pytest.raises(Hidden, match="too narrow"):
        promised(2)
