"""J1: a duty always has an owner who can see it: what a wall takes from somebody falls to the next who sees it."""

from datetime import date

from herringbone.core import clock
from herringbone.desk.queries.duties import counts_of, desk_duties
from herringbone.people.actions import arrange_cover, give_role, name_on_wall, raise_wall
from herringbone.people.models import Person, Role, Wall
from herringbone.people.rules import standing
from herringbone.work.actions import make_task
from herringbone.work.models import Task
from tests.world import DAY, World

Kind = Role.Kind


def task_of(world: World, owner: Person, client=None) -> Task:
    return make_task(
        by=world.head, client=client or world.cedar, title="Send the proof", owner=owner, due=date(2026, 3, 3)
    )


def desks(world: World, task: Task) -> list[tuple[str, str]]:
    """On whose desks a task is, and why."""
    found = []
    for name, person in world.everyone.items():
        here = standing(person)
        rows = [one for one in desk_duties(here, clock.now()) if one.title == task.title]
        found += [(name, one.reason) for one in rows]
    return found


def wall(world: World) -> Wall:
    return raise_wall(by=world.head, one=world.cedar, other=world.alder, reason="both make shoes")


def test_j1_what_was_a_walled_person_s_falls_to_whoever_answers_and_sees_the_client(world: World):
    task = task_of(world, world.ae_alder)
    assert ("ae_alder", "mine") in desks(world, task)
    up = wall(world)  # Ann serves both, Dora directs both
    assert desks(world, task) == [("head", "mine")]
    name_on_wall(by=world.head, wall=up, person=world.director)
    assert desks(world, task) == [("director", "mine")]
    give_role(by=world.head, person=world.bizdev, client=world.cedar, kind=Kind.SUPERVISOR)
    assert desks(world, task) == [("bizdev", "mine")]


def test_j1_what_whoever_answers_owed_falls_the_same_way_and_is_counted(world: World):
    task_of(world, world.ae_alder)
    wall(world)
    assert world.cedar.pk not in standing(world.ae_alder).answers
    assert world.alder.pk in standing(world.sup_alder).answers, "the supervisor serves one side only"
    with clock.clock_at(clock.now() + 3 * DAY):
        assert counts_of(world.head, standing(world.head), clock.now())[0] >= 1


def test_j1_what_is_late_climbs_past_those_a_wall_shuts_out(world: World):
    give_role(by=world.head, person=world.coord_alder, client=world.cedar, kind=Kind.MEMBER)
    task = task_of(world, world.ae_alder)
    wall(world)
    with clock.clock_at(clock.now() + 5 * DAY):
        assert [name for name, _ in desks(world, task)] == ["head"]
        shown = [one for one in desk_duties(standing(world.head), clock.now()) if one.title == task.title]
        assert shown[0].owner == "", "nobody who answers sees it: the head has it as what falls to the head"


def test_j1_what_a_cover_may_not_see_falls_to_whoever_answers(world: World):
    now = clock.now()
    give_role(by=world.head, person=world.planner_alder, client=world.cedar, kind=Kind.SUPERVISOR)
    sup = world.bizdev
    give_role(by=world.head, person=sup, client=world.cedar, kind=Kind.MEMBER)
    task = task_of(world, sup)
    arrange_cover(by=world.head, person=sup, cover=world.dept, begins=now, ends=now + 5 * DAY)
    assert ("dept", "cover") in desks(world, task)
    wall(world)  # Dee is on Alder's team
    assert "dept" not in dict(desks(world, task))
    assert desks(world, task) == [("head", "mine")]


def test_j1_nothing_changes_for_those_who_still_see_it(world: World):
    task = task_of(world, world.sup_alder, world.alder)
    wall(world)
    assert ("sup_alder", "mine") in desks(world, task) and "head" not in dict(desks(world, task))
