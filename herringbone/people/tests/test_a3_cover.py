"""Cover (A3, J3): while somebody is away, another answers and sees the same, and a duty always has an owner."""

from datetime import datetime, time
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from herringbone.core import clock
from herringbone.core.models import Office
from herringbone.people.actions import arrange_cover, end_cover, end_role, give_role, shield
from herringbone.people.models import Absence, Role
from herringbone.people.queries.absences import span, until
from herringbone.people.rules import standing, who_answers
from herringbone.record.action import Denied, Refused
from tests.world import DAY, HOUR, World

Kind = Role.Kind


def test_a3_whoever_stands_in_sees_and_answers_for_the_same_clients_and_no_longer_than_that(world: World):
    now = clock.now()
    arrange_cover(by=world.ae_alder, person=world.ae_alder, cover=world.bizdev, begins=now, ends=now + 3 * DAY)
    here, away = standing(world.bizdev), standing(world.ae_alder)
    assert here.stands_for == {world.bizdev.pk, world.ae_alder.pk}
    assert here.answers == {world.alder.pk, world.cedar.pk}
    assert here.sees_client(world.cedar.pk)
    assert away.answers == frozenset()
    assert away.sees_client(world.alder.pk), "whoever is away still sees what is theirs"
    with clock.clock_at(now + 3 * DAY):
        assert not standing(world.bizdev).sees_client(world.alder.pk)
        assert standing(world.ae_alder).answers == {world.alder.pk, world.cedar.pk}


def test_a3_a_chain_of_covers_ends_with_whoever_is_here(world: World):
    now = clock.now()
    arrange_cover(by=world.head, person=world.ae_alder, cover=world.coord_alder, begins=now, ends=now + 5 * DAY)
    arrange_cover(by=world.head, person=world.coord_alder, cover=world.sup_alder, begins=now, ends=now + 2 * DAY)
    assert standing(world.sup_alder).stands_for >= {world.ae_alder.pk, world.coord_alder.pk}
    with clock.clock_at(now + 2 * DAY):
        assert standing(world.coord_alder).stands_for == {world.coord_alder.pk, world.ae_alder.pk}


def test_a3_where_all_are_away_each_keeps_what_is_theirs(world: World):
    now = clock.now()
    for person, cover in ((world.ae_alder, world.coord_alder), (world.coord_alder, world.ae_alder)):
        Absence.objects.create(person=person, cover=cover, begins=now, ends=now + DAY)  # as none is arranged any more
    assert standing(world.ae_alder).stands_for == {world.ae_alder.pk}
    assert standing(world.coord_alder).stands_for == {world.coord_alder.pk}


def test_a3_half_a_day_counts(world: World):
    now = clock.now()
    arrange_cover(by=world.ae_alder, person=world.ae_alder, cover=world.bizdev, begins=now + HOUR, ends=now + 4 * HOUR)
    assert world.ae_alder.pk not in standing(world.bizdev).stands_for
    with clock.clock_at(now + 2 * HOUR):
        assert world.ae_alder.pk in standing(world.bizdev).stands_for


def test_a3_who_may_arrange_it(world: World):
    now = clock.now()
    world.coord_alder.reports_to = world.bizdev
    world.coord_alder.save()
    allowed = {world.coord_alder, world.head, world.admin, world.bizdev, world.sup_alder, world.director}
    for number, by in enumerate(sorted(world.everyone.values(), key=lambda person: person.pk)):
        when = {"begins": now + number * DAY, "ends": now + number * DAY + HOUR}
        if by in allowed:
            arrange_cover(by=by, person=world.coord_alder, cover=world.ae_alder, **when)
        else:
            with pytest.raises(Denied):
                arrange_cover(by=by, person=world.coord_alder, cover=world.ae_alder, **when)


def test_a3_nobody_covers_for_themselves_twice_or_backwards(world: World):
    now, ann = clock.now(), world.ae_alder
    arrange_cover(by=ann, person=ann, cover=world.bizdev, begins=now, ends=now + 3 * DAY)
    for field, given in {
        "cover": {"cover": ann, "begins": now + 9 * DAY, "ends": now + 10 * DAY},
        "ends": {"cover": world.bizdev, "begins": now + 10 * DAY, "ends": now + 9 * DAY},
        "begins": {"cover": world.bizdev, "begins": now + 2 * DAY, "ends": now + 4 * DAY},
    }.items():
        with pytest.raises(Refused) as refused:
            arrange_cover(by=ann, person=ann, **given)
        assert refused.value.field == field


def test_a3_somebody_comes_back_early_or_never_goes(world: World):
    now, ann = clock.now(), world.ae_alder
    running = arrange_cover(by=ann, person=ann, cover=world.bizdev, begins=now, ends=now + 3 * DAY)
    coming = arrange_cover(by=ann, person=ann, cover=world.bizdev, begins=now + 9 * DAY, ends=now + 10 * DAY)
    with clock.clock_at(now + DAY):
        for absence in (running, coming):
            end_cover(by=ann, absence=absence)
        assert standing(ann).answers == {world.alder.pk, world.cedar.pk}
        with pytest.raises(Refused):
            end_cover(by=ann, absence=running)
    with clock.clock_at(now + 9 * DAY):
        assert ann.pk not in standing(world.bizdev).stands_for
    assert Absence.objects.count() == 2


