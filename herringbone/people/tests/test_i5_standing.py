"""Where a person stands is worked out in few queries and little time, whatever the number of clients (I5)."""

import time
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from herringbone.core import clock
from herringbone.core.sql import analyse
from herringbone.people.models import Person, Role
from herringbone.people.rules import has_director, has_somebody, standing, standing_kept
from tests.world import World

Kind = Role.Kind
CLIENTS = 900


@pytest.fixture
def many(world: World) -> list[int]:
    """900 clients, each with a point person, a supervisor and a director of its own, and Ann on forty of them."""
    model = type(world.alder)
    made = model.objects.bulk_create(
        model(name=f"Client {number}", code=f"C{number}", office=world.office) for number in range(CLIENTS)
    )
    staff = [world.coord_alder, world.planner_alder, world.bizdev]
    kinds = (Kind.POINT, Kind.SUPERVISOR, Kind.DIRECTOR, Kind.EXECUTIVE, Kind.MEMBER)
    starts = date(2025, 1, 1)
    Role.objects.bulk_create(
        Role(person=staff[number % 3], client=client, kind=kind, starts=starts)
        for number, client in enumerate(made)
        for kind in kinds
    )
    Role.objects.bulk_create(
        Role(person=world.ae_alder, client=client, kind=Kind.SUPERVISOR, starts=starts) for client in made[:40]
    )
    analyse()  # as an import does
    yield [client.pk for client in made]
    model.objects.filter(pk__in=[client.pk for client in made]).delete()


@pytest.mark.parametrize("who", ["head", "director", "ae_alder", "dept", "admin"])
def test_i5_two_queries_whoever_asks(world: World, many: list[int], django_assert_num_queries, who: str):
    person = Person.objects.select_related("office").get(pk=getattr(world, who).pk)
    with django_assert_num_queries(2):
        standing(person)


def test_i5_it_reads_the_clients_of_the_person_and_not_all(world: World, many: list[int]):
    person = Person.objects.select_related("office").get(pk=world.ae_alder.pk)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        here = standing(person)
    assert len(asked) == 2
    assert here.team == {world.alder.pk, world.cedar.pk, *many[:40]}
    assert here.supervised == set(many[:40])
    assert here.answers == {world.alder.pk, world.cedar.pk}, "each of the forty has a point person of its own"


def test_i5_it_takes_milliseconds_at_900_clients(world: World, many: list[int]):
    for who in (world.head, world.ae_alder):
        person = Person.objects.select_related("office").get(pk=who.pk)
        taken = []
        for _ in range(20):
            began = time.perf_counter()
            standing(person)
            taken.append(time.perf_counter() - began)
        assert min(taken) < 0.05, "seconds; some four milliseconds on an idle machine"


def test_i5_which_clients_have_nobody_is_asked_in_sql(world: World):
    model, on = type(world.alder), clock.now().date()
    Role.objects.filter(client=world.birch).update(ends=on)
    try:
        assert list(model.objects.filter(~has_somebody("pk", on))) == [world.birch]
        assert set(model.objects.filter(~has_director("pk", on))) == {world.birch}
    finally:
        Role.objects.filter(client=world.birch).update(ends=None)


def test_i5_it_is_worked_out_once_a_request_until_an_action_writes(world: World, django_assert_num_queries):
    person = Person.objects.select_related("office").get(pk=world.ae_alder.pk)
    with standing_kept():
        standing(person)
        with django_assert_num_queries(0):
            standing(person)


def test_i5_a_supervisor_answers_only_where_no_point_person_does(world: World):
    assert standing(world.sup_alder).answers == frozenset()
    Role.objects.filter(client=world.alder, kind=Kind.POINT).update(ends=clock.now().date())
    try:
        assert standing(world.sup_alder).answers == {world.alder.pk}
    finally:
        Role.objects.filter(client=world.alder, kind=Kind.POINT).update(ends=None)
