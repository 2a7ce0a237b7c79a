"""J1: who answers for a client is the first in line who sees it."""

from herringbone.people.actions import deactivate_person, name_on_wall, raise_wall
from herringbone.people.models import Role
from herringbone.people.rules import reads_answers, standing, who_answers
from tests.world import World

Kind = Role.Kind


def answers(world: World):
    return who_answers([world.alder.pk, world.cedar.pk], standing(world.head).on)


def wall(world: World):
    return raise_wall(by=world.head, one=world.cedar, other=world.alder, reason="both make shoes")


def test_j1_whom_a_wall_keeps_from_a_client_does_not_answer_for_it(world: World):
    assert answers(world) == {world.alder.pk: world.ae_alder.pk, world.cedar.pk: world.ae_alder.pk}
    up = wall(world)  # Ann serves both, Dora directs both
    assert answers(world) == {world.alder.pk: world.sup_alder.pk}
    name_on_wall(by=world.head, wall=up, person=world.director)
    assert answers(world) == {world.alder.pk: world.sup_alder.pk, world.cedar.pk: world.director.pk}


def test_j1_what_is_known_of_walls_already_says_the_same_and_is_not_asked_again(
    world: World, django_assert_num_queries
):
    wall(world)
    here = standing(world.traffic)
    with django_assert_num_queries(1):
        assert who_answers([world.alder.pk], here.on, here) == {world.alder.pk: world.sup_alder.pk}


def test_j1_walls_cost_one_query_and_one_more_where_some_stand(world: World, django_assert_num_queries):
    on = standing(world.head).on
    with django_assert_num_queries(3):
        who_answers([world.alder.pk], on)


def test_j1_an_answer_to_somebody_who_left_goes_past_the_wall(world: World):
    deactivate_person(by=world.head, person=world.coord_alder)
    world.coord_alder.refresh_from_db()
    assert reads_answers(world.coord_alder, world.alder.pk) == world.ae_alder
    wall(world)
    assert reads_answers(world.coord_alder, world.alder.pk) == world.sup_alder
