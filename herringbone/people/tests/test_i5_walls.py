"""Walls (I5): who holds, or held within twelve months, a role on one side sees nothing of the other."""

from datetime import date, timedelta

import pytest

from herringbone.core import clock
from herringbone.core.search.keeping import follow
from herringbone.people.actions import arrange_cover, end_role, give_role, lower_wall, name_on_wall, raise_wall
from herringbone.people.models import Department, Person, Role, Wall, WallName
from herringbone.people.queries.wall_preview import wall_preview
from herringbone.people.rules import standing, visible_to
from herringbone.record.action import Denied, Refused
from herringbone.record.duties.keeping import rebuild
from herringbone.work.actions import make_task
from tests.world import DAY, World

Kind = Role.Kind
BELOW_DIRECTOR = [
    Kind.SUPERVISOR, Kind.EXECUTIVE, Kind.COORDINATOR, Kind.PLANNER, Kind.PRODUCER, Kind.MEMBER, Kind.POINT,
    Kind.SECOND,
]  # fmt: skip
TODAY = date(2026, 3, 2)
# When the role was held, and whether it still counts.
HELD = {
    "now": (date(2026, 1, 1), None, True),
    "until 11 months ago": (date(2024, 1, 1), date(2025, 4, 2), True),
    "until a year less a day ago": (date(2024, 1, 1), TODAY - timedelta(days=364), True),
    "until a year ago": (date(2024, 1, 1), TODAY - timedelta(days=365), False),
    "until 13 months ago": (date(2024, 1, 1), date(2025, 2, 1), False),
    "from tomorrow on": (TODAY + timedelta(days=1), None, False),
}


@pytest.fixture(autouse=True)
def duties_follow(world: World):
    """Here roles are written by hand, to give people a past: the duties that follow from them are worked out anew."""
    yield
    rebuild(clock.now() + 14 * DAY)


def newcomer(world: World, name: str = "Nina New") -> Person:
    """Somebody without any role or history."""
    made = Person(
        name=name, email=f"new-{Person.objects.count()}@agency.example", office=world.office,
        department=world.departments["account services"],
    )  # fmt: skip
    made.set_unusable_password()
    made.save()
    follow({Person._meta.label: [made.pk]})
    return made


def held(person: Person, client, kind: Kind, when: str) -> None:
    starts, ends, _ = HELD[when]
    Role.objects.create(person=person, client=client, kind=kind, starts=starts, ends=ends)


def test_i5_a_role_on_one_side_hides_the_other_for_twelve_months(world: World):
    for kind in (*BELOW_DIRECTOR, Kind.DIRECTOR):
        for when, (_, _, counts) in HELD.items():
            person = newcomer(world)
            held(person, world.birch, kind, when)
            here = standing(person)
            assert (world.alder.pk in here.walled) is counts, f"{kind}, held {when}"
            assert world.birch.pk not in here.walled, f"{kind}, held {when}"


@pytest.mark.parametrize("named", [False, True])
def test_i5_below_director_nobody_serves_both_even_if_named(world: World, named: bool):
    for kind in BELOW_DIRECTOR:
        person = newcomer(world)
        for client in (world.alder, world.birch):
            held(person, client, kind, "now")
        if named:
            WallName.objects.create(wall=wall(world), person=person, by=world.head)
        here = standing(person)
        assert {world.alder.pk, world.birch.pk} <= here.walled, "on both sides by mistake: sees neither"
        assert not visible_to(person, type(world.alder)).exists()


@pytest.mark.parametrize("when", ["now", "until 11 months ago"])
def test_i5_a_director_of_both_sees_both_only_if_named(world: World, when: str):
    person = newcomer(world)
    held(person, world.alder, Kind.DIRECTOR, "now")
    held(person, world.birch, Kind.DIRECTOR, when)
    assert {world.alder.pk, world.birch.pk} <= standing(person).walled
    name_on_wall(by=world.head, wall=wall(world), person=person)
    assert not standing(person).walled


def test_i5_a_director_who_served_the_rival_in_a_lower_place_does_not_see_it_even_if_named(world: World):
    for kind in BELOW_DIRECTOR:
        person = newcomer(world)
        held(person, world.alder, Kind.DIRECTOR, "now")
        held(person, world.birch, kind, "until 11 months ago")
        name_on_wall(by=world.head, wall=wall(world), person=person)
        assert world.birch.pk in standing(person).walled, kind


def test_i5_traffic_spans_a_wall_only_if_named(world: World):
    assert {world.alder.pk, world.birch.pk} <= standing(world.traffic).walled
    assert standing(world.traffic).sees_client(world.cedar.pk)
    name_on_wall(by=world.head, wall=wall(world), person=world.traffic)
    assert standing(world.traffic).sees_client(world.alder.pk)
    assert standing(world.traffic).sees_client(world.birch.pk)


