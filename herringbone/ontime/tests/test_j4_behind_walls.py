"""J4, J1: record and workload know the desk's rule: what a wall takes from somebody is the next one's who sees it."""

from datetime import date

import pytest

from herringbone.core import clock
from herringbone.desk.actions import take_over
from herringbone.desk.queries.duties import desk_duties
from herringbone.desk.queries.margin import week_and_unstarted
from herringbone.ontime.queries.pages import work_of_person, work_of_team
from herringbone.people.actions import arrange_cover, give_role, lower_wall, name_on_wall, raise_wall
from herringbone.people.models import Role, Wall
from herringbone.people.rules import standing
from herringbone.record.duties.holding import settle
from herringbone.record.duties.keeping import rebuild
from herringbone.record.models import Duty
from herringbone.work.actions import finish_task, make_task
from tests.world import DAY, HOUR, MONDAY

DUE = MONDAY + DAY
Kind = Role.Kind


@pytest.fixture
def task(world):
    """Ann, who serves both Alder and Cedar, owes something to Cedar."""
    return owed(world, world.ae_alder)


def owed(world, owner):
    return make_task(by=world.head, client=world.cedar, title="Send the proof", owner=owner, due_at=DUE)


def wall(world):
    return raise_wall(by=world.head, one=world.cedar, other=world.alder, reason="both make shoes")


def charged():
    with clock.clock_at(DUE):
        settle()
    return Duty.objects.get(title="Send the proof").held_by


def on_desks(world):
    """On whose desks it is as their own, or as somebody's whom they cover."""
    return [
        person
        for person in world.everyone.values()
        for one in desk_duties(standing(person), clock.now())
        if one.title == "Send the proof" and one.reason in ("mine", "cover")
    ]


def test_j4_whom_a_wall_kept_from_it_is_not_charged_but_whose_desk_it_was_on(world, task):
    up = wall(world)
    name_on_wall(by=world.head, wall=up, person=world.director)
    assert on_desks(world) == [world.director]
    assert charged() == world.director


def test_j4_where_nobody_who_answers_saw_it_the_head_is_charged(world, task):
    wall(world)
    assert on_desks(world) == [world.head]
    assert charged() == world.head


def test_j4_a_wall_counts_as_it_stood_at_the_due_moment(world, task):
    with clock.clock_at(DUE - HOUR):
        up = wall(world)
    with clock.clock_at(DUE - HOUR / 2):
        lower_wall(by=world.head, wall=up, reason="one of them left")
    with clock.clock_at(DUE + HOUR):
        wall(world)
    assert charged() == world.ae_alder


def test_j4_a_role_given_up_long_before_the_due_moment_counts_at_no_wall(world, task):
    Role.objects.filter(person=world.ae_alder, client=world.alder).update(
        starts=date(2024, 1, 1), ends=date(2025, 3, 3)
    )
    wall(world)
    assert on_desks(world) == [world.head], "for a day yet"
    assert charged() == world.ae_alder
    rebuild(clock.now() + 14 * DAY)  # what follows from the role that was written by hand


def test_j4_a_cover_whom_a_wall_kept_from_it_is_not_charged(world):
    give_role(by=world.head, person=world.bizdev, client=world.cedar, kind=Kind.MEMBER)
    owed(world, world.bizdev)
    arrange_cover(by=world.head, person=world.bizdev, cover=world.dept, begins=MONDAY, ends=MONDAY + 5 * DAY)
    assert on_desks(world) == [world.dept]
    wall(world)  # Dee is on Alder's team; Ann answers, and serves both
    assert on_desks(world) == [world.head]
    assert charged() == world.head


def test_j4_what_a_wall_takes_from_somebody_is_in_nobody_else_s_work_but_the_next_one_s(world, task):
    up = wall(world)
    name_on_wall(by=world.head, wall=up, person=world.director)
    with clock.clock_at(DUE + HOUR):
        hers = work_of_person(standing(world.head), world.ae_alder, clock.now())
        next_one_s = work_of_person(standing(world.head), world.director, clock.now())
        team = work_of_team(standing(world.director), world.director, clock.now())
    assert (hers.load.late, next_one_s.load.late) == (0, 1)
    assert {row.name: row.load.late for row in team.people if row.load.late} == {"Dora Director": 1}


def test_j4_what_was_taken_over_by_somebody_whom_a_wall_keeps_from_it_now_is_its_owner_s(world):
    give_role(by=world.head, person=world.planner_alder, client=world.cedar, kind=Kind.SUPERVISOR)
    give_role(by=world.head, person=world.bizdev, client=world.cedar, kind=Kind.MEMBER)
    owed(world, world.bizdev)
    with clock.clock_at(DUE + HOUR):
        take_over(by=world.planner_alder, duty=Duty.objects.get(title="Send the proof"))
        wall(world)  # Paul plans for Alder
        assert on_desks(world) == [world.bizdev]
        assert work_of_person(standing(world.head), world.bizdev, clock.now()).load.late == 1
        assert work_of_person(standing(world.head), world.planner_alder, clock.now()).load.late == 0


@pytest.mark.parametrize("walls", [0, 1])
def test_j4_walls_cost_the_pages_of_people_no_query_and_settling_two(world, task, django_assert_num_queries, walls):
    if walls == 0:
        lower_wall(by=world.head, wall=Wall.objects.get(), reason="Birch was sold")
    here = standing(world.head)
    with clock.clock_at(DUE + HOUR):
        with django_assert_num_queries(7):
            work_of_person(here, world.ae_alder, clock.now())
        with django_assert_num_queries(10 if walls else 8):  # asks twice what fell due, and writes it down
            settle()


def test_j4_what_a_wall_took_from_somebody_and_is_done_counts_in_the_week_of_whoever_answers(world, task):
    up = wall(world)
    name_on_wall(by=world.head, wall=up, person=world.director)
    before = week_and_unstarted(world.director, standing(world.director))[0].done
    finish_task(by=world.director, task=task)
    assert week_and_unstarted(world.director, standing(world.director))[0].done == before + 1