def test_a3_the_point_person_answers_then_the_supervisor_then_the_director(world: World):
    def answering() -> int | None:
        return who_answers([world.alder.pk], clock.now().date()).get(world.alder.pk)

    assert answering() == world.ae_alder.pk
    end_role(by=world.head, role=world.ae_alder.roles.get(kind=Kind.POINT, client=world.alder))
    assert answering() == world.sup_alder.pk
    assert standing(world.sup_alder).answers == {world.alder.pk}
    end_role(by=world.head, role=world.sup_alder.roles.get())
    assert answering() == world.director.pk
    assert standing(world.director).answers == {world.alder.pk}
    end_role(by=world.head, role=world.director.roles.get(client=world.alder))
    assert answering() is None
    assert standing(world.head).answers_rest


def test_a3_a_new_point_person_follows_the_former_one(world: World):
    give_role(by=world.sup_alder, person=world.coord_alder, client=world.alder, kind=Kind.POINT)
    points = Role.objects.running(clock.now().date()).filter(client=world.alder, kind=Kind.POINT)
    assert [role.person for role in points] == [world.coord_alder]


def test_a3_who_staffs_an_account(world: World):
    """Leaders staff it, the head names its leaders, whoever works on it brings in a department's member."""
    may = {
        Kind.MEMBER: {"head", "director", "sup_alder", "ae_alder", "coord_alder", "planner_alder", "dept", "finance"},
        Kind.EXECUTIVE: {"head", "director", "sup_alder"},
        Kind.SUPERVISOR: {"head", "director"},
    }
    for kind, allowed in may.items():
        for name, by in world.everyone.items():
            if name in allowed:
                role = give_role(by=by, person=world.bizdev, client=world.alder, kind=kind)
                end_role(by=world.head, role=role)
            else:
                with pytest.raises(Denied):
                    give_role(by=by, person=world.bizdev, client=world.alder, kind=kind)


def test_a3_only_leaders_shield_a_member(world: World):
    role = world.dept.roles.get()
    with pytest.raises(Denied):
        shield(by=world.ae_alder, role=role, shielded=True)
    shield(by=world.sup_alder, role=role, shielded=True)
    assert Role.objects.get(pk=role.pk).shielded


def test_a3_nobody_covers_who_is_away_and_the_refusal_says_who_is_free(world: World):
    now = clock.now()
    arrange_cover(by=world.head, person=world.ae_alder, cover=world.coord_alder, begins=now, ends=now + 3 * DAY)
    for begins in (now, now + 2 * DAY):
        with pytest.raises(Refused) as no:
            arrange_cover(
                by=world.head, person=world.coord_alder, cover=world.ae_alder, begins=begins, ends=now + 5 * DAY
            )
        assert no.value.field == "cover" and "with Cody Coord standing in. Free then: Dee Dept," in str(no.value)
        assert "Bob Birch" not in str(no.value), "a wall would keep him from it"
    arrange_cover(by=world.head, person=world.coord_alder, cover=world.sup_alder, begins=now, ends=now + DAY)
    back = now + 3 * DAY
    arrange_cover(by=world.head, person=world.sup_alder, cover=world.ae_alder, begins=back, ends=back + DAY)


def test_a3_whole_days_away_read_as_days_of_the_office_of_whoever_is_away(world: World):
    milan = Office.objects.create(name="Milan", zone="Europe/Rome", country="IT", opens=time(9), closes=time(18))
    rome = ZoneInfo("Europe/Rome")
    begins, ends = datetime(2026, 3, 9, tzinfo=rome), datetime(2026, 3, 11, tzinfo=rome)
    with timezone.override("America/New_York"):
        assert span(begins, ends, milan, clock.now()) == "Mon 9 Mar to Tue 10 Mar"
        assert span(begins, begins + DAY, milan, clock.now()) == "Mon 9 Mar"
        assert until(ends, milan, clock.now()) == "Tue 10 Mar"
        afternoon = datetime(2026, 3, 9, 14, tzinfo=rome)
        assert span(afternoon, afternoon + 2 * HOUR, milan, clock.now()) == "Mon 9 Mar 14:00 to Mon 9 Mar 16:00 (Rome)"


def test_a3_the_page_of_an_absence_says_its_days(world: World, client):
    first = datetime(2026, 3, 9, tzinfo=ZoneInfo("America/New_York"))
    arrange_cover(by=world.head, person=world.ae_alder, cover=world.coord_alder, begins=first, ends=first + 2 * DAY)
    client.force_login(world.ae_alder)
    for address in ("/people/absence/", f"/people/{world.ae_alder.pk}/"):
        body = client.get(address).content.decode()
        assert "Mon 9 Mar to Tue 10 Mar" in body and " 00:00" not in body