def test_i5_a_departments_head_spans_a_wall_only_if_named(world: World):
    person = newcomer(world)
    heading(world, "creative", person)
    assert {world.alder.pk, world.birch.pk} <= standing(person).walled
    name_on_wall(by=world.head, wall=wall(world), person=person)
    here = standing(person)
    assert here.sees_client(world.alder.pk)
    assert here.sees_client(world.birch.pk)


def test_i5_a_departments_head_on_one_team_sees_that_side_alone(world: World):
    heading(world, "creative", world.dept)
    assert standing(world.dept).sees_client(world.alder.pk)
    assert not standing(world.dept).sees_client(world.birch.pk)


def test_i5_head_management_and_finance_see_both_by_default(world: World):
    for person in (world.head, world.exec, world.finance):
        held(person, world.alder, Kind.MEMBER, "until 11 months ago")
        here = standing(person)
        assert here.sees_client(world.alder.pk)
        assert here.sees_client(world.birch.pk)


def test_i5_who_touches_no_side_and_spans_nothing_has_no_wall_but_no_team_either(world: World):
    here = standing(world.bizdev)
    assert not here.walled
    assert not here.sees_client(world.alder.pk)


def test_i5_a_lowered_wall_hides_nothing_and_did_so_until_then(world: World):
    before = clock.now()
    with clock.clock_at(before + 3 * DAY):
        lower_wall(by=world.head, wall=wall(world), reason="Birch was sold")
        assert world.birch.pk not in standing(world.ae_alder).walled
    assert world.birch.pk in standing(world.ae_alder, before + DAY).walled


def test_i5_a_wall_raised_over_somebody_on_both_sides_shuts_both(world: World):
    assert standing(world.ae_alder).sees_client(world.cedar.pk)
    raise_wall(by=world.head, one=world.cedar, other=world.alder, reason="both make shoes")
    here = standing(world.ae_alder)
    assert not here.sees_client(world.alder.pk)
    assert not here.sees_client(world.cedar.pk)


def test_i5_no_role_is_given_across_a_wall(world: World):
    for kind in (*BELOW_DIRECTOR, Kind.DIRECTOR):
        with pytest.raises(Refused, match="competitor"):
            give_role(by=world.head, person=world.ae_birch, client=world.alder, kind=kind)


def test_i5_a_named_director_may_be_given_the_other_side_but_no_lower_place_there(world: World):
    name_on_wall(by=world.head, wall=wall(world), person=world.director)
    with pytest.raises(Refused, match="competitor"):
        give_role(by=world.head, person=world.director, client=world.birch, kind=Kind.SUPERVISOR)
    give_role(by=world.head, person=world.director, client=world.birch, kind=Kind.DIRECTOR)
    assert standing(world.director).sees_client(world.birch.pk)


def test_i5_a_role_that_has_ended_keeps_its_holder_away_for_a_year(world: World):
    end_role(by=world.head, role=world.ae_birch.roles.get(kind=Kind.EXECUTIVE))
    end_role(by=world.head, role=world.ae_birch.roles.get(kind=Kind.POINT))
    with clock.clock_at(clock.now() + 300 * DAY), pytest.raises(Refused, match="competitor"):
        give_role(by=world.head, person=world.ae_birch, client=world.alder, kind=Kind.EXECUTIVE)
    with clock.clock_at(clock.now() + 366 * DAY):
        give_role(by=world.head, person=world.ae_birch, client=world.alder, kind=Kind.EXECUTIVE)
        assert standing(world.ae_birch).sees_client(world.alder.pk)


def test_i5_only_who_spans_clients_is_named_on_a_wall(world: World):
    with pytest.raises(Refused, match="spans"):
        name_on_wall(by=world.head, wall=wall(world), person=world.ae_alder)


def test_i5_only_the_head_raises_lowers_and_names(world: World):
    for by in set(world.everyone.values()) - {world.head}:
        with pytest.raises(Denied):
            raise_wall(by=by, one=world.alder, other=world.cedar, reason="rivals")
        with pytest.raises(Denied):
            lower_wall(by=by, wall=wall(world), reason="rivals no more")
        with pytest.raises(Denied):
            name_on_wall(by=by, wall=wall(world), person=world.traffic)


def test_i5_a_wall_needs_a_reason_to_rise_and_to_fall(world: World):
    with pytest.raises(Refused):
        raise_wall(by=world.head, one=world.alder, other=world.cedar, reason=" ")
    with pytest.raises(Refused):
        lower_wall(by=world.head, wall=wall(world), reason=" ")


def test_i5_cover_is_refused_across_a_wall(world: World):
    now = clock.now()
    with pytest.raises(Refused, match="wall"):
        arrange_cover(by=world.head, person=world.ae_alder, cover=world.ae_birch, begins=now, ends=now + 5 * DAY)


