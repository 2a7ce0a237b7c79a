"""I5: what nobody does alone. Where two are entitled one asks and another agrees; else the reason is kept."""

import pytest
from django.db import IntegrityError, transaction

from herringbone.core import clock
from herringbone.people.actions import (
    add_department,
    agree,
    arrange_cover,
    ask_second_look,
    deactivate_person,
    end_role,
    lower_wall,
    raise_wall,
    refuse,
    set_head,
)
from herringbone.people.deeds import looks_otherwise_told
from herringbone.people.models import Department, Role, SecondLook, Wall
from herringbone.people.queries.security import security_log
from herringbone.people.rules.four_eyes import entitled, others
from herringbone.people.tests.builders import another, last, stands
from herringbone.record.action import Denied, Refused
from herringbone.record.check import findings
from herringbone.record.models import Denial, Event
from tests.world import DAY, HOUR, canary

Kind, What = Role.Kind, SecondLook.What


def test_i5_who_is_entitled_to_what(world):
    heads, administrators = [world.head], [world.admin]
    both = [world.admin, world.head]
    assert entitled() == {
        What.RAISE: heads, What.LOWER: heads, What.EXPORT: both, What.PROMOTE: administrators, What.ROLE: both,
    }  # fmt: skip


def test_i5_whoever_stands_in_for_the_head_is_entitled_too(world):
    now = clock.now()
    arrange_cover(by=world.head, person=world.head, cover=world.director, begins=now, ends=now + DAY)
    assert others(world.head, What.RAISE) == [world.director]
    assert others(world.director, What.RAISE) == [world.head]


def test_i5_who_has_left_or_has_the_role_no_longer_is_not_entitled(world, second):
    assert others(world.head, What.RAISE) == [second]
    end_role(by=world.head, role=second.roles.get())
    assert others(world.head, What.RAISE) == []
    deactivate_person(by=world.head, person=another(world, "Hal Head", Kind.HEAD))
    assert others(world.head, What.RAISE) == []


@pytest.mark.parametrize("what", list(What))
def test_i5_each_role_may_ask_for_what_it_is_entitled_to(world, second, what):
    may = {one.pk for one in entitled()[what]}
    for name, person in world.everyone.items():
        if person.pk in may:
            continue
        with pytest.raises(Denied):
            ask_second_look(by=person, what=what, why="because", particulars={})
        assert Denial.objects.filter(by=person, verb="second look asked for").count() == 1, name
    assert not SecondLook.objects.exists()


def test_i5_the_only_head_raises_and_lowers_a_wall_at_once_with_the_reason(world, sides):
    raise_wall(by=world.head, one=world.alder, other=world.cedar, reason="both make shoes")
    lower_wall(by=world.head, wall=stands(world).get(), reason="hats now")
    with pytest.raises(Refused, match="at once"):
        ask_second_look(by=world.head, **sides)
    assert not SecondLook.objects.exists()


def test_i5_where_two_are_heads_neither_raises_nor_lowers_a_wall_alone(world, second):
    with pytest.raises(Refused, match="agree first"):
        raise_wall(by=world.head, one=world.alder, other=world.cedar, reason="both make shoes")
    with pytest.raises(Refused, match="agree first"):
        lower_wall(by=second, wall=Wall.objects.get(), reason="was sold")
    assert Wall.objects.filter(lowered=None).count() == 1


def test_i5_a_wall_rises_in_the_moment_in_which_another_agrees_in_the_name_of_who_asked(world, second, sides):
    look = ask_second_look(by=world.head, **sides)
    assert not stands(world).exists()
    agree(by=second, look=look)
    wall = stands(world).get()
    assert (wall.raised_by, wall.reason) == (world.head, "both make shoes")
    raised, agreed = last("wall raised"), last("second look agreed to")
    assert (raised.by, raised.particulars["agreed_by"], raised.particulars["look"]) == (world.head, second.pk, look.pk)
    assert (agreed.by, agreed.at) == (second, raised.at)
    look.refresh_from_db()
    assert look.used_at == agreed.at
    assert list(findings()) == []


def test_i5_a_wall_comes_down_in_the_moment_in_which_another_agrees(world, second):
    wall = Wall.objects.get()
    look = ask_second_look(by=second, what=What.LOWER, why="Birch was sold", particulars={"wall": wall.pk})
    agree(by=world.head, look=look)
    wall.refresh_from_db()
    assert (wall.lowered_by, wall.lowered_because) == (second, "Birch was sold")
    assert last("wall lowered").particulars["agreed_by"] == world.head.pk


def test_i5_whoever_asked_never_agrees_not_even_as_somebodys_cover(world, second, sides):
    look = ask_second_look(by=world.head, **sides)
    now = clock.now()
    arrange_cover(by=second, person=second, cover=world.head, begins=now, ends=now + DAY)
    with pytest.raises(Denied):
        agree(by=world.head, look=look)
    assert not stands(world).exists()
    with pytest.raises(IntegrityError), transaction.atomic():
        SecondLook.objects.update(agreed_by=world.head)


