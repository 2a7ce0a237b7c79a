"""A3: no client without a point person. Who leads the account owes one within a working day."""

from datetime import UTC, date, datetime, timedelta

from herringbone.clients.actions import open_client
from herringbone.core import clock
from herringbone.people.actions import end_role, give_role
from herringbone.people.models import Role
from herringbone.record.duties.declare import register
from herringbone.record.models import Duty
from tests.world import MONDAY, World

POINT = Role.Kind.POINT


def gaps(client) -> list[Duty]:
    return list(Duty.objects.filter(client=client, kind__startswith="no_point_person").order_by("started"))


def test_a3_with_a_point_person_nothing_is_owed(world: World):
    assert gaps(world.alder) == []


def test_a3_opened_without_one_the_duty_begins_at_once_and_is_due_a_working_day_later(world: World):
    client = open_client(by=world.head, name="Dogwood", code="DOG", office=world.office)
    (duty,) = gaps(client)
    assert (duty.started, duty.due, duty.done, duty.owner) == (MONDAY, MONDAY + timedelta(days=1), None, None)


def test_a3_naming_one_closes_it(world: World):
    client = open_client(by=world.head, name="Dogwood", code="DOG", office=world.office)
    with clock.clock_at(MONDAY + timedelta(days=2)):
        give_role(by=world.head, person=world.bizdev, client=client, kind=POINT)
        (duty,) = gaps(client)
        assert duty.done == datetime(2026, 3, 4, 5, 0, tzinfo=UTC)  # midnight in New York, when the role begins


def test_a3_named_the_same_day_there_was_no_gap(world: World):
    client = open_client(by=world.head, name="Dogwood", code="DOG", office=world.office)
    give_role(by=world.head, person=world.bizdev, client=client, kind=POINT)
    assert gaps(client) == []


def test_a3_when_the_last_role_ends_the_gap_begins_and_the_next_role_closes_it(world: World):
    role = Role.objects.get(client=world.alder, kind=POINT)
    end_role(by=world.head, role=role, ends=date(2026, 3, 6))
    (duty,) = gaps(world.alder)
    assert duty.started == datetime(2026, 3, 6, 5, 0, tzinfo=UTC)
    assert duty.due == datetime(
        2026, 3, 9, 13, 0, tzinfo=UTC
    )  # Friday's opening and one working day: summer time has begun
    with clock.clock_at(MONDAY + timedelta(days=7)):
        give_role(by=world.head, person=world.coord_alder, client=world.alder, kind=POINT)
    (duty,) = gaps(world.alder)
    assert duty.done == datetime(2026, 3, 9, 4, 0, tzinfo=UTC)


def test_a3_a_successor_leaves_no_gap(world: World):
    give_role(by=world.head, person=world.coord_alder, client=world.alder, kind=POINT)
    assert gaps(world.alder) == []


def test_a3_the_line_says_what_to_do(world: World):
    client = open_client(by=world.head, name="Dogwood", code="DOG", office=world.office)
    (duty,) = gaps(client)
    line = register[duty.kind].line(duty)
    assert line.what == "Name a point person"
    assert line.url == "/clients/DOG/team/"