def test_i5_a_covers_own_wall_holds_while_covering(world: World):
    """Cover arranged before the cover joined the rival: what is the rival's stays hidden."""
    cover, now = newcomer(world), clock.now()
    arrange_cover(by=world.head, person=world.ae_alder, cover=cover, begins=now, ends=now + 5 * DAY)
    assert standing(cover).sees_client(world.alder.pk)
    held(cover, world.birch, Kind.MEMBER, "now")
    here = standing(cover)
    assert not here.sees_client(world.alder.pk)
    assert here.sees_client(world.cedar.pk)


def test_i5_nobody_covers_for_both_sides_at_once(world: World):
    cover, now = newcomer(world), clock.now()
    arrange_cover(by=world.head, person=world.ae_alder, cover=cover, begins=now, ends=now + 5 * DAY)
    with pytest.raises(Refused, match="wall"):
        arrange_cover(by=world.head, person=world.ae_birch, cover=cover, begins=now + DAY, ends=now + 2 * DAY)
    arrange_cover(by=world.head, person=world.ae_birch, cover=cover, begins=now + 6 * DAY, ends=now + 7 * DAY)


def test_i5_two_covers_that_meet_in_a_chain_see_neither_side(world: World):
    """Ann and Bob are away, and both chains of cover end with the same person."""
    cover, between, now = newcomer(world), newcomer(world, "Nick Next"), clock.now()
    for person, by in ((world.ae_alder, between), (world.ae_birch, cover), (between, cover)):
        world.ae_alder.absences.model.objects.create(person=person, cover=by, begins=now, ends=now + 5 * DAY)
    here = standing(cover)
    assert here.stands_for == {cover.pk, between.pk, world.ae_alder.pk, world.ae_birch.pk}
    assert {world.alder.pk, world.birch.pk} <= here.walled
    assert here.sees_client(world.cedar.pk)


def test_i5_a_cover_sees_no_more_than_the_person_covered(world: World):
    """A director of both sides who is not named sees neither; nor does whoever stands in."""
    cover, now = newcomer(world), clock.now()
    held(world.director, world.birch, Kind.DIRECTOR, "now")
    arrange_cover(by=world.head, person=world.director, cover=cover, begins=now, ends=now + 5 * DAY)
    assert {world.alder.pk, world.birch.pk} <= standing(cover).walled
    name_on_wall(by=world.head, wall=wall(world), person=world.director)
    assert standing(cover).sees_client(world.alder.pk)
    assert standing(cover).sees_client(world.birch.pk)


def test_i5_a_cover_of_a_departments_head_sees_what_that_head_sees(world: World):
    cover, now = newcomer(world), clock.now()
    heading(world, "creative", world.dept)  # on Alder's team
    arrange_cover(by=world.head, person=world.dept, cover=cover, begins=now, ends=now + 5 * DAY)
    here = standing(cover)
    assert here.spans
    assert here.sees_client(world.alder.pk)
    assert not here.sees_client(world.birch.pk)


def test_i5_contacts_names_are_hidden_across_a_wall_alone(world: World):
    contacts = type(world.rio).objects
    assert world.rio not in contacts.filter(standing(world.ae_alder).outside_walls("client"))
    assert world.rio in contacts.filter(standing(world.bizdev).outside_walls("client"))


def wall(world: World):
    """The one wall of this world, between Alder and Birch."""
    return WallName._meta.get_field("wall").related_model.objects.get()


def heading(world: World, department: str, person: Person) -> None:
    Department.objects.filter(pk=world.departments[department].pk).update(head=person)


def test_i5_a_wall_is_seen_before_it_is_raised(world: World, client, django_assert_num_queries):
    """Who loses which client, and to whom their open duties go."""
    task = make_task(
        by=world.head, client=world.cedar, title="Send the proof", owner=world.ae_alder, due=TODAY + timedelta(days=1)
    )
    make_task(
        by=world.head, client=world.alder, title="Book the hall", owner=world.sup_alder, due=TODAY + timedelta(days=1)
    )
    with django_assert_num_queries(7):
        found = wall_preview(world.cedar, world.alder, clock.now())
    losing = {one.person: set(one.clients) for one in found.losing}
    both = {str(world.alder), str(world.cedar)}
    assert losing == {world.ae_alder: both, world.director: both, world.traffic: {str(world.cedar)}}
    proof = next(one for one in found.falling if task.title in one.what)
    assert (proof.was, proof.to) == (world.ae_alder, world.head)
    assert not any("Book the hall" in one.what for one in found.falling), "the supervisor serves one side only"

    client.force_login(world.head)
    typed = {"one": world.cedar.pk, "other": world.alder.pk, "reason": "both make shoes"}
    page = client.post("/walls/", typed)
    assert page.status_code == 200 and "Ann Alder" in page.content.decode()
    assert not Wall.objects.filter(other=world.cedar, lowered=None).exists(), "a look raises nothing"
    assert client.post("/walls/", {**typed, "raise": "on"}).status_code == 303
    assert Wall.objects.filter(other=world.cedar, lowered=None).exists()
    for who, lost in losing.items():
        assert {str(one) for one in (world.alder, world.cedar) if not standing(who).sees_client(one.pk)} >= lost