def test_i5_nobody_else_agrees_or_refuses(world, second, sides):
    look = ask_second_look(by=world.head, **sides)
    for name, person in world.everyone.items():
        if person == world.head:
            continue
        for decide in (agree, refuse):
            with pytest.raises(Denied):
                decide(by=person, look=look)
        assert not stands(world).exists(), name


def test_i5_what_is_refused_taken_back_or_too_old_is_not_agreed_to(world, second, sides):
    look = ask_second_look(by=world.head, **sides)
    refuse(by=second, look=look)
    with pytest.raises(Refused, match="refused"):
        agree(by=second, look=look)
    look = ask_second_look(by=world.head, **sides)
    refuse(by=world.head, look=look)
    with pytest.raises(Refused, match="taken back"):
        agree(by=second, look=look)
    look = ask_second_look(by=world.head, **sides)
    with clock.clock_at(clock.now() + 7 * DAY), pytest.raises(Refused, match="anew"):
        agree(by=second, look=look)
    assert not stands(world).exists()


def test_i5_the_same_is_not_asked_twice_and_what_cannot_be_is_not_asked(world, second, sides):
    ask_second_look(by=world.head, **sides)
    with pytest.raises(Refused, match="asked already"):
        ask_second_look(by=second, **sides)
    up = Wall.objects.get()
    with pytest.raises(Refused, match="already"):
        ask_second_look(by=second, **{**sides, "particulars": {"one": up.one_id, "other": up.other_id}})
    with pytest.raises(Refused, match="Say why"):
        ask_second_look(by=second, **{**sides, "why": " "})


def test_i5_who_asked_must_still_be_entitled_when_another_agrees(world, second, sides):
    look = ask_second_look(by=second, **sides)
    end_role(by=world.head, role=second.roles.get())
    with pytest.raises(Refused, match="may no longer"):
        agree(by=world.head, look=look)
    look.refresh_from_db()
    assert look.agreed_at is None
    assert not stands(world).exists()


def test_i5_an_agreement_is_for_one_deed_and_counts_once(world, second, sides):
    look = ask_second_look(by=world.head, **sides)
    agree(by=second, look=look)
    look.refresh_from_db()
    with pytest.raises(Refused, match="Something else"):
        raise_wall(by=world.head, one=world.birch, other=world.cedar, reason="another", look=look)
    lower = ask_second_look(
        by=world.head, what=What.LOWER, why="hats now", particulars={"wall": stands(world).get().pk}
    )
    agree(by=second, look=lower)
    with pytest.raises(Refused, match="done"):
        raise_wall(by=world.head, one=world.alder, other=world.cedar, reason="shoes again", look=look)


def test_s39_two_agree_at_once_and_it_is_done_once(world, second, sides):
    third = another(world, "Hal Head", Kind.HEAD)
    look = ask_second_look(by=world.head, **sides)
    loaded_before = SecondLook.objects.get()
    agree(by=second, look=look)
    with pytest.raises(Refused, match="agreed to already"):
        agree(by=third, look=loaded_before)
    assert Event.objects.filter(verb="wall raised", particulars__has_key="look").count() == 1


def test_i5_a_reason_an_answer_or_a_deed_put_otherwise_into_the_database_is_found(world, second, sides):
    look = ask_second_look(by=world.head, **sides)
    rows = SecondLook.objects.filter(pk=look.pk)
    assert list(looks_otherwise_told()) == []
    for forged in ({"why": "another"}, {"what": What.EXPORT}, {"particulars": {"one": 1, "other": 2}}):
        before = rows.values(*forged).get()
        rows.update(**forged)
        assert any("something else" in line for line in looks_otherwise_told()), forged
        rows.update(**before)
    rows.update(agreed_by=second, agreed_at=clock.now())
    assert any("otherwise than its events" in line for line in findings())
    rows.update(agreed_by=None, agreed_at=None)


def test_i5_events_hold_no_text_of_people(world, second, sides):
    look = ask_second_look(by=world.head, **{**sides, "why": canary("cedar", "why")})
    agree(by=second, look=look)
    assert not [one for one in Event.objects.all() if "CANARY" in str(one.particulars)]


def test_i5_the_log_says_which_departments_head_was_set(world):
    with clock.clock_at(clock.now() + HOUR):
        set_head(by=world.admin, department=world.departments["creative"], head=world.dept)
    with clock.clock_at(clock.now() + 2 * HOUR):
        set_head(by=world.admin, department=world.departments["creative"], head=None)
    with clock.clock_at(clock.now() + 3 * HOUR):
        add_department(by=world.head, name="Film", craft=Department.Craft.OTHER, head=world.head)
    lines = [(str(one.what), one.by, one.about, one.detail) for one in security_log(None)[:3]]
    assert lines == [
        ("Added a department", "Hedda Head", "Hedda Head", "Film"),
        ("Set a department’s head", "Ada Admin", "", "Creative: nobody"),
        ("Set a department’s head", "Ada Admin", "Dee Dept", "Creative"),
    ]
