"""Handing over everything of one who leaves (I1), with preview: all of it moves, or nothing."""

from typing import Any

import pytest

from herringbone.core import clock
from herringbone.people import handover
from herringbone.people.actions import add_department, arrange_cover, hand_over, raise_wall
from herringbone.people.handover import Belonging, declare_handover
from herringbone.people.models import Absence, Department, Person, Role
from herringbone.people.queries.handover import handover_preview
from herringbone.people.rules import standing, who_answers
from herringbone.record.action import Denied, Refused
from tests.world import DAY, World

Kind = Role.Kind


def running(person: Person) -> set[tuple[str, str]]:
    roles = Role.objects.running(clock.now().date()).filter(person=person).select_related("client")
    return {(role.client.code if role.client else "", role.kind) for role in roles}


@pytest.fixture(autouse=True)
def own_parts_only(monkeypatch: pytest.MonkeyPatch):
    """What higher floors have declared has tests of its own."""
    monkeypatch.setattr(handover, "_parts", {})


def test_i1_everything_moves_to_one_heir(world: World):
    ann, heir, now = world.ae_alder, world.coord_alder, clock.now()
    add_department(by=world.head, name="Digital", craft=Department.Craft.OTHER, head=ann)
    world.bizdev.reports_to = ann
    world.bizdev.save()
    absence = arrange_cover(by=world.head, person=world.dept, cover=ann, begins=now + DAY, ends=now + 2 * DAY)
    hand_over(by=world.head, person=ann, to=heir)
    assert running(ann) == set()
    assert running(heir) == {
        ("ALD", "second contact"), ("ALD", "point person"), ("ALD", "executive"), ("CED", "point person"),
    }  # fmt: skip
    assert Department.objects.get(name="Digital").head == heir
    assert Person.objects.get(pk=world.bizdev.pk).reports_to == heir
    assert Absence.objects.get(pk=absence.pk).cover == heir
    assert who_answers([world.alder.pk, world.cedar.pk], now.date()) == {
        world.alder.pk: heir.pk, world.cedar.pk: heir.pk,
    }  # fmt: skip
    assert handover_preview(ann, world.head) == []


def test_i1_the_preview_names_what_moves_by_client(world: World):
    piles = handover_preview(world.ae_alder, world.head)
    assert [(pile.name, len(pile.things)) for pile in piles] == [("CANARY-alder-Alder", 2), ("CANARY-cedar-Cedar", 1)]
    assert piles[1].things == ["Point person of CANARY-cedar-Cedar"]


def test_i1_a_client_may_get_an_heir_of_its_own(world: World):
    hand_over(
        by=world.head, person=world.ae_alder, to=world.coord_alder, by_client={world.cedar.pk: world.planner_alder}
    )
    assert standing(world.planner_alder).answers == {world.cedar.pk}
    assert standing(world.coord_alder).answers == {world.alder.pk}


def test_i1_nothing_moves_where_one_thing_has_no_heir(world: World):
    before = running(world.ae_alder)
    with pytest.raises(Refused, match="Nobody was named for"):
        hand_over(by=world.head, person=world.ae_alder, by_client={world.alder.pk: world.coord_alder})
    assert running(world.ae_alder) == before


def test_i1_nothing_moves_across_a_wall(world: World):
    raise_wall(by=world.head, one=world.birch, other=world.cedar, reason="both roast coffee")
    before = running(world.ae_alder)
    with pytest.raises(Refused, match="competitor"):
        hand_over(by=world.head, person=world.ae_alder, to=world.sup_birch)
    assert running(world.ae_alder) == before


def test_i1_whoever_would_report_to_themselves_reports_to_the_leavers_superior(world: World):
    ann, heir = world.ae_alder, world.coord_alder
    ann.reports_to = world.sup_alder
    ann.save()
    heir.reports_to = ann
    heir.save()
    hand_over(by=world.head, person=ann, to=heir)
    assert Person.objects.get(pk=heir.pk).reports_to == world.sup_alder


def test_i1_only_the_head_hands_over(world: World):
    for by in set(world.everyone.values()) - {world.head}:
        with pytest.raises(Denied):
            hand_over(by=by, person=world.ae_alder, to=world.coord_alder)


def test_i1_a_higher_floors_belongings_move_with_the_rest_and_know_their_client(world: World):
    moved: list[tuple[Any, ...]] = []
    declare_handover(
        "tasks",
        preview=lambda person: [
            Belonging("task 1", "Task 1", world.alder.pk), Belonging("task 2", "Task 2", world.cedar.pk),
        ],
        act=lambda by, person, to, belongings: moved.append((to, [one.subject for one in belongings])),
    )  # fmt: skip
    hand_over(
        by=world.head, person=world.ae_alder, to=world.coord_alder, by_client={world.cedar.pk: world.planner_alder}
    )
    assert sorted(moved, key=lambda one: one[1]) == [(world.coord_alder, ["task 1"]), (world.planner_alder, ["task 2"])]


def test_i1_the_page_shows_the_preview_moves_all_and_lets_go(world: World, client):
    client.force_login(world.head)
    page = client.get(f"/people/{world.ae_alder.pk}/handover/")
    assert "CANARY-cedar-Cedar" in page.content.decode()
    answer = client.post(f"/people/{world.ae_alder.pk}/handover/", {"to": world.sup_birch.pk})
    assert answer.status_code == 422
    assert "competitor" in answer.content.decode()
    sent = {"to": world.coord_alder.pk, f"client-{world.cedar.pk}": world.planner_alder.pk, "leaves": "on"}
    assert client.post(f"/people/{world.ae_alder.pk}/handover/", sent).status_code == 303
    assert not Person.objects.get(pk=world.ae_alder.pk).is_active
    assert ("CED", "point person") in running(world.planner_alder)
