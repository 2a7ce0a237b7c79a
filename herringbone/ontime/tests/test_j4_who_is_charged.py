"""J4: a duty counts for whoever held it at its due moment, and for the month in which that moment lies."""

from datetime import UTC, date, datetime

import pytest

from herringbone.clients.actions import receive_message
from herringbone.core import clock
from herringbone.desk.actions import take_over
from herringbone.desk.tests.builders import a_task
from herringbone.people.actions import arrange_cover, deactivate_person, end_role, give_role, hand_over
from herringbone.people.models import Absence, Role
from herringbone.record.duties.holding import settle
from herringbone.record.duties.keeping import differences, rebuild
from herringbone.record.models import Duty
from herringbone.work.actions import finish_task, hand_over_task, move_task
from tests.world import DAY, HOUR, MONDAY

DUE = MONDAY + DAY
LATE = DUE + DAY


def charged(title="Call them"):
    """Who is charged with a duty, once it is settled."""
    settle()
    duty = Duty.objects.filter(title=title).order_by("due").first()
    return duty.held_by


def at(moment):
    return clock.clock_at(moment)


def test_j4_what_is_not_due_yet_counts_for_nobody(world):
    a_task(world, "Call them", world.ae_alder, DUE)
    assert charged() is None
    with at(DUE):
        assert charged() == world.ae_alder


def test_j4_the_owner_at_the_due_moment_is_charged_whoever_owns_it_later(world):
    task = a_task(world, "Call them", world.ae_alder, DUE)
    with at(LATE):
        hand_over_task(by=world.ae_alder, task=task, to=world.coord_alder)
        assert Duty.objects.get(title="Call them").owner == world.coord_alder
        assert charged() == world.ae_alder


def test_j4_who_hands_it_over_in_time_is_not_charged(world):
    task = a_task(world, "Call them", world.ae_alder, DUE)
    with at(DUE - HOUR):
        hand_over_task(by=world.ae_alder, task=task, to=world.coord_alder)
    with at(LATE):
        assert charged() == world.coord_alder


def test_j4_climbing_and_taking_over_do_not_move_it(world):
    a_task(world, "Call them", world.ae_alder, DUE)
    with at(LATE):
        take_over(by=world.sup_alder, duty=Duty.objects.get(title="Call them"))
        assert charged() == world.ae_alder


def test_j4_the_cover_is_charged_where_the_owner_was_away(world):
    a_task(world, "Call them", world.ae_alder, DUE)
    arrange_cover(by=world.ae_alder, person=world.ae_alder, cover=world.coord_alder, begins=DUE - HOUR, ends=DUE + HOUR)
    with at(LATE):
        assert charged() == world.coord_alder


def test_j4_covers_are_followed_to_the_end_of_their_chain(world):
    a_task(world, "Call them", world.ae_alder, DUE)
    for person, cover in ((world.ae_alder, world.coord_alder), (world.coord_alder, world.sup_alder)):
        arrange_cover(by=world.head, person=person, cover=cover, begins=DUE - HOUR, ends=DUE + HOUR)
    with at(LATE):
        assert charged() == world.sup_alder


def test_j4_where_all_are_away_each_keeps_what_is_theirs(world):
    a_task(world, "Call them", world.ae_alder, DUE)
    for person, cover in ((world.ae_alder, world.coord_alder), (world.coord_alder, world.ae_alder)):
        # As none is arranged any more, since a cover who is away is refused.
        Absence.objects.create(person=person, cover=cover, begins=DUE - HOUR, ends=DUE + HOUR)
    with at(LATE):
        assert charged() == world.ae_alder


def test_j4_what_a_role_owes_counts_for_who_held_the_role_then(world):
    receive_message(by=world.ae_alder, contact=world.pat, text="When?")
    duty = Duty.objects.get(kind="client_message")
    assert duty.owner is None
    with at(duty.due + DAY):
        give_role(by=world.sup_alder, person=world.coord_alder, client=world.alder, kind=Role.Kind.POINT)
        assert charged(duty.title) == world.ae_alder


def test_j4_without_a_point_person_the_supervisor_is_charged(world):
    receive_message(by=world.ae_alder, contact=world.pat, text="When?")
    point = Role.objects.get(client=world.alder, kind=Role.Kind.POINT)
    end_role(by=world.sup_alder, role=point)
    duty = Duty.objects.get(kind="client_message")
    with at(duty.due + DAY):
        assert charged(duty.title) == world.sup_alder


def test_j4_who_left_before_it_fell_due_is_not_charged(world):
    a_task(world, "Call them", world.planner_alder, DUE)
    a_task(world, "Write it", world.planner_alder, LATE + DAY)
    with at(LATE):
        deactivate_person(by=world.head, person=world.planner_alder)
        assert charged() == world.planner_alder
    with at(LATE + 2 * DAY):
        assert charged("Write it") == world.ae_alder


def test_j4_handing_over_all_that_is_late_leaves_the_charge_where_it_was(world):
    a_task(world, "Call them", world.planner_alder, DUE)
    with at(LATE):
        hand_over(by=world.head, person=world.planner_alder, to=world.coord_alder)
        assert charged() == world.planner_alder


def test_j4_writing_all_duties_anew_keeps_who_was_charged(world):
    task = a_task(world, "Call them", world.ae_alder, DUE)
    with at(LATE):
        hand_over_task(by=world.ae_alder, task=task, to=world.coord_alder)
        rebuild(LATE + 14 * DAY)
        assert charged() == world.ae_alder
        assert list(differences()) == []


def test_j4_settling_twice_changes_nothing(world):
    a_task(world, "Call them", world.ae_alder, DUE)
    with at(LATE):
        assert settle() >= 1
        assert settle() == 0


def test_j4_a_date_moved_beforehand_is_kept_and_the_new_one_counts(world):
    task = a_task(world, "Call them", world.ae_alder, DUE)
    with at(DUE - HOUR):
        move_task(by=world.ae_alder, task=task, to=date(2026, 3, 9))
    first, second = Duty.objects.filter(title="Call them").order_by("due")
    assert first.done < first.due
    assert second.done is None


def test_j4_it_falls_in_the_month_that_its_holder_s_office_has(world):
    """Four in the morning of 1 April in UTC is the evening of 31 March in New York."""
    a_task(world, "Call them", world.ae_alder, datetime(2026, 4, 1, 3, tzinfo=UTC))
    with at(datetime(2026, 4, 2, tzinfo=UTC)):
        charged()
    assert Duty.objects.get(title="Call them").fell_on == date(2026, 3, 31)


@pytest.mark.parametrize("when", [DUE - HOUR, DUE + HOUR])
def test_j4_done_later_or_in_time_the_holder_stays_the_same(world, when):
    task = a_task(world, "Call them", world.ae_alder, DUE)
    with at(when):
        finish_task(by=world.ae_alder, task=task)
    with at(LATE):
        assert charged() == world.ae_alder
